using Bench.Load;

namespace Bench.Measures;

/// <summary>Acts that can be recorded again and again without breaking a rule: what an instrument demands to be notified of, from parties, each of another day.</summary>
sealed class NewActs
{
    static readonly string[] instruments = ["untoc", "uncac", "untoc-tip", "untoc-som"];

    readonly List<string> states;
    readonly long run;
    long next = -1;

    NewActs(List<string> states, long run) => (this.states, this.run) = (states, run);

    public static async Task<NewActs> Of(BenchPlatform platform)
    {
        var states = new List<string>();
        await using var read = platform.Database("treaties").CreateCommand("SELECT DISTINCT state FROM act_revision WHERE instrument = 'untoc' AND state <> 'EUE' ORDER BY state");
        await using var row = await read.ExecuteReaderAsync();
        while (await row.ReadAsync())
            states.Add(row.GetString(0));
        return new(states, await platform.Scalar<long>("treaties", "SELECT count(*) FROM act_revision"));
    }

    /// <summary>Through the API, under an Idempotency-Key, as a careful client does.</summary>
    public Task Record(HttpClient treaties)
    {
        var number = Interlocked.Increment(ref next);
        return treaties.Post($"/instruments/{Instrument(number)}/actions", Json(number, ""), $"bench-{run}-{number}");
    }

    public Task Insert(HttpClient bare)
    {
        var number = Interlocked.Increment(ref next);
        return bare.Post("/acts", Json(number, $"\"instrument\":\"{Instrument(number)}\","));
    }

    static string Instrument(long number) => instruments[number % instruments.Length];

    /// <summary>States rotate fastest; the source makes the act unique where a day comes again.</summary>
    string Json(long number, string instrument) =>
        $$"""
        { {{instrument}} "state":"{{states[(int)(number * 31 % states.Count)]}}","kind":"notification","depositedOn":"{{new DateOnly(2006, 1, 1).AddDays((int)((run + number) / states.Count % 7000)):yyyy-MM-dd}}","source":"C.N.{{run}}.{{number}}.TREATIES","provisions":[]}
        """;
}

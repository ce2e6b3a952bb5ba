using Bench.Load;
using Processes;

namespace Bench.Measures;

/// <summary>Acts that can be recorded again and again without breaking a rule: what an instrument demands to be notified of, from parties, each of another day.</summary>
sealed class NewActs
{
    static readonly string[] instruments = ["untoc", "uncac", "untoc-tip", "untoc-som"];

    static readonly DateOnly first = new(2006, 1, 1);

    readonly List<string> states;
    readonly long run;
    readonly DateOnly begins;
    long next = -1;

    NewActs(List<string> states, long run, DateOnly begins) => (this.states, this.run, this.begins) = (states, run, begins);

    public static async Task<NewActs> Of(BenchPlatform platform)
    {
        var states = await platform.Database("treaties").Rows("SELECT DISTINCT state FROM act_revision WHERE instrument = 'untoc' AND state <> 'EUE' ORDER BY state", row => row.GetString(0), CancellationToken.None);
        // The days of an earlier run are taken: a State's notification of the same day and contents is the same act.
        var taken = await platform.Scalar<DateOnly>("treaties", $"SELECT coalesce(max(not_after), date '{first.AddDays(-1):yyyy-MM-dd}') FROM act_revision WHERE source LIKE 'Bench %'");
        return new(states, await platform.Scalar<long>("treaties", "SELECT count(*) FROM act_revision"), taken.AddDays(1));
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

    /// <summary>States rotate fastest, then days.</summary>
    string Json(long number, string instrument) =>
        $$"""
        { {{instrument}} "state":"{{states[(int)(number * 31 % states.Count)]}}","kind":"notification","depositedOn":"{{begins.AddDays((int)(number / states.Count)):yyyy-MM-dd}}","source":"Bench {{run}}, {{number}}","provisions":[]}
        """;
}

using System.Net.Http.Json;
using System.Text.Json;
using Contracts.Treaties;
using FsCheck;
using FsCheck.Fluent;
using Networks.Tests.World;
using Servers;
using ServiceDefaults.Access;

namespace Networks.Tests;

/// <summary>Whatever States deposit, designate, keep current and withdraw, with notes of whatever day.</summary>
public sealed class Whatever_is_designated(RealServers servers) : IAsyncLifetime
{
    public enum Step { Deposit, Leave, Annul, Designate, KeepCurrent, Withdraw }

    /// <param name="Days">After the first of January 2021, of what is deposited or of the note.</param>
    /// <param name="Functions">Which of five, as bits: one or two.</param>
    /// <param name="Which">Of the authorities there are, or of the deposits.</param>
    public sealed record Event(Step Step, int State, int Days, int Functions, int Name, int Which);

    static readonly Gen<List<Event>> histories =
        (from step in Gen.Frequency((1, Gen.Elements(Step.Deposit, Step.Leave, Step.Annul)), (3, Gen.Elements(Step.Designate)), (4, Gen.Elements(Step.KeepCurrent, Step.KeepCurrent, Step.Withdraw)))
         from state in Gen.Choose(0, 3)
         from days in Gen.Choose(0, 1400)
         from one in Gen.Choose(0, 4)
         from other in Gen.Choose(0, 4)
         from name in Gen.Choose(0, 3)
         from which in Gen.Choose(0, 99)
         select new Event(step, state, days, 1 << one | 1 << other, name, which)).ListOf(25).Select(it => it.ToList());

    static readonly string[] states = ["BOL", "ARG", "CHL", "BRA"];

    static readonly (string Function, string Instrument)[] functions =
        [("mutual-legal-assistance", "untoc"), ("mutual-legal-assistance", "uncac"), ("prevention-of-corruption", "uncac"), ("smuggling-of-migrants-by-sea", "untoc-som"), ("trafficking-in-firearms", "untoc-firearms")];

    static readonly (string En, string Fr)[] names =
        [("Ministry of Justice", "Ministère de la justice"), ("Office of the Prosecutor General", "Parquet général"), ("Agency for 100% clean_hands", "Agence des mains propres"), ("Ministry of the Interior", "Ministère de l'intérieur")];

    /// <summary>What is looked for, and which of the names hold it: each word of it, whatever the accents, the case and the signs between.</summary>
    static readonly (string Words, int[] Names)[] sought =
    [
        ("justice", [0]), ("MINISTRY ministère", [0, 3]), ("of general", [1]), ("Parquet GÉNÉRAL", [1]), ("ge\u0301ne\u0301ral", [1]), ("100%", [2]), ("clean hands", [2]),
        ("clean_hands", [2]), ("l’intérieur", [3]), ("linterieur", [3]), ("%", []), ("ministry agence", []),
    ];

    sealed record Known(Guid Id, string State)
    {
        public int Version { get; set; } = 1;
        public int Name { get; set; }
        public List<(string Function, string Instrument)> Functions { get; set; } = [];
        public bool Withdrawn { get; set; }
        public string Names => $"{names[Name].En} {names[Name].Fr}";
    }

    readonly NetworksWorld world = new(servers);
    readonly List<Known> directory = [];
    readonly List<ActionDeposited> deposits = [];

    public ValueTask InitializeAsync() => world.InitializeAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Is_counted_and_found_as_an_independent_count_and_search_have_it()
    {
        foreach (var state in states[..3])
            foreach (var instrument in functions.Select(it => it.Instrument).Distinct())
                deposits.Add(await world.Deposit(state, instrument, TreatyActionKind.Accession, "2020-06-01", "2020-07-01"));

        Prop.ForAll(Arb.From(histories), history => Play(history).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(5));

        (await world.Service.Scalar<long>("SELECT count(DISTINCT type) FROM journal WHERE type LIKE 'networks.authority-%'")).ShouldBe(3, "else little was told");
        (await world.Service.Scalar<long>("SELECT count(DISTINCT type) FROM journal WHERE type LIKE 'networks.duty-%'")).ShouldBeGreaterThan(1, "else little happened to the duties");
    }

    async Task Play(List<Event> history)
    {
        foreach (var it in history)
            await Happen(it);
        await DirectoryCounts.Agree(world, history[0].Days);
        foreach (var limit in new[] { 1, 3, 500 })
            await Searches(history[^1], limit);
    }

    async Task Happen(Event it)
    {
        var (state, day) = (states[it.State], new DateOnly(2021, 1, 1).AddDays(it.Days));
        switch (it.Step)
        {
            case Step.Deposit:
                deposits.Add(await world.Deposit(state, functions[it.Which % functions.Length].Instrument, TreatyActionKind.Accession, $"{day:O}", $"{day.AddDays(30):O}"));
                break;
            case Step.Leave:
                await world.Deposit(state, functions[it.Which % functions.Length].Instrument, TreatyActionKind.Denunciation, $"{day:O}", $"{day.AddYears(1):O}");
                break;
            case Step.Annul when deposits.Count > 0:
                await world.Annul(deposits[it.Which % deposits.Count]);
                deposits.RemoveAt(it.Which % deposits.Count);
                break;
            case Step.Designate:
                using (var answer = await world.Service.As(Role.CentralAuthority, state).PostAsJsonAsync("/authorities", new { state, details = Details(it, day) }))
                    if (Done(answer))
                        directory.Add(new Known((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid(), state) { Name = it.Name, Functions = Functions(it) });
                break;
            case Step.KeepCurrent when Standing(it) is { } authority:
                using (var answer = await Change(authority, HttpMethod.Put, "", Details(it, day)))
                    if (Done(answer))
                        (authority.Version, authority.Name, authority.Functions) = (authority.Version + 1, it.Name, Functions(it));
                break;
            case Step.Withdraw when Standing(it) is { } authority:
                using (var answer = await Change(authority, HttpMethod.Post, "/withdrawal", new { source = new { reference = "NV 2", date = day } }))
                    if (Done(answer))
                        (authority.Version, authority.Withdrawn) = (authority.Version + 1, true);
                break;
        }
    }

    /// <summary>A State that is not party is refused; nothing else goes wrong.</summary>
    static bool Done(HttpResponseMessage answer)
    {
        ((int)answer.StatusCode).ShouldBeOneOf(200, 201, 409);
        return answer.IsSuccessStatusCode;
    }

    Known? Standing(Event it) => directory.Where(known => !known.Withdrawn).ToList() is { Count: > 0 } standing ? standing[it.Which % standing.Count] : null;

    static List<(string Function, string Instrument)> Functions(Event it) => [.. functions.Where((_, index) => (it.Functions >> index & 1) == 1)];

    static Dictionary<string, object?> Details(Event it, DateOnly day) => new(NetworksWorld.Details([.. Functions(it)]))
    {
        ["names"] = new Dictionary<string, string> { ["en"] = names[it.Name].En, ["fr"] = names[it.Name].Fr },
        ["source"] = new { reference = "NV 1", date = day },
    };

    async Task<HttpResponseMessage> Change(Known authority, HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, $"/authorities/{authority.Id}{path}") { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", Tags.Of($"/authorities/{authority.Id}", authority.Version));
        return await world.Service.As(Role.NetworkOfficer).SendAsync(request);
    }

    async Task Searches(Event it, int limit)
    {
        await Finds("", _ => true, limit);
        foreach (var (q, named) in sought)
            await Finds($"&q={Uri.EscapeDataString(q)}", known => named.Contains(known.Name), limit);
        var wanted = Functions(it).Select(one => one.Function).ToHashSet();
        var several = string.Concat(wanted.Select(function => $"&function={function}"));
        await Finds(several, known => known.Functions.Any(one => wanted.Contains(one.Function)), limit);
        await Finds($"{several}&instrument=uncac", known => known.Functions.Any(one => wanted.Contains(one.Function) && one.Instrument == "uncac"), limit);
        await Finds($"{several}&q=justice&state=ARG", known => known.State == "ARG" && known.Functions.Any(one => wanted.Contains(one.Function)) && known.Names.Contains("justice", StringComparison.Ordinal), limit);
    }

    /// <summary>Page by page, what stands and matches, by State and then by age, nothing twice and nothing left out.</summary>
    async Task Finds(string search, Func<Known, bool> matches, int limit)
    {
        var found = new List<string>();
        for (var cursor = (string?)""; cursor is not null;)
        {
            var page = await world.Service.Http.GetFromJsonAsync<JsonElement>($"/authorities?limit={limit}{search}{(cursor == "" ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            page.GetProperty("items").GetArrayLength().ShouldBeLessThanOrEqualTo(limit);
            found.AddRange(page.GetProperty("items").EnumerateArray().Select(it => $"{it.GetProperty("state").GetString()} {it.GetProperty("id").GetString()}"));
            cursor = page.GetProperty("next").GetString();
        }
        found.ShouldBe(directory.Where(it => !it.Withdrawn && matches(it)).Select(it => $"{it.State} {it.Id}").Order(StringComparer.Ordinal).ToList(), $"{search} by {limit}");
    }
}

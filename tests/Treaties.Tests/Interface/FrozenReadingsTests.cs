using System.Net;
using System.Text.Json;
using Servers;
using ServiceDefaults.Access;
using Treaties.Tests.World;

namespace Treaties.Tests.Interface;

/// <summary>A report keeps the position of the journal at which it was frozen: its numbers can be read again as they were, and what has changed them since is told.</summary>
public class A_figure_read_at_a_position(RealServers servers) : IAsyncLifetime
{
    TreatiesService treaties = null!;

    public async ValueTask InitializeAsync()
    {
        treaties = await TreatiesService.Start(servers);
        await Numbered();
    }

    public ValueTask DisposeAsync() => treaties.DisposeAsync();

    [Fact]
    public async Task Stays_what_it_was_whatever_is_recorded_afterwards()
    {
        var (at, before) = (await Head(), await Certain("parties?instrument=untoc-som"));

        await Deposit("BTN", "untoc-som");
        await Numbered();

        (await Certain("parties?instrument=untoc-som")).ShouldBe(before + 1);
        (await Certain($"parties?instrument=untoc-som&at={at}")).ShouldBe(before);
        (await Certain($"parties?instrument=untoc-som&at={await Head()}")).ShouldBe(before + 1);
    }

    [Fact]
    public async Task Is_explained_by_the_entries_that_changed_it_and_by_no_others()
    {
        var was = await Head();
        var deposit = await Deposit("BTN", "untoc-som");
        await Deposit("BTN", "untoc-firearms");
        await Numbered();
        var between = await Head();
        (await treaties.Post($"/instruments/untoc-som/actions/{deposit.GetProperty("id").GetGuid()}/corrections", new { annul = true, reason = "Entered by mistake." }, ifMatch: "*")).ShouldBe(HttpStatusCode.Created);
        await Numbered();

        (await Changes($"instrument=untoc-som&was.at={was}&is.at={between}")).ShouldBe(["added untoc-som BTN: treaties.action-deposited"]);
        (await Changes($"instrument=untoc-som&was.at={between}")).ShouldBe(["removed untoc-som BTN: treaties.action-corrected"]);
        (await Changes($"instrument=untoc-som&was.at={was}")).ShouldBeEmpty();
        (await Changes("instrument=untoc-som&was.asOf=2023-05-01&is.asOf=2023-04-30")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Equals_an_independent_count_in_SQL_at_every_position()
    {
        await Deposit("BTN", "untoc-som");
        await Numbered();
        var head = await Head();
        // Where nothing is on record for an instrument yet, nothing is counted, not even to zero.
        for (var position = 1L; position <= head; position += head / 25)
            (await Certain($"new-actions?from=1900-01-01&kind=accession&instrument=uncac&at={position}") ?? -1).ShouldBe((int)await treaties.Host.Scalar<long>(
                $"""
                SELECT CASE WHEN EXISTS (SELECT 1 FROM journal WHERE position <= {position} AND type = 'treaties.action-deposited' AND payload::jsonb ->> 'instrument' = 'uncac') THEN count(*) ELSE -1 END FROM (SELECT DISTINCT ON (payload::jsonb ->> 'action') payload::jsonb AS act FROM journal
                    WHERE type LIKE 'treaties.action-%' AND position <= {position} ORDER BY payload::jsonb ->> 'action', position DESC) last
                WHERE act ->> 'instrument' = 'uncac' AND act ->> 'kind' = 'accession' AND coalesce(act ->> 'annulled', 'false') = 'false'
                """), $"position {position}");
    }

    [Fact]
    public async Task Is_not_asked_for_a_moment_as_well()
    {
        using var answer = await treaties.Host.Http.GetAsync("/figures/parties?instrument=untoc&at=3&knownAt=2026-01-01T00:00:00Z");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Is_of_no_position_that_there_is_not()
    {
        foreach (var (path, field) in new[] { ("?instrument=untoc&at=-1", "at"), ($"?instrument=untoc&at={await Head() + 1000}", "at"), ("/changes?instrument=untoc&was.at=0&is.at=-1", "is.at") })
            (await Problem.Of(await treaties.Host.As(Role.TreatyOfficer).GetAsync($"/figures/parties{path}"))).ShouldBe(new(400, "figures/position", field));
    }

    [Fact]
    public async Task Has_the_counts_published_elsewhere_beside_it_with_their_source()
    {
        var published = await treaties.Get("/published-counts?figure=parties&scope=untoc");
        published.GetProperty("items").EnumerateArray().ShouldContain(it => it.GetProperty("asOf").GetString() == "2023-02-20" && it.GetProperty("value").GetDecimal() == 191 && it.GetProperty("paragraph").GetString() == "17");
    }

    async Task<JsonElement> Deposit(string state, string instrument) =>
        (await treaties.Record(instrument, new { state, kind = "accession", depositedOn = "2026-01-05", source = "C.N.1.2026.TREATIES-XVIII.12" })).ShouldBe(HttpStatusCode.Created).Body;

    async Task<int?> Certain(string figure) => (await treaties.Get($"/figures/{figure}")).GetProperty("count") is { ValueKind: JsonValueKind.Object } count ? count.GetProperty("certain").GetInt32() : null;

    async Task<IEnumerable<string>> Changes(string query) => (await treaties.Get($"/figures/parties/changes?{query}")).GetProperty("items").EnumerateArray()
        .Select(it => $"{it.GetProperty("kind")} {it.GetProperty("record")}: {string.Join(",", it.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("type").GetString()))}");

    Task<long> Head() => treaties.Host.Scalar<long>("SELECT position FROM journal_head");

    Task Numbered() => Eventually.Is("every entry numbered", () => treaties.Host.Scalar<long>("SELECT count(*) FROM journal WHERE position IS NULL"), 0L);
}

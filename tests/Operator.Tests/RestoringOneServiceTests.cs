using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Operator.Tests.World;
using Servers;
using ServiceDefaults.Access;

namespace Operator.Tests;

public sealed partial class Restoring_one_service(RealServers servers, ITestOutputHelper output)
{
    [Fact]
    public async Task To_an_earlier_moment_is_noticed_by_the_others_who_rebuild_and_tell_exactly_what_was_lost()
    {
        await using var loop = await Loop.Start(servers);
        await loop.Record("KEN", "notification", "before-the-backup", 1);
        await loop.Settled();
        output.WriteLine(await loop.Postgres.Backup());
        await loop.Record("UGA", "notification", "after-the-backup", 2);
        await loop.Settled();
        var moment = await loop.Postgres.Moment();
        var (stays, head, elsewhere) = (await Published(loop), await loop.Scalar<long>("treaties", "SELECT position FROM journal_head"), await Recorded(loop));
        await loop.Record("KEN", "notification", "lost-1", 3);
        await loop.Record("UGA", "notification", "lost-2", 4);
        await loop.Record(await Outside(loop), "accession", "lost-3", 5);
        await loop.Settled();
        await Eventually.Is("Reviews has enrolled the new party", () => loop.Scalar<long>("reviews",
            $"SELECT count(*) FROM evidence e JOIN journal j ON j.cause = e.id WHERE e.source = 'treaties' AND e.position > {head}"), 1L, TimeSpan.FromMinutes(1));
        var lost = (await Published(loop))[stays.Count..];
        var recorded = await Recorded(loop);
        recorded.Count.ShouldBeGreaterThan(elsewhere.Count, "others recorded something because of what is lost");

        var said = await loop.Postgres.Restore(["treaties", "--at", moment], loop);

        output.WriteLine(said);
        (await Published(loop)).ShouldBe(stays);
        (await Recorded(loop)).ShouldBe(recorded, "the others keep what they recorded, and a rebuild repeats no reaction");
        var told = Told().Matches(said);
        told.Select(fact => Guid.Parse(fact.Groups["id"].Value)).ShouldBe(lost, "the lost facts, first to last, and nothing else");
        told.ShouldAllBe(fact => Loop.Followers.Append("the database set aside").All(knows => fact.Groups["knowing"].Value.Contains(knows)));
        said.ShouldContain("because of it, and still there: reviews.party-enrolled");
        await EveryoneHoldsWhatTreatiesSays(loop);
        using var @operator = loop.Treaties!.As(Role.Operator);
        (await @operator.GetFromJsonAsync<JsonElement>("/operations/verify?full=true")).GetProperty("sound").GetBoolean().ShouldBeTrue();

        await loop.Record("KEN", "notification", "lost-1", 3);
        await loop.Settled();
        await EveryoneHoldsWhatTreatiesSays(loop);
        (await loop.Postgres.Restore(["--drop", SetAside().Match(said).Value])).ShouldContain("is gone for good");
    }

    [GeneratedRegex(@"^  treaties\.\S+ .*  (?<id>[0-9a-f-]{36})  known to (?<knowing>.*)$", RegexOptions.Multiline)]
    private static partial Regex Told();

    [GeneratedRegex("treatiesdb_before_[0-9]+")]
    private static partial Regex SetAside();

    static Task<List<Guid>> Published(Loop loop) => loop.Rows("treaties", "SELECT id FROM journal WHERE published ORDER BY position", row => row.GetGuid(0));

    /// <summary>A State that is no party to UNCAC.</summary>
    static async Task<string> Outside(Loop loop) =>
        (await loop.Rows("technical-assistance",
            "SELECT state FROM party_act WHERE instrument = 'untoc' EXCEPT SELECT state FROM party_act WHERE instrument = 'uncac' ORDER BY 1 LIMIT 1",
            row => row.GetString(0))).Single();

    /// <summary>Every entry of those that were not restored.</summary>
    static async Task<List<Guid>> Recorded(Loop loop)
    {
        var recorded = new List<Guid>();
        foreach (var follower in Loop.Followers)
            recorded.AddRange(await loop.Rows(follower, "SELECT id FROM journal ORDER BY sequence", row => row.GetGuid(0)));
        return recorded;
    }

    static async Task EveryoneHoldsWhatTreatiesSays(Loop loop)
    {
        const string copy = "SELECT action::text || ' ' || state || ' ' || instrument || ' ' || kind || ' ' || coalesce(deposited_on::text, '') FROM party_act ORDER BY 1";
        var (published, acts) = (await Published(loop), await loop.Rows("treaties", "SELECT act::text FROM act_revision WHERE number = 0", row => row.GetString(0)));
        List<string>? first = null;
        foreach (var follower in Loop.Followers)
        {
            (await loop.Rows(follower,
                "SELECT id FROM evidence WHERE source = 'treaties' AND generation = (SELECT generation FROM cursor WHERE source = 'treaties') ORDER BY number",
                row => row.GetGuid(0)))
                .ShouldBe(published, $"{follower} applied what is there, once and in order");
            (await loop.Scalar<long>(follower, "SELECT count(*) FROM fork WHERE source = 'treaties'")).ShouldBe(1, follower);
            (await loop.Scalar<long>(follower, "SELECT count(*) FROM parked")).ShouldBe(0, follower);
            var rows = await loop.Rows(follower, copy, row => row.GetString(0));
            rows.ShouldNotBeEmpty(follower);
            rows.Select(row => row.Split(' ')[0]).ShouldBeSubsetOf(acts, $"{follower} holds no act that Treaties does not");
            rows.ShouldBe(first ??= rows);
        }
    }
}

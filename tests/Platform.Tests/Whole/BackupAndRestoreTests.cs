using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Servers;

namespace Platform.Tests.Whole;

/// <summary>A platform of its own: a restore leaves positions that were given twice, which the other tests do not expect.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class APlatformThatIsRestored : ICollectionFixture<WholePlatform>
{
    public const string Name = "a platform that is restored";
}

[Collection(APlatformThatIsRestored.Name)]
public sealed partial class Restoring_one_service(WholePlatform platform, ITestOutputHelper output)
{
    static readonly JsonSerializerOptions json = JsonSerializerOptions.Web;

    [Fact, Trait("Category", "Long")]
    public async Task To_an_earlier_moment_is_noticed_by_the_others_who_rebuild_and_tell_exactly_what_was_lost()
    {
        await Record("KEN", "notification", "before-the-backup", 1);
        var backup = await platform.Run("backup");
        backup.Code.ShouldBe(0, backup.Said);
        output.WriteLine(backup.Said);
        await Record("UGA", "notification", "after-the-backup", 2);
        await Settled();
        var moment = await Moment();
        var (stays, head) = (await Published(), await platform.Scalar<long>("treaties", "SELECT position FROM journal_head"));
        await Record("KEN", "notification", "lost-1", 3);
        await Record("UGA", "notification", "lost-2", 4);
        await Record((await Outside())[0], "accession", "lost-3", 5);
        await Settled();
        await Eventually.Is("Reviews has enrolled the new party", () => platform.Scalar<long>("reviews", $"SELECT count(*) FROM evidence e JOIN journal j ON j.cause = e.id WHERE e.source = 'treaties' AND e.position > {head}"), 1L, TimeSpan.FromMinutes(1));
        var lost = (await Published())[stays.Count..];
        var reactions = await Reactions();

        var restore = await platform.Run("restore", ["treaties", "--at", moment]);
        output.WriteLine(restore.Said);
        restore.Code.ShouldBe(0, restore.Said);
        (await platform.DatabaseOf("treaties")).Clear(); // its sessions were ended

        (await Published()).ShouldBe(stays);
        Told().Matches(restore.Said).Select(told => Guid.Parse(told.Groups["id"].Value)).ShouldBe(lost, "the lost facts, first to last, and nothing else");
        Told().Matches(restore.Said).ShouldAllBe(told => WholePlatform.Followers.All(follower => told.Value.Contains(follower)));
        restore.Said.ShouldContain("because of it, and still there: reviews.party-enrolled");
        await EveryoneHoldsWhatTreatiesSays();
        (await Reactions()).ShouldBe(reactions, "a rebuild repeats no reaction and undoes none");
        await EveryJournalIsSound();

        await Record("KEN", "notification", "lost-1", 3);
        await Settled();
        await EveryoneHoldsWhatTreatiesSays();
        (await platform.Run("restore", ["--drop", "treatiesdb"])).Said.ShouldContain("treatiesdb is not a database that a restore set aside.");
        var drop = await platform.Run("restore", ["--drop", SetAside().Match(restore.Said).Value]);
        drop.Code.ShouldBe(0, drop.Said);
    }

    [GeneratedRegex(@"^  treaties\.\S+ .*  (?<id>[0-9a-f-]{36})  known to .*$", RegexOptions.Multiline)]
    private static partial Regex Told();

    [GeneratedRegex("treatiesdb_before_[0-9]+")]
    private static partial Regex SetAside();

    async Task Record(string state, string kind, string source, int day)
    {
        var officer = await platform.As("treaty-officer");
        using var answer = await officer.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/api/treaties/instruments/{(kind == "accession" ? "uncac" : "untoc")}/actions")
        {
            Content = JsonContent.Create(new { state, kind, depositedOn = new DateOnly(2026, 3, day), provisions = kind == "accession" ? [] : new[] { "untoc art. 18(13)" }, source }, options: json),
            Headers = { { "Idempotency-Key", $"{source}-{Guid.CreateVersion7()}" } },
        });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>By the database's clock, after everything that was acknowledged and before what comes.</summary>
    async Task<string> Moment()
    {
        var now = await platform.Scalar<DateTime>("treaties", "SELECT now()");
        await Eventually.Is("time has passed", async () => await platform.Scalar<DateTime>("treaties", "SELECT now()") > now.AddSeconds(1), true);
        return now.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
    }

    Task<List<Guid>> Published() => platform.Rows("treaties", "SELECT id FROM journal WHERE published ORDER BY position", row => row.GetGuid(0));

    async Task<List<string>> Outside() =>
        [.. (await platform.AsThePublic().GetFromJsonAsync<JsonElement>("/api/technical-assistance/non-parties?instrument=uncac")).GetProperty("items").EnumerateArray().Select(it => it.GetProperty("state").GetString()!)];

    async Task<List<string>> Reactions()
    {
        var recorded = new List<string>();
        foreach (var follower in WholePlatform.Followers)
            recorded.AddRange(await platform.Rows(follower, "SELECT id::text || ' ' || type FROM journal WHERE reaction IS NOT NULL ORDER BY sequence", row => $"{follower} {row.GetString(0)}"));
        return recorded;
    }

    async Task EveryoneHoldsWhatTreatiesSays()
    {
        const string copy = "SELECT action::text || ' ' || state || ' ' || instrument || ' ' || kind || ' ' || coalesce(deposited_on::text, '') FROM party_act ORDER BY 1";
        const string source = "SELECT act::text FROM act_revision WHERE number = 0 ORDER BY 1";
        var (published, acts) = (await Published(), await platform.Rows("treaties", source, row => row.GetString(0)));
        List<string>? first = null;
        foreach (var follower in WholePlatform.Followers)
        {
            (await platform.Rows(follower, "SELECT id FROM evidence WHERE source = 'treaties' AND generation = (SELECT generation FROM cursor WHERE source = 'treaties') ORDER BY number", row => row.GetGuid(0)))
                .ShouldBe(published, $"{follower} applied what is there, once and in order");
            (await platform.Scalar<long>(follower, "SELECT count(*) FROM fork WHERE source = 'treaties'")).ShouldBe(1, follower);
            (await platform.Scalar<long>(follower, "SELECT count(*) FROM parked")).ShouldBe(0, follower);
            var rows = await platform.Rows(follower, copy, row => row.GetString(0));
            rows.Select(row => row.Split(' ')[0]).ShouldBeSubsetOf(acts, $"{follower} holds no act that Treaties does not");
            rows.ShouldBe(first ??= rows);
        }
    }

    async Task Settled()
    {
        await Eventually.Is("everything is numbered", () => platform.Scalar<long>("treaties", "SELECT count(*) FROM journal WHERE position IS NULL"), 0L, TimeSpan.FromMinutes(1));
        var head = await platform.Scalar<long>("treaties", "SELECT max(position) FROM journal WHERE published");
        foreach (var follower in WholePlatform.Followers)
            await Eventually.Is($"{follower} has applied everything", () => platform.Scalar<long>(follower, "SELECT position FROM cursor WHERE source = 'treaties'"), head, TimeSpan.FromMinutes(2));
    }

    async Task EveryJournalIsSound()
    {
        var @operator = await platform.As("operator");
        foreach (var service in WholePlatform.Services)
        {
            var report = await @operator.GetFromJsonAsync<JsonElement>($"/api/{service}/operations/verify?full=true");
            report.GetProperty("sound").GetBoolean().ShouldBeTrue(report.ToString());
        }
    }
}

using Networks.Instruments;
using Networks.Storage;
using Reviews.Mechanisms;
using Reviews.Storage;
using Servers;

namespace Parties.Tests;

/// <summary>Services react to who becomes and ceases to be party, fact by fact, over histories nobody has thought of.</summary>
public sealed class ReactionTests(RealServers servers)
{
    [Fact]
    public async Task What_they_did_is_what_the_whole_history_demands_and_a_rebuild_does_nothing_again()
    {
        var broker = await servers.NewVirtualHost("reactions");
        var (networksDatabase, reviewsDatabase) = (await servers.NewDatabase("networks"), await servers.NewDatabase("reviews"));
        await using var treaties = await SourceOfFacts.Start("treaties", servers, broker);
        var facts = Enumerable.Range(100, 4).SelectMany(seed => Histories.Of(seed, 60)).ToList();
        var networks = await ServiceHost<NetworksDb>.Start("networks", networksDatabase, broker);
        var reviews = await ServiceHost<ReviewsDb>.Start("reviews", reviewsDatabase, broker);
        foreach (var fact in facts)
        {
            var act = Histories.Standing([fact]).Single();
            await treaties.Publish($"participants/{act.State}", act.DepositedOn ?? act.NotAfter!.Value, fact);
        }
        await treaties.FollowedBy(networks.Database);
        await treaties.FollowedBy(reviews.Database);

        var register = new Register(Histories.Standing(facts).Select(RegisterTests.Act).Where(act => PartyAct.Matters(act.Kind)), []);
        var periods = Histories.States.SelectMany(register.Periods).ToList();
        var (enrolments, duties) = (await Enrolments(reviews), await Duties(networks));
        enrolments.ShouldBe(periods.SelectMany(period => Mechanism.All.Where(it => it.Convention == period.Instrument).Select(it => Line(period, it.Id))).Order(StringComparer.Ordinal));
        duties.ShouldBe(periods.SelectMany(period => DemandedDesignation.OwedUnder(period.Instrument).Select(it => Line(period, it.Function))).Order(StringComparer.Ordinal));

        // A newer build makes the copies anew: the same facts pass the reactions again.
        var entries = (await Entries(reviews), await Entries(networks));
        await reviews.Scalar<object>("WITH older AS (UPDATE copy_version SET version = 0 RETURNING 1) SELECT count(*) FROM older");
        await networks.Scalar<object>("WITH older AS (UPDATE copy_version SET version = 0 RETURNING 1) SELECT count(*) FROM older");
        await reviews.DisposeAsync();
        await networks.DisposeAsync();
        await using var networksAgain = await ServiceHost<NetworksDb>.Start("networks", networksDatabase, broker);
        await using var reviewsAgain = await ServiceHost<ReviewsDb>.Start("reviews", reviewsDatabase, broker);
        await Rebuilt(networksAgain);
        await Rebuilt(reviewsAgain);
        await treaties.FollowedBy(networksAgain.Database);
        await treaties.FollowedBy(reviewsAgain.Database);

        (await Enrolments(reviewsAgain)).ShouldBe(enrolments);
        (await Duties(networksAgain)).ShouldBe(duties);
        (await Entries(reviewsAgain), await Entries(networksAgain)).ShouldBe(entries);
    }

    static Task Rebuilt<T>(ServiceHost<T> service)
        where T : class =>
        Eventually.True("the copy is of this build", async () => await service.Scalar<long>("SELECT count(*) FROM copy_version WHERE version = 1") == 1);

    static string Line(Period period, string what) => $"{period.Begins.Action} {what} {period.State} {Day(period.Begins.Date.NotAfter)} {Day(period.EndsOn?.NotAfter)}";

    static string Day(DateOnly? day) => day is { } known ? $"{known:O}" : "";

    static async Task<List<string>> Enrolments(ServiceHost<ReviewsDb> reviews) => [.. (await reviews.Rows(
        "SELECT concat(act, ' ', mechanism, ' ', state, ' ', not_after, ' ', ends_on) FROM enrolment WHERE NOT annulled", row => row.GetString(0))).Order(StringComparer.Ordinal)];

    /// <summary>Those that were never owed have no day between owing and not owing; no denunciation takes effect on the day of the deposit.</summary>
    static async Task<List<string>> Duties(ServiceHost<NetworksDb> networks) => [.. (await networks.Rows(
        "SELECT concat(act, ' ', function, ' ', state, ' ', owed_from, ' ', not_owed_from) FROM duty WHERE not_owed_from IS DISTINCT FROM owed_from", row => row.GetString(0))).Order(StringComparer.Ordinal)];

    static Task<long> Entries<T>(ServiceHost<T> service)
        where T : class =>
        service.Scalar<long>("SELECT count(*) FROM journal");
}

using Contracts;
using Contracts.TechnicalAssistance;
using Contracts.Treaties;
using Reviews.Storage;
using Servers;
using ServiceDefaults.Access;

[assembly: AssemblyFixture(typeof(RealServers))]

namespace Reviews.Tests.World;

/// <summary>Reviews with a database of its own, between a <c>treaties</c> and a <c>technical-assistance</c> that publish what a test says happened there.</summary>
public sealed class ReviewsWorld(RealServers servers) : IAsyncLifetime
{
    readonly HashSet<(string State, string Instrument)> deposited = [];

    public ServiceHost<ReviewsDb> Service { get; private set; } = null!;

    public SourceOfFacts Treaties { get; private set; } = null!;

    public SourceOfFacts Assistance { get; private set; } = null!;

    /// <summary>The service's clock: the real one, moved forward by who wants to.</summary>
    public MovedClock Time { get; } = new();

    public static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    public async ValueTask InitializeAsync()
    {
        var broker = await servers.NewVirtualHost("reviews");
        Treaties = await SourceOfFacts.Start("treaties", servers, broker);
        Assistance = await SourceOfFacts.Start("technical-assistance", servers, broker);
        Service = await ServiceHost<ReviewsDb>.Start("reviews", await servers.NewDatabase("reviews"), broker, Time);
        // Until it has read what its sources have, whatever rests on that is answered with "not yet".
        await Eventually.True("what Treaties has is read", async () => (int)(await Officer.GetAsync("/parties?instrument=uncac")).StatusCode < 500);
    }

    /// <summary>Publishes a deposit and waits until the service has applied it.</summary>
    /// <returns>The fact, to correct it by.</returns>
    public async Task<ActionDeposited> Deposit(string state, string instrument, TreatyActionKind kind, string on, string? effectiveOn = null)
    {
        var fact = Deposits.Of(state, instrument, kind, on, effectiveOn);
        await Record(fact.State, fact.DepositedOn!.Value, fact);
        return fact;
    }

    /// <summary>Publishes that a deposit is found never to have been made.</summary>
    public Task Annul(ActionDeposited fact) => Record(fact.State, fact.DepositedOn!.Value, Deposits.Annulled(fact));

    public async Task Record(StateCode state, DateOnly on, params object[] facts)
    {
        await Treaties.Publish($"participants/{state}", on, facts);
        await Treaties.FollowedBy(Service.Database);
    }

    /// <summary>Makes States party to an instrument since long, unless a test made them so before.</summary>
    public async Task Parties(string instrument, params string[] states)
    {
        foreach (var state in states)
            if (deposited.Add((state, instrument)))
                await Deposit(state, instrument, TreatyActionKind.Ratification, "2012-05-02");
    }

    /// <summary>Publishes that a State marked a need as met, and waits until the service has applied it.</summary>
    public async Task Met(Guid need, Guid review, string state, DateOnly on)
    {
        await Assistance.Publish($"needs/{need}", on, new NeedMet { Need = need, Review = review, State = StateCode.Parse(state), MetOn = on });
        await Assistance.FollowedBy(Service.Database);
    }

    public HttpClient Officer => Service.As(Role.ReviewOfficer);

    /// <summary>Opens a review under the UNCAC mechanism, of a State of which one reviewer is a neighbour.</summary>
    public async Task<OpenReviewForTests> AReview(string of, string by = "WSM AUS", string mechanism = "uncac-irm", string cycle = "cycle-2", string startsOn = "2026-03-02")
    {
        var reviewers = by.Split(' ');
        await Parties(mechanism == "uncac-irm" ? "uncac" : "untoc", [of, .. reviewers]);
        return await OpenReviewForTests.Open(this, of, reviewers, mechanism, cycle, startsOn);
    }

    public Task<List<string>> Journalled(Guid review) => Service.Rows($"SELECT type FROM journal WHERE stream = 'reviews/{review}' ORDER BY version", row => row.GetString(0));

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Assistance.DisposeAsync();
        await Treaties.DisposeAsync();
    }
}

/// <summary>The real clock, moved.</summary>
public sealed class MovedClock : TimeProvider
{
    public TimeSpan Forward { get; set; }

    public DateOnly Today => DateOnly.FromDateTime(GetUtcNow().UtcDateTime);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Forward;
}

/// <summary>The service shared by the tests of this assembly, each with States or instruments of its own.</summary>
[CollectionDefinition(Name)]
public sealed class OneReviews : ICollectionFixture<ReviewsWorld>
{
    public const string Name = "reviews";
}

using Servers;
using ServiceDefaults.Access;

namespace Platform.Tests.Interfaces.Clients;

/// <summary>All services behind the portal's gateway, with the real record of treaties: what the programs of others meet. Started once for the tests of them.</summary>
public sealed class ServicesBehindTheGateway(RealServers servers) : IAsyncLifetime
{
    readonly Stack<IAsyncDisposable> running = [];
    ServiceHost<Networks.Storage.NetworksDb>? networks;

    /// <summary>Where it answers, http://127.0.0.1:4711: what <c>http://localhost:8080</c> is on a newcomer's machine.</summary>
    public string Address { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var broker = await servers.NewVirtualHost("clients");
        var treaties = await Start<Treaties.Storage.TreatiesDb>("treaties");
        await Eventually.Is("the first import is accepted", () => treaties.Scalar<long>("SELECT count(*) FROM kept_import WHERE accepted_at IS NOT NULL"), 1L);
        var reviews = await Start<Reviews.Storage.ReviewsDb>("reviews");
        var assistance = await Start<TechnicalAssistance.Storage.TechnicalAssistanceDb>("technical-assistance");
        networks = await Start<Networks.Storage.NetworksDb>("networks");
        await Follows(reviews);
        await Follows(assistance);
        await Follows(networks);
        var portal = await ServiceHost<Portal.Gateway.UpstreamService>.Start("portal", await servers.NewDatabase("portal"), broker: "", settings: new Dictionary<string, string?>
        {
            ["services:treaties:http:0"] = Where(treaties),
            ["services:reviews:http:0"] = Where(reviews),
            ["services:technical-assistance:http:0"] = Where(assistance),
            ["services:networks:http:0"] = Where(networks),
        });
        running.Push(portal);
        Address = Where(portal).TrimEnd('/');

        async Task<ServiceHost<T>> Start<T>(string service) where T : class
        {
            var settings = new Dictionary<string, string?> { ["Journal:IdlePoll"] = "00:00:01" };
            var host = await ServiceHost<T>.Start(service, await servers.NewDatabase(service.Replace('-', '_')), broker, settings: settings);
            running.Push(host);
            return host;
        }

        Task Follows<T>(ServiceHost<T> service) where T : class => Eventually.True("what treaties published is applied", async () =>
            await treaties.Scalar<long>("SELECT previous_published FROM journal_head") is > 0 and var last
            && last == await service.Scalar<long>("SELECT coalesce(max(position), 0) FROM cursor WHERE source = 'treaties'"));

        static string Where<T>(ServiceHost<T> service) where T : class => service.Http.BaseAddress!.ToString();
    }

    /// <summary>That of a State's central authority, as <c>./platform token --role central-authority --state KEN</c> prints one.</summary>
    public static string TokenOf(string state) => TestTokens.For(Role.CentralAuthority, state);

    /// <summary>What a walk has seen that was taken today, whatever it is written in: the real record of treaties, and what Networks' database holds.</summary>
    /// <param name="state">Whose authority is asked.</param>
    public async Task<IReadOnlyList<string>> SeenOf(string state, DateOnly today)
    {
        var since = await networks!.Scalar<DateOnly>($"SELECT effective_on FROM party_act WHERE instrument = 'uncac' AND state = '{state}' AND kind IN ('ratification', 'accession')");
        var authorities = await networks.Scalar<long>("SELECT count(*) FROM authority");
        return
        [
            $"{state} is bound since {since:yyyy-MM-dd}.",
            $"AND would be bound from {today.AddDays(30):yyyy-MM-dd}, as party 191 + 1.",       // UNCAC art. 68(2): on the thirtieth day
            $"{state} is enrolled.",
            $"Central Authority of {state} is designated for mutual-legal-assistance.",
            "The request is answered: Those two.",
            "Not again (409, networks/request-stage): The request stands at: answered. This is done while it stands at: acknowledged.",
            $"{authorities} authorities, {authorities} records, 1 of {state}.",
        ];
    }

    public async ValueTask DisposeAsync()
    {
        while (running.TryPop(out var host))
            await host.DisposeAsync();
    }
}

/// <summary>One after another: they count the same authorities.</summary>
[CollectionDefinition(Name)]
public sealed class ProgramsOfOthers : ICollectionFixture<ServicesBehindTheGateway>
{
    public const string Name = "programs of others";
}

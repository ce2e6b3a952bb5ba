using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Gateway;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.World;

/// <summary>
/// The portal before all four services as they are, with the real record of treaties. What a test needs to be there and nobody has done yet, it shows in a service's place;
/// whatever is posted, the service answers itself.
/// </summary>
/// <remarks>It takes a while to start, so tests share it, one after the other: see <see cref="BeforeRealServices"/>. What others recorded is there.</remarks>
public sealed class RealServices(RealServers servers) : IAsyncLifetime
{
    readonly Dictionary<UpstreamService, Upstream> before = [];
    readonly Dictionary<UpstreamService, HttpClient> services = [];
    readonly Dictionary<string, object> shown = [];
    readonly List<IAsyncDisposable> running = [];
    readonly ConcurrentQueue<(int Status, JsonNode? Problem)> answers = [];

    public ServiceHost<UpstreamService> Portal { get; private set; } = null!;

    internal ServiceHost<global::TechnicalAssistance.Storage.TechnicalAssistanceDb> TechnicalAssistance { get; private set; } = null!;

    internal ServiceHost<global::Networks.Storage.NetworksDb> Networks { get; private set; } = null!;

    internal ServiceHost<global::Treaties.Storage.TreatiesDb> Treaties { get; private set; } = null!;

    public static async Task<RealServices> Start(RealServers servers)
    {
        var all = new RealServices(servers);
        await all.InitializeAsync();
        return all;
    }

    public async ValueTask InitializeAsync()
    {
        foreach (var service in UpstreamService.All)
            before[service] = await Upstream.Start(context => Answer(service, context));
        Portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, [.. UpstreamService.All.Select(service => (service, new[] { before[service].Address }))]);
        var broker = await servers.NewVirtualHost("forms");
        var trusted = new Dictionary<string,
            string?> { ["Identity:Keys"] = $"{TestTokens.Keys}\n{new Uri(Portal.Http.BaseAddress!, "/.well-known/jwks.json")}", ["Journal:IdlePoll"] = "00:00:01" };
        var treaties = Treaties = await Run<global::Treaties.Storage.TreatiesDb>(UpstreamService.Treaties);
        await Eventually.Is("the first import is accepted", () => treaties.Scalar<long>("SELECT count(*) FROM kept_import WHERE accepted_at IS NOT NULL"), 1L);
        await Follows(await Run<global::Reviews.Storage.ReviewsDb>(UpstreamService.Reviews));
        await Follows(TechnicalAssistance = await Run<global::TechnicalAssistance.Storage.TechnicalAssistanceDb>(UpstreamService.TechnicalAssistance));
        await Follows(Networks = await Run<global::Networks.Storage.NetworksDb>(UpstreamService.Networks));

        Task Follows<T>(ServiceHost<T> service) where T : class => Eventually.True("what treaties published is applied", async () =>
            await treaties.Scalar<long>("SELECT previous_published FROM journal_head") is > 0 and var last
                && last == await service.Scalar<long>("SELECT coalesce(max(position), 0) FROM cursor WHERE source = 'treaties'"));

        async Task<ServiceHost<T>> Run<T>(UpstreamService service) where T : class
        {
            var host = await ServiceHost<T>.Start(service.Name, await servers.NewDatabase(service.Name.Replace('-', '_')), broker, null, trusted);
            running.Add(host);
            services[service] = host.Http;
            return host;
        }
    }

    /// <summary>Shows something to who reads it at a path of its service: nothing is done to it.</summary>
    public void Shows(UpstreamService service, string path, object it) => shown[service.Prefix + path] = it;

    /// <summary>As a test finds it first: nothing is shown in a service's place, and nobody has left a form unfinished.</summary>
    public async Task Clear()
    {
        shown.Clear();
        await using var command = Portal.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("DELETE FROM draft");
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What the service answered to what was posted last.</summary>
    public (int Status, JsonNode? Problem) Answered => answers.Last();

    public int Posted => answers.Count;

    /// <summary>What was posted last, to whichever service.</summary>
    public string Sent { get; private set; } = "";

    async Task Answer(UpstreamService service, HttpContext context)
    {
        var request = context.Request;
        if (request.Method == "GET" && shown.TryGetValue(service.Prefix + request.Path, out var it))
        {
            context.Response.Headers.ETag = "\"1\"";
            await context.Response.WriteAsJsonAsync(it);
            return;
        }
        using var forwarded = new HttpRequestMessage(new(request.Method), new Uri(request.Path + request.QueryString, UriKind.Relative));
        if (request.Method != "GET")
            forwarded.Content = new StringContent(Sent = before[service].Asked.Last(asked => asked.Path == request.Path).Body, Encoding.UTF8, "application/json");
        foreach (var name in new[] { "Authorization", "Accept-Language", "If-Match", "Idempotency-Key" })
            if (request.Headers.TryGetValue(name, out var value))
                forwarded.Headers.TryAddWithoutValidation(name, value.ToString());
        using var answer = await services[service].SendAsync(forwarded);
        var body = await answer.Content.ReadAsByteArrayAsync();
        if (request.Method != "GET")
            answers.Enqueue(((int)answer.StatusCode, (int)answer.StatusCode >= 400 ? JsonNode.Parse(body) : null));
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        if (answer.Headers.ETag is { } tag)
            context.Response.Headers.ETag = tag.ToString();
        if (answer.Headers.TryGetValues("Link", out var links))
            context.Response.Headers.Append("Link", links.ToArray());
        await context.Response.Body.WriteAsync(body);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in running)
            await host.DisposeAsync();
        await Portal.DisposeAsync();
        foreach (var upstream in before.Values)
            await upstream.DisposeAsync();
    }
}

/// <summary>Tests before <see cref="RealServices"/> that share them: one at a time, as each looks at what was posted last.</summary>
[CollectionDefinition(Name)]
public sealed class BeforeRealServices : ICollectionFixture<RealServices>
{
    public const string Name = "before the services as they are";
}

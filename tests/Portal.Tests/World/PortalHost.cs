using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Journal.Storage;
using Microsoft.Extensions.DependencyInjection;
using Portal.Gateway;
using Portal.Storage;
using Servers;

namespace Portal.Tests.World;

/// <summary>The portal in front of given services; a service that is not given is not set up.</summary>
static class PortalHost
{
    /// <summary>No test but that of its health needs the portal's database.</summary>
    const string NoDatabase = "Host=127.0.0.1;Port=1";

    public static Task<ServiceHost<UpstreamService>> Start(params (UpstreamService Service, Uri[] Replicas)[] services) => Start(NoDatabase, [], null, services);

    /// <param name="settings">More configuration: <c>Gateway:AnswersWithin</c> …</param>
    public static Task<ServiceHost<UpstreamService>> Start(string database, Dictionary<string, string?> settings, TimeProvider? time, params (UpstreamService Service, Uri[] Replicas)[] services) =>
        Start(database, settings, time, "Development", services);

    public static async Task<ServiceHost<UpstreamService>> Start(string database, Dictionary<string, string?> settings, TimeProvider? time, string environment, params (UpstreamService Service, Uri[] Replicas)[] services)
    {
        foreach (var (service, replicas) in services)
            foreach (var (index, address) in replicas.Index())
                settings[$"services:{service.Name}:http:{index}"] = address.ToString();
        var host = await ServiceHost<UpstreamService>.Start("portal", database, broker: "", time, settings, environment);
        if (database != NoDatabase)
            await host.Services.GetRequiredService<Migration<PortalDb>>().Done.WaitAsync(TimeSpan.FromSeconds(60));
        return host;
    }

    public static async Task<JsonNode> Problem(this HttpResponseMessage response)
    {
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
    }
}

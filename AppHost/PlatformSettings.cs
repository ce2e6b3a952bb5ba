using AppHost.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Processes;
using System.Globalization;

namespace AppHost;

/// <summary>What a platform on this machine is given without being asked: ports, passwords and an identity of its own, kept in its folder.</summary>
static class PlatformSettings
{
    const int CustomaryPort = 8080, LastPort = 65_535, MostReplicas = 100;

    /// <summary>The folder that is used: <c>.platform/</c> beside <c>AppHost/</c>, or the one that <c>--Folder</c> names.</summary>
    public static PlatformFolder Folder(this IDistributedApplicationBuilder builder) =>
        folders.GetValue(builder, builder => new(Path.GetFullPath(builder.Configuration["Folder"] ?? Path.Combine(builder.AppHostDirectory, "..", ".platform"))));

    static readonly System.Runtime.CompilerServices.ConditionalWeakTable<IDistributedApplicationBuilder, PlatformFolder> folders = [];

    /// <summary>How many processes each service has; the portal is one.</summary>
    /// <exception cref="Problem"><c>--Replicas</c> is no such number.</exception>
    public static int Replicas(this IDistributedApplicationBuilder builder) => builder.Configuration.Number("Replicas", MostReplicas) ?? 1;

    /// <exception cref="Problem">It is no whole number from 1 to the most there can be.</exception>
    static int? Number(this IConfiguration configuration, string name, int most) => configuration[name] is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number
        : throw new Problem($"--{name} takes a whole number from 1 to {most}, not {text}.");

    /// <summary>Fills in what nobody set. Publishing is left alone: there a deployer gives it.</summary>
    /// <exception cref="Problem">A setting that cannot be taken, or a folder or port that is not to be had.</exception>
    public static async Task UsePlatformFolder(this IDistributedApplicationBuilder builder)
    {
        if (!builder.ExecutionContext.IsRunMode)
            return;
        var (folder, configuration) = (builder.Folder(), builder.Configuration);
        var asked = configuration.Number("Port", LastPort);
        var occupied = await folder.Occupy();
        builder.Services.AddHostedService(_ => new Occupied(occupied)); // until the platform is down: a container lets go of what it made, not of what it was given

        // Aspire's commands know an AppHost by its path, and starting one stops the other of that path: on another folder it is another one.
        if (configuration["Folder"] is not null)
            configuration["AppHost:FilePath"] = folder.In("AppHost.csproj");
        var portal = asked is { } wanted ? folder.ThisPort("portal", wanted) : folder.Port("portal", CustomaryPort);
        var unset = new Dictionary<string, string?>
        {
            ["Port"] = $"{portal}",
            ["Parameters:identity-issuer"] = DevelopmentKey.Issuer,
            // The portal signs, too (docs/decisions/0014).
            ["Parameters:identity-keys"] = $"{DevelopmentKey.Of(folder).KeySet}\nhttp://localhost:{portal}/.well-known/jwks.json",
            // Two platforms on one machine: each has a dashboard of its own.
            ["ASPNETCORE_URLS"] = $"http://localhost:{folder.Port("dashboard", 15170)}",
            ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = $"http://localhost:{folder.Port("telemetry", 19170)}",
            ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = $"http://localhost:{folder.Port("resources", 20170)}",
            ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
        };
        foreach (var server in (string[])["postgres", "messaging", "cache"])
            unset[$"Parameters:{server}-password"] = folder.Secret($"{server}-password");
        configuration.AddInMemoryCollection(unset.Where(setting => configuration[setting.Key] is null && configuration[setting.Key.Replace('-', '_')] is null)); // as Aspire reads parameters
    }

    sealed class Occupied(IDisposable folder) : IHostedService, IDisposable
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() => folder.Dispose();
    }
}

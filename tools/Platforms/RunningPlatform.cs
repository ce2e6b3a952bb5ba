using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using AppHost;
using AppHost.Identity;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Npgsql;
using Processes;

namespace Platforms;

/// <summary>A whole platform, run by the AppHost in this process on a folder of its own, as <c>./platform up</c> runs one.</summary>
/// <remarks>What runs and how it is, is the orchestrator's own word: process ids, states, health. Data are read from the databases directly: what a service says of itself proves little.</remarks>
public sealed class RunningPlatform : IAsyncDisposable
{
    static readonly TimeSpan healthyWithin = TimeSpan.FromMinutes(10);

    readonly DistributedApplication application;
    readonly PlatformFolder folder;
    readonly IReadOnlyList<string> resources;
    readonly Dictionary<string, NpgsqlDataSource> databases = [];
    readonly ConcurrentDictionary<string, ResourceEvent> seen = [];
    readonly CancellationTokenSource ended = new();
    readonly Task watching;

    /// <param name="resources">Of whatever runs as a process.</param>
    RunningPlatform(DistributedApplication application, string folder, IReadOnlyList<string> resources)
    {
        (this.application, this.folder, this.resources) = (application, new(folder), resources);
        watching = Watch();
    }

    public static IReadOnlyList<string> Services { get; } = ["treaties", "reviews", "technical-assistance", "networks"];

    public static IReadOnlyList<string> Servers { get; } = ["postgres", "messaging", "cache"];

    /// <summary>Everything it keeps.</summary>
    public string Folder => folder.Path;

    /// <summary>Starts everything and waits until all of it is healthy.</summary>
    /// <param name="folder">Everything it keeps; what an earlier one left there is found again.</param>
    /// <param name="settings">As the AppHost takes them on its command line: <c>--Replicas=2</c>.</param>
    /// <param name="dashboard">Whether Aspire's dashboard runs and is sent all telemetry, as for a user.</param>
    public static async Task<RunningPlatform> Start(string folder, IEnumerable<string> settings, bool dashboard = false, CancellationToken cancel = default)
    {
        // Ports are the ones that the folder keeps, as everywhere.
        string[] arguments = [$"--Folder={folder}", "--DcpPublisher:RandomizePorts=false", "--Logging:LogLevel:Default=Warning", $"--Logging:LogLevel:{nameof(AppHost)}.Resources=Information", .. settings];
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<global::Projects.AppHost>(arguments, (options, _) => options.DisableDashboard = !dashboard, cancel);
        builder.Services.AddLogging(logging => logging.ClearProviders().AddProvider(new LogFile(Path.Combine(folder, "platform.log"))));
        string[] resources = [.. builder.Resources.Where(RunsAsProcess).Select(resource => resource.Name)]; // without the dashboard, which comes later
        var application = await builder.BuildAsync(cancel);
        var platform = new RunningPlatform(application, folder, resources);
        try
        {
            await application.StartAsync(cancel);
            await platform.AllHealthy(healthyWithin, cancel);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    /// <summary>The processes there are: servers and services, the second replica of a service as <c>treaties-2</c>.</summary>
    public IReadOnlyList<PlatformProcess> Processes => [.. resources.SelectMany(ReplicasOf)];

    /// <exception cref="Problem">There is no such process.</exception>
    public PlatformProcess this[string process] => Processes.FirstOrDefault(one => one.Name == process) ?? throw new Problem($"There is no process {process}. There are: {string.Join(", ", Processes.Select(one => one.Name))}");

    /// <summary>Its process id; null while it does not run.</summary>
    public int? PidOf(string process) => this[process] is { Pid: { } pid } && ProcessTree.StartOf(pid) is not null ? pid : null;

    /// <summary>SIGKILL, as the kernel does when memory is short: to the process and all it started, since a server's workers share its fate.</summary>
    /// <exception cref="Problem">It does not run.</exception>
    public void Kill(string process) => Signal.Kill.SendToAll(PidOf(process) ?? throw new Problem($"{process} does not run."));

    /// <summary>Waits until everything that should run is healthy.</summary>
    /// <exception cref="Problem">It was not in time; names what was not.</exception>
    public async Task AllHealthy(TimeSpan within, CancellationToken cancel = default)
    {
        for (var since = TimeProvider.System.GetTimestamp(); Processes is var all && (!resources.All(name => all.Any(one => one.Name == name)) || all.Any(one => !one.IsHealthy)); await Task.Delay(100, cancel))
            if (TimeProvider.System.GetElapsedTime(since) > within)
                throw new Problem($"Not healthy within {within}: {string.Join("; ", all.Where(one => !one.IsHealthy).Select(one => $"{one.Name} {one.State} {one.Why}"))}");
    }

    public Task Stop(string process) => Command(process, KnownResourceCommands.StopCommand, one => !one.Runs);

    public Task Start(string process) => Command(process, KnownResourceCommands.StartCommand, one => one.IsHealthy);

    /// <summary>Where a service answers: through the orchestrator, which chooses among its replicas.</summary>
    public Uri AddressOf(string service) => application.GetEndpoint(service, "http");

    /// <summary>The variables a process was started with.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentOf(string process) =>
        File.ReadAllText($"/proc/{PidOf(process) ?? throw new Problem($"{process} does not run.")}/environ").Split('\0').Where(variable => variable.Contains('=', StringComparison.Ordinal))
            .Select(variable => variable.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Where one replica answers, past the orchestrator.</summary>
    public Uri OwnAddressOf(string process)
    {
        var environment = EnvironmentOf(process);
        return new(environment.TryGetValue("ASPNETCORE_URLS", out var urls) ? urls.Split(';')[0] : $"http://127.0.0.1:{environment["HTTP_PORTS"]}");
    }

    /// <summary>Connection string of a server or a database: <c>messaging</c>, <c>treatiesdb</c>.</summary>
    public async Task<string> ConnectionString(string resource) => (await application.GetConnectionStringAsync(resource))!;

    /// <summary>A service's database.</summary>
    public async Task<NpgsqlDataSource> Database(string service) =>
        databases.TryGetValue(service, out var known) ? known
        : databases[service] = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(await ConnectionString($"{service.Replace("-", "", StringComparison.Ordinal)}db")) { MaxPoolSize = 20, MaxAutoPrepare = 20, CommandTimeout = 600 });

    /// <summary>RabbitMQ's management interface, with user and password.</summary>
    public async Task<Uri> Management() => new UriBuilder(await ConnectionString("messaging")) { Scheme = "http", Port = application.GetEndpoint("messaging", "management").Port, Path = "/" }.Uri;

    /// <summary>A token for somebody, good for ten hours.</summary>
    public string Token(string role, string? state = null) =>
        DevelopmentKey.Of(folder).Token(DevelopmentKey.Issuer, $"dev-{role}{(state is null ? "" : $"-{state}")}", [role], state, TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(10));

    /// <summary>A client of a service (or of the portal) as somebody with a role.</summary>
    public HttpClient As(string role, string service = "portal", string? state = null) =>
        new(new SocketsHttpHandler { MaxConnectionsPerServer = 512 }) { BaseAddress = AddressOf(service), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Token(role, state)) } };

    public async ValueTask DisposeAsync()
    {
        foreach (var database in databases.Values)
            await database.DisposeAsync();
        databases.Clear();
        await ended.CancelAsync();
        await watching;
        await application.DisposeAsync();
        ended.Dispose();
    }

    /// <summary>What has a parent is Aspire's own, to build a service anew: nobody starts it here.</summary>
    static bool RunsAsProcess(IResource resource) => resource is (ExecutableResource or ProjectResource or ContainerResource) and not IResourceWithParent;

    IEnumerable<PlatformProcess> ReplicasOf(string resource) =>
        seen.Values.Where(one => one.Resource.Name == resource).OrderBy(one => one.ResourceId, StringComparer.Ordinal).Select((one, index) => Described(index == 0 ? resource : $"{resource}-{index + 1}", one));

    static PlatformProcess Described(string name, ResourceEvent one)
    {
        var pid = one.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value;
        return new(name, one.ResourceId, one.Snapshot.State?.Text ?? "unknown", pid is null ? null : Convert.ToInt32(pid, CultureInfo.InvariantCulture),
            one.Snapshot.HealthStatus is HealthStatus.Healthy, string.Join("; ", one.Snapshot.HealthReports.Select(report => report.Description)));
    }

    /// <summary>What the orchestrator says of each process, as it says it.</summary>
    async Task Watch()
    {
        try
        {
            await foreach (var change in application.Services.GetRequiredService<ResourceNotificationService>().WatchAsync(ended.Token))
                if (RunsAsProcess(change.Resource))
                    seen[change.ResourceId] = change;
        }
        catch (OperationCanceledException)
        {
            // The platform goes down.
        }
    }

    async Task Command(string process, string command, Func<PlatformProcess, bool> isDone)
    {
        var done = await application.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(this[process].Id, command);
        if (!done.Success)
            throw new Problem($"{command} {process}: {done.Message}");
        for (var since = TimeProvider.System.GetTimestamp(); !isDone(this[process]); await Task.Delay(50))
            if (TimeProvider.System.GetElapsedTime(since) > healthyWithin)
                throw new Problem($"{process} did not {command} within {healthyWithin}: {this[process].State}");
    }
}

/// <summary>One process of a platform, as the orchestrator sees it.</summary>
/// <param name="Id">The orchestrator's name of it.</param>
/// <param name="State">In its words: <c>Running</c>, <c>Finished</c> …</param>
/// <param name="Why">What its health checks say.</param>
public sealed record PlatformProcess(string Name, string Id, string State, int? Pid, bool IsHealthy, string Why)
{
    public bool Runs => State == KnownResourceStates.Running;
}

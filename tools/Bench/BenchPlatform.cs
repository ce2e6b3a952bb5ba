using System.Diagnostics;
using Bench.Load;
using Npgsql;
using Platforms;
using Processes;

namespace Bench;

/// <summary>A platform of the benchmark's own, with Release builds, on databases of its own, run as <c>./platform up</c> runs one: by the AppHost, with its dashboard.</summary>
/// <param name="folder">Everything it keeps.</param>
sealed class BenchPlatform(string folder)
{
    readonly Dictionary<string, string> connections = [];
    readonly Dictionary<string, NpgsqlDataSource> databases = [];
    RunningPlatform? running;

    /// <summary>Services that apply what <c>treaties</c> records.</summary>
    public static IReadOnlyList<string> Followers { get; } = ["networks", "reviews", "technical-assistance"];

    public static IReadOnlyList<string> Services { get; } = [.. RunningPlatform.Services, "portal"];

    public static IReadOnlyList<string> Servers => RunningPlatform.Servers;

    RunningPlatform Running => running ?? throw new Problem("The benchmark's platform is not up.");

    /// <summary>Begins without data, so that every run measures the same thing.</summary>
    public void Empty()
    {
        if (!Directory.Exists(folder))
            return; // nothing was measured here before
        if (Directory.ResolveLinkTarget(Path.Combine(folder, "data"), returnFinalTarget: true) is { Exists: true } elsewhere)
            Directory.Delete(elsewhere.FullName, recursive: true);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Starts it where it is not up, and waits until everything is healthy.</summary>
    public async Task Up()
    {
        if (running is not null)
            return;
        running = await RunningPlatform.Start(folder, ["--Servers=local"], dashboard: true);
        foreach (var service in RunningPlatform.Services)
        {
            connections[service] = await running.ConnectionString($"{service.Replace("-", "", StringComparison.Ordinal)}db");
            databases[service] = await running.Database(service);
        }
        Broker = new(await running.ConnectionString("messaging"));
    }

    public async Task Down()
    {
        if (running is not null)
            await running.DisposeAsync();
        running = null;
    }

    public Task Stop(string name) => Running.Stop(name);

    public Task Start(string name) => Running.Start(name);

    public int PidOf(string name) => Running.PidOf(name) ?? throw new Problem($"{name} does not run.");

    /// <summary>A client of one process, past the orchestrator, as somebody with a role.</summary>
    public HttpClient As(string role, string service)
    {
        var http = Running.As(role, service);
        http.BaseAddress = Running.OwnAddressOf(service);
        return http;
    }

    /// <summary>A service's database, read and written directly: what a service says of itself proves little.</summary>
    public NpgsqlDataSource Database(string service) => databases[service];

    public string ConnectionString(string service) => connections[service];

    public Uri Broker { get; private set; } = new("amqp://");

    public Task<T> Scalar<T>(string service, string sql) => Database(service).Scalar<T>(sql, CancellationToken.None);

    public Task Execute(string service, string sql) => Database(service).Run(sql, CancellationToken.None);

    /// <summary>How the server runs a query, with times.</summary>
    public async Task<string> Plan(string service, string sql) =>
        string.Join('\n', await Database(service).Rows($"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) {sql}", row => row.GetString(0), CancellationToken.None));

    /// <summary>Waits until a query gives what is wanted.</summary>
    /// <exception cref="Problem">It did not in time.</exception>
    public async Task Until<T>(string service, string sql, Func<T, bool> wanted, TimeSpan longest)
    {
        var watch = Stopwatch.StartNew();
        while (!wanted(await Scalar<T>(service, sql)))
        {
            if (watch.Elapsed > longest)
                throw new Problem($"Within {longest} in the database of {service}, `{sql}` did not become what was waited for.");
            await Task.Delay(20);
        }
    }

    /// <summary>Resident memory of a service, megabytes (10⁶ bytes).</summary>
    public double ResidentMegabytes(string name) => Memory.ResidentMegabytes(PidOf(name));

    /// <summary>That of a server with all processes it started, pages that several hold divided among them.</summary>
    public double ProportionalMegabytesOfServer(string name) => ProcessTree.From(PidOf(name)).Sum(Memory.ProportionalMegabytes);

    /// <summary>Processor time so far, seconds: of each service, of each server with all processes it started, and of the orchestrator with the dashboard.</summary>
    /// <remarks>The AppHost itself is this process, as is the load.</remarks>
    public IReadOnlyDictionary<string, double> ProcessorSeconds()
    {
        var seconds = Services.Concat(Servers).ToDictionary(name => name, name => ProcessTree.From(PidOf(name)).Sum(Processor.Seconds));
        seconds["orchestrator and dashboard"] = Orchestrator().SelectMany(ProcessTree.From).Distinct().Sum(Processor.Seconds) - seconds.Values.Sum();
        return seconds;
    }

    /// <summary>It watches over who started it, so that nothing is left when that is killed.</summary>
    static IEnumerable<int> Orchestrator() =>
        Process.GetProcessesByName("dcp").Select(dcp => dcp.Id)
            .Where(pid => File.ReadAllText($"/proc/{pid}/cmdline").Contains($"\0--monitor\0{Environment.ProcessId}\0", StringComparison.Ordinal));
}

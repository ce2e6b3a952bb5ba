using System.Diagnostics;
using System.Globalization;
using Bench.Load;
using ManifestRunner.Processes;
using ManifestRunner.Running;
using ManifestRunner.Servers;
using Npgsql;

namespace Bench;

/// <summary>A platform of the benchmark's own, with Release builds, on databases of its own, started as <c>./platform up</c> starts one.</summary>
sealed class BenchPlatform(string manifest)
{
    readonly PlatformFolder folder = new(Path.GetDirectoryName(manifest)!);
    readonly Dictionary<string, NpgsqlDataSource> databases = [];
    readonly int port = FreePort.Next(8095), operationsPort = FreePort.Next(18895);

    /// <summary>Services that apply what <c>treaties</c> records.</summary>
    public static IReadOnlyList<string> Followers { get; } = ["networks", "reviews", "technical-assistance"];

    State State => State.Of(folder) ?? throw new Problem("The benchmark's platform is not up.");

    /// <summary>Begins without data, so that every run measures the same thing.</summary>
    public async Task Empty()
    {
        await Run("down");
        var data = new DirectoryInfo(Path.Combine(Path.GetDirectoryName(manifest)!, ".platform", "data"));
        if (!data.Exists)
            return; // nothing was measured here before
        if (data.ResolveLinkTarget(true) is { Exists: true } elsewhere)
            Directory.Delete(elsewhere.FullName, recursive: true);
        data.Delete(recursive: data.LinkTarget is null);
    }

    /// <returns>From the command to everything healthy.</returns>
    public async Task<TimeSpan> Up()
    {
        var watch = Stopwatch.StartNew();
        await Run("up", "--detach", "--port", $"{port}", "--operations-port", $"{operationsPort}", "--configuration", "Release");
        return watch.Elapsed;
    }

    public async Task Down()
    {
        foreach (var database in databases.Values)
            await database.DisposeAsync();
        databases.Clear();
        await Run("down");
    }

    /// <summary>Down and up: for settings of a server that are read at its start.</summary>
    public async Task Again()
    {
        await Down();
        await Up();
    }

    public Task Stop(string name) => Run("stop", name);

    public Task Start(string name) => Run("start", name);

    public Task Restart(string name) => Run("restart", name);

    public async Task<string> Token(string role) => (await Run("token", "--role", role, "--minutes", "600")).Trim();

    public string AddressOf(string name) => Of(name).Url!;

    public int PidOf(string name) => Of(name).Pid ?? throw new Problem($"{name} does not run.");

    /// <summary>A client of one process, as somebody with a role.</summary>
    public async Task<HttpClient> As(string role, string service) =>
        new(new SocketsHttpHandler { MaxConnectionsPerServer = 512 }) { BaseAddress = new Uri(AddressOf(service)), DefaultRequestHeaders = { Authorization = new("Bearer", await Token(role)) } };

    /// <summary>A service's database, read and written directly: what a service says of itself proves little.</summary>
    public NpgsqlDataSource Database(string service) =>
        databases.TryGetValue(service, out var known) ? known : databases[service] = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString(service)) { MaxPoolSize = 20, MaxAutoPrepare = 20, CommandTimeout = 600 });

    /// <summary>Closes our own sessions of a database that is about to be dropped.</summary>
    public async Task Forget(string connectionString)
    {
        foreach (var (service, database) in databases.Where(known => new NpgsqlConnectionStringBuilder(known.Value.ConnectionString).Database == new NpgsqlConnectionStringBuilder(connectionString).Database).ToList())
        {
            databases.Remove(service);
            await database.DisposeAsync();
        }
    }

    public string ConnectionString(string service) => Variable(service, $"ConnectionStrings__{service.Replace("-", "", StringComparison.Ordinal)}db");

    public Uri Broker => new(Variable("treaties", "ConnectionStrings__messaging"));

    public async Task<T> Scalar<T>(string service, string sql)
    {
        await using var command = Database(service).CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task Execute(string service, string sql)
    {
        await using var command = Database(service).CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>How the server runs a query, with times.</summary>
    public async Task<string> Plan(string service, string sql)
    {
        await using var command = Database(service).CreateCommand($"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) {sql}");
        var lines = new List<string>();
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
            lines.Add(row.GetString(0));
        return string.Join('\n', lines);
    }

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

    /// <summary>Resident memory of a process, megabytes (10⁶ bytes).</summary>
    public double ResidentMegabytes(string name) => Megabytes(PidOf(name), "Rss:");

    /// <summary>The same with pages that several processes hold, such as the runtime's own, divided among them: what one process more costs the machine.</summary>
    public double ProportionalMegabytes(string name) => Megabytes(PidOf(name), "Pss:");

    /// <summary>That of a server with all processes it started.</summary>
    public double ProportionalMegabytesOfServer(string name) => ProcessTree.From(PidOf(name)).Where(pid => File.Exists($"/proc/{pid}/smaps_rollup")).Sum(pid => Megabytes(pid, "Pss:"));

    /// <summary>Processor time so far, seconds: of each service, of each server with all processes it started, and of what keeps them running and shows their telemetry.</summary>
    public IReadOnlyDictionary<string, double> ProcessorSeconds()
    {
        var now = State;
        var seconds = now.Resources.Where(resource => resource is { Pid: not null, Kind: "service" or "server" })
            .ToDictionary(resource => resource.Name, resource => ProcessTree.From(resource.Pid!.Value).Sum(Processor.Seconds));
        seconds["operations view"] = Processor.Seconds(now.Pid);
        return seconds;
    }

    static double Megabytes(int pid, string kind) =>
        1024 * double.Parse(File.ReadLines($"/proc/{pid}/smaps_rollup").First(line => line.StartsWith(kind, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1e6;

    public IReadOnlyList<string> Services => [.. State.Resources.Where(resource => resource.Kind == "service").Select(resource => resource.Name)];

    public IReadOnlyList<string> Servers => [.. State.Resources.Where(resource => resource.Kind == "server").Select(resource => resource.Name)];

    ResourceState Of(string name) => State.Resources.Single(resource => resource.Name == name);

    string Variable(string service, string name) =>
        File.ReadAllText($"/proc/{PidOf(service)}/environ").Split('\0').Single(variable => variable.StartsWith($"{name}=", StringComparison.Ordinal)).Split('=', 2)[1];

    async Task<string> Run(string verb, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(FreePort).Assembly.Location, verb, .. arguments, "--manifest", manifest]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new Problem($"{verb} {string.Join(' ', arguments)}: {await errors}{await output}");
    }
}

using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using AppHost;
using AppHost.Identity;
using Npgsql;
using Platforms;
using Processes;

namespace FaultCampaign.Platforms;

/// <summary>A platform as people run it, by the AppHost, on a folder of its own, with two replicas of each service.</summary>
/// <param name="path">Of the folder.</param>
sealed class PlatformUnderFault(string path) : IAsyncDisposable
{
    public const string Broker = "messaging", Cache = "cache", Database = "postgres", Portal = "portal";

    readonly PlatformFolder folder = new(path);
    readonly ConcurrentDictionary<string, NpgsqlDataSource> databases = new();
    readonly ConcurrentDictionary<string, Uri> standIns = new();
    RunningPlatform running = null!;
    Uri management = null!;
    string connection = "";

    /// <summary>Where PostgreSQL keeps everything.</summary>
    public string DatabaseFolder => folder.Data(Database);

    /// <summary>How each process was started, once everything had.</summary>
    public IReadOnlyDictionary<string, Launch> Launches { get; private set; } = new Dictionary<string, Launch>();

    public IReadOnlyList<PlatformProcess> Processes => running.Processes;

    /// <exception cref="Problem">It did not come up.</exception>
    public async Task Up(CancellationToken cancel)
    {
        running = await RunningPlatform.Start(folder.Path, ["--Replicas=2", "--Servers=local"], cancel: cancel);
        (connection, management) = (await running.ConnectionString(Database), await running.Management());
        Launches = Processes.ToDictionary(process => process.Name, process => Launch.Of(running.PidOf(process.Name) ?? throw new Problem($"{process.Name} ended while the platform started.")));
    }

    public async Task Down()
    {
        if (running is not null)
            await running.DisposeAsync();
    }

    /// <summary>Where an image of its disk may lie: it goes with the rest.</summary>
    public string DiskImage => folder.In("disk.img");

    /// <summary>Removes everything a platform that is down has kept; its disk has to be unmounted.</summary>
    public void Forget()
    {
        if (new DirectoryInfo(folder.In("data")).ResolveLinkTarget(returnFinalTarget: true) is { Exists: true } elsewhere)
            Directory.Delete(elsewhere.FullName, recursive: true);
        Directory.Delete(folder.Path, recursive: true);
        Directory.CreateDirectory(folder.Path);
    }

    /// <summary>A log of something that runs beside the platform's own processes.</summary>
    public string Log(string name) => folder.In($"{name}.log");

    /// <summary>Null where it does not run; never the pid of another process that was given it since.</summary>
    public int? PidOf(string process) => running.PidOf(process);

    /// <summary>Stops a process as an operator does. One that has just died comes back first.</summary>
    public async Task Stop(string process, CancellationToken cancel)
    {
        while (PidOf(process) is null)
            await Task.Delay(100, cancel);
        await running.Stop(process);
    }

    public Task Start(string process) => running.Start(process);

    /// <summary>Where a request goes: through the entrance. Half of them go to who stands in for one of two replicas: the orchestrator knows only the other.</summary>
    public Uri AddressOf(string service, string path) =>
        standIns.TryGetValue(service, out var standIn) && Random.Shared.Next(2) == 0 ? new(standIn, path)
        : new(running.AddressOf(Portal), $"api/{service}/{path}");

    /// <summary>Where one replica answers, past gateway and orchestrator.</summary>
    public Uri OwnAddressOf(string process) => running.OwnAddressOf(process);

    /// <param name="at">Where it answers; null when it has gone.</param>
    public void StandsIn(string service, Uri? at)
    {
        if (at is null)
            standIns.TryRemove(service, out _);
        else
            standIns[service] = at;
    }

    /// <summary>The databases themselves, since what a service claims of itself proves little.</summary>
    public NpgsqlDataSource Data(string database) => databases.GetOrAdd(database, name => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connection) { Database = name, MaxPoolSize = 6, CommandTimeout = 120, Timeout = 5, ApplicationName = "fault campaign", IncludeErrorDetail = true }));

    /// <summary>The broker's management API.</summary>
    public HttpClient Management() => new()
    {
        BaseAddress = new(management, "api/"),
        Timeout = TimeSpan.FromSeconds(5),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(management.UserInfo)))) },
    };

    /// <summary>Not for several threads at once.</summary>
    public Tokens NewTokens() => new(DevelopmentKey.Of(folder));

    public async ValueTask DisposeAsync()
    {
        foreach (var database in databases.Values)
            await database.DisposeAsync();
    }
}

/// <summary>How a process was started.</summary>
sealed record Launch(IReadOnlyList<string> Command, string Folder, IReadOnlyDictionary<string, string> Environment)
{
    public static Launch Of(int pid) => new(
        Texts(pid, "cmdline"), new FileInfo($"/proc/{pid}/cwd").LinkTarget!,
        Texts(pid, "environ").Select(variable => variable.Split('=', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]));

    static string[] Texts(int pid, string file) => File.ReadAllText($"/proc/{pid}/{file}").Split('\0', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Signs what clients show.</summary>
sealed class Tokens(DevelopmentKey key)
{
    /// <summary>Good also for a service whose clock is an hour off, in either direction.</summary>
    static readonly TimeSpan early = TimeSpan.FromHours(3), holds = TimeSpan.FromHours(20);

    public string For(string role, string subject) => key.Token(DevelopmentKey.Issuer, subject, [role], null, TimeProvider.System.GetUtcNow() - early, holds);
}

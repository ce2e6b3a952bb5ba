using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using ManifestRunner.Identity;
using ManifestRunner.Processes;
using ManifestRunner.Running;
using ManifestRunner.Servers;
using Npgsql;

namespace FaultCampaign.Platforms;

/// <summary>A platform started as people start it, by the runner and from a manifest, in a folder of its own.</summary>
sealed class PlatformUnderFault : IAsyncDisposable
{
    public const string Broker = "messaging", Cache = "cache", Database = "postgres", Portal = "portal";

    static readonly TimeSpan startsWithin = TimeSpan.FromMinutes(5);

    readonly ConcurrentDictionary<string, NpgsqlDataSource> databases = new();
    readonly PlatformFolder folder;
    readonly string manifest;
    readonly int port = FreePort.Next(), operationsPort = FreePort.Next();
    Dictionary<string, int> ports = [];
    string? connection;
    bool hasEntrance;

    PlatformUnderFault(string place)
    {
        manifest = Path.Combine(place, "aspire-manifest.json");
        folder = new PlatformFolder(place);
    }

    public PlatformFolder Folder => folder;

    /// <summary>What the environment of each process and of the broker was when everything had started, by process.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>> Environments { get; private set; } = new Dictionary<string, IReadOnlyDictionary<string, string?>>();

    /// <param name="place">Folder of the manifest.</param>
    public static PlatformUnderFault In(string place) => new(place);

    /// <exception cref="Problem">It did not come up; carries what the runner said.</exception>
    public async Task Up(CancellationToken cancel)
    {
        var (code, said) = await Run(["up", "--detach", "--port", $"{port}", "--operations-port", $"{operationsPort}", "--replicas", "2"], cancel);
        if (code != 0)
            throw new Problem($"The platform under fault did not start: {said.Trim()}");
        ports = folder.Read<Dictionary<string, int>>("ports.json") ?? throw new Problem("The runner kept no ports.");
        hasEntrance = Resources.Any(resource => resource.Name == Portal);
        Environments = Resources.Where(resource => resource is { Kind: "service", Pid: not null } or { Name: Broker, Pid: not null }).ToDictionary(resource => resource.Name, resource => (IReadOnlyDictionary<string, string?>)EnvironmentOf(resource.Pid!.Value));
        connection = Environments.Values.SelectMany(environment => environment).First(variable => variable.Key.StartsWith("ConnectionStrings__", StringComparison.Ordinal) && variable.Value!.Contains("Host=", StringComparison.Ordinal)).Value;
    }

    /// <summary>Removes data, programs and logs of a platform that is down; its disk has to be unmounted.</summary>
    public void Forget()
    {
        foreach (var part in (string[])["data", "services", "logs"])
            if (new DirectoryInfo(folder.In(part)) is { Exists: true } there)
            {
                if (there.ResolveLinkTarget(returnFinalTarget: true) is { } elsewhere)
                    Directory.Delete(elsewhere.FullName, recursive: true);
                if (there.LinkTarget is null)
                    there.Delete(recursive: true);
                else
                    there.Delete();
            }
    }

    public Task Down() => Run(["down"], CancellationToken.None);

    public IReadOnlyList<ResourceState> Resources => State.Of(folder)?.Resources ?? throw new Problem("The runner itself has ended.");

    public ResourceState this[string name] => Resources.First(resource => resource.Name == name);

    /// <summary>Null where it does not run; never the pid of another process that was given it since.</summary>
    public int? PidOf(string name) => this[name] is { IsRunning: true } running ? running.Pid : null;

    /// <summary>Asks the runner, as <c>./platform stop</c> does, and waits until it is so.</summary>
    public async Task Ask(string name, Wish wish, CancellationToken cancel)
    {
        var before = this[name];
        folder.Request(name, wish);
        var wanted = wish is Wish.Stop ? "stopped" : "healthy";
        var since = TimeProvider.System.GetTimestamp();
        while (this[name] is var now && (now.Status != wanted || (wish is Wish.Restart && (now.Pid, now.Started) == (before.Pid, before.Started))))
        {
            if (TimeProvider.System.GetElapsedTime(since) > startsWithin)
                throw new Problem($"{name} is not {wanted} after {startsWithin.TotalMinutes} minutes.");
            await Task.Delay(100, cancel);
        }
    }

    /// <summary>Where a request goes: through the entrance, or to the replicas in turn where there is none.</summary>
    public Uri AddressOf(string service, string path) => hasEntrance
        ? new($"http://127.0.0.1:{port}/api/{service}/{path}")
        : new($"http://127.0.0.1:{PortOf(Random.Shared.Next(2) == 0 ? service : $"{service}-2")}/{path}");

    public int PortOf(string process) => ports[$"{process}.http"];

    /// <summary>The databases themselves, since what a service claims of itself proves little.</summary>
    public NpgsqlDataSource Data(string database) => databases.GetOrAdd(database, name => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connection) { Database = name, MaxPoolSize = 6, CommandTimeout = 120, Timeout = 5, ApplicationName = "fault campaign", IncludeErrorDetail = true }));

    /// <summary>The broker's management API.</summary>
    public HttpClient Management()
    {
        var user = new Uri(Environments.Values.Select(environment => environment.GetValueOrDefault("ConnectionStrings__messaging")).First(address => address is not null)!).UserInfo;
        return new HttpClient
        {
            BaseAddress = new($"http://127.0.0.1:{ports[$"{Broker}.management"]}/api/"),
            Timeout = TimeSpan.FromSeconds(5),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(user)))) },
        };
    }

    /// <summary>Not for several threads at once.</summary>
    public Tokens NewTokens() => new(DevelopmentKey.Of(folder));

    public async ValueTask DisposeAsync()
    {
        foreach (var database in databases.Values)
            await database.DisposeAsync();
    }

    /// <summary>The runner, as <c>./platform</c> calls it.</summary>
    async Task<(int Code, string Said)> Run(string[] arguments, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PlatformFolder).Assembly.Location, .. arguments, "--manifest", manifest]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        try
        {
            await process.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            Signal.Terminate.Send(process.Id);
            throw;
        }
        return (process.ExitCode, await output + await errors);
    }

    static Dictionary<string, string?> EnvironmentOf(int pid) => File.ReadAllText($"/proc/{pid}/environ").Split('\0', StringSplitOptions.RemoveEmptyEntries)
        .Select(variable => variable.Split('=', 2)).ToDictionary(pair => pair[0], pair => (string?)pair[1]);
}

/// <summary>Signs what clients show.</summary>
sealed class Tokens(DevelopmentKey key)
{
    /// <summary>Good also for a service whose clock is an hour off, in either direction.</summary>
    static readonly TimeSpan early = TimeSpan.FromHours(3), holds = TimeSpan.FromHours(20);

    public string For(string role, string subject) => key.Token(Inputs.Issuer(), subject, [role], null, TimeProvider.System.GetUtcNow() - early, holds);
}

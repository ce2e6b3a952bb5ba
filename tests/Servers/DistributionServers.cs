using Processes;

namespace Servers;

/// <summary>The distribution's servers as child processes on free ports, in a folder that goes with them.</summary>
sealed class DistributionServers : IServers
{
    const string Prefix = "platform-tests-";

    readonly List<LocalServer> started = [];
    readonly DirectoryInfo folder;

    public DistributionServers()
    {
        RemoveWhatKilledRunsLeft();
        folder = Directory.CreateTempSubdirectory($"{Prefix}{Environment.ProcessId}-{ProcessTree.StartOf(Environment.ProcessId)}-");

        // Each server runs as a user of its own when we are root, and has to get through to its folder.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    public async Task<string> StartPostgres()
    {
        var server = Kept(await LocalServer.Postgres(In("postgres")));
        return $"Host=127.0.0.1;Port={server.Port};Username=postgres;Password={server.Password}";
    }

    public async Task<Broker> StartRabbitMq()
    {
        var server = Kept(await LocalServer.RabbitMq(In("rabbitmq")));
        return new Broker($"amqp://guest:{server.Password}@127.0.0.1:{server.Port}", new($"http://guest:{server.Password}@127.0.0.1:{server.ManagementPort}/"));
    }

    public async Task<string> StartRedis()
    {
        var server = Kept(await LocalServer.Redis(In("redis")));
        return $"127.0.0.1:{server.Port},password={server.Password}";
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(started.Select(server => server.DisposeAsync().AsTask()));
        folder.Delete(recursive: true);
    }

    static void RemoveWhatKilledRunsLeft()
    {
        foreach (var left in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
            if (Path.GetFileName(left)[Prefix.Length..].Split('-') is [var pid, var start, _] && $"{ProcessTree.StartOf(int.Parse(pid))}" != start)
                try
                {
                    Directory.Delete(left, recursive: true);
                }
                catch (Exception othersFolder) when (othersFolder is UnauthorizedAccessException or IOException)
                {
                    continue; // another user's run, or one being removed just now
                }
    }

    string In(string name) => Path.Combine(folder.FullName, name);

    LocalServer Kept(LocalServer server)
    {
        lock (started)
            started.Add(server);
        return server;
    }
}

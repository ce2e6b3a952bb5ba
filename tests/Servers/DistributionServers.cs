using ManifestRunner.Processes;
using ManifestRunner.Servers;

namespace Servers;

/// <summary>Without the public feed: the distribution's servers as child processes on free ports, in a folder that goes with them.</summary>
sealed class ServersOfThisWorld : IAsyncDisposable
{
    const string Prefix = "platform-tests-";

    readonly List<Server> started = [];
    readonly DirectoryInfo folder;

    public ServersOfThisWorld()
    {
        RemoveWhatKilledRunsLeft();
        folder = Directory.CreateTempSubdirectory($"{Prefix}{Environment.ProcessId}-{ProcessTree.StartOf(Environment.ProcessId)}-");

        // Each server runs as a user of its own when we are root, and has to get through to its folder.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    public async Task<string> StartPostgres() => Kept(await PostgresServer.Start(Options("postgres"))).ConnectionString;

    public async Task<Broker> StartRabbitMq()
    {
        var server = Kept(await RabbitMqServer.Start(Options("rabbitmq")));
        return new Broker(server.ConnectionString, server.Management);
    }

    public async Task<string> StartRedis() => Kept(await RedisServer.Start(Options("redis"))).ConnectionString;

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

    ServerOptions Options(string name) => ServerOptions.ForTests(Path.Combine(folder.FullName, name));

    T Kept<T>(T server) where T : Server
    {
        lock (started)
            started.Add(server);
        return server;
    }
}

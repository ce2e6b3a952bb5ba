using Servers;

namespace ServiceDefaults.Tests.Caching;

/// <summary>A real Redis of a test's own, to be stopped and killed.</summary>
sealed class OwnRedis : IAsyncDisposable
{
    readonly DirectoryInfo folder;

    OwnRedis(LocalServer server, DirectoryInfo folder) => (Server, this.folder) = (server, folder);

    public LocalServer Server { get; }

    public string ConnectionString => $"127.0.0.1:{Server.Port},password={Server.Password}";

    public Dictionary<string, string?> Settings => new() { ["ConnectionStrings:cache"] = ConnectionString };

    public static async Task<OwnRedis> Start()
    {
        var folder = Directory.CreateTempSubdirectory("own-redis-");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        return new(await LocalServer.Redis(Path.Combine(folder.FullName, "redis")), folder);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        folder.Delete(recursive: true);
    }
}

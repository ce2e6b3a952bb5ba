using System.Text;
using ManifestRunner.Processes;

namespace ManifestRunner.Servers;

/// <summary>The distribution's Redis, as the AppHost has it: nothing on disk, and no more than <see cref="Limit"/> in memory.</summary>
public sealed class RedisServer : Server
{
    /// <summary>At the limit what was used least lately goes first.</summary>
    public const string Limit = "256mb";

    RedisServer(ServerOptions options) : base(options)
    {
    }

    public override string ConnectionString => $"127.0.0.1:{Port},password={Options.Password}";

    /// <exception cref="Problem">Redis is not installed or does not start.</exception>
    public static async Task<RedisServer> Start(ServerOptions options, CancellationToken cancel = default)
    {
        var server = new RedisServer(options);
        await server.Launch(cancel);
        return server;
    }

    protected override async Task<Command> Prepare(CancellationToken cancel)
    {
        var program = Installed.Program("Redis", "redis-server");
        var user = Installed.User("redis");
        await Installed.Folder(Options.Directory, user, cancel);
        var settings = Path.Combine(Options.Directory, "redis.conf"); // a file, because anybody may read a command line
        await Installed.Settings(settings, $"""
            port {Port}
            bind 127.0.0.1
            dir {Options.Directory}
            requirepass {Options.Password}
            save ""
            maxmemory {Limit}
            maxmemory-policy allkeys-lru

            """, user, cancel);
        return new Command(program, [settings], Log) { User = user };
    }

    protected override async Task<bool> Answers(CancellationToken cancel)
    {
        var answer = await Exchange(Encoding.ASCII.GetBytes($"AUTH {Options.Password}\r\nPING\r\n"), 12, cancel);
        return Encoding.ASCII.GetString(answer) == "+OK\r\n+PONG\r\n";
    }
}

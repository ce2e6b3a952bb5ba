#if PUBLIC_FEED
using DotNet.Testcontainers.Containers;
using Testcontainers.PostgreSql;
using Testcontainers.RabbitMq;
using Testcontainers.Redis;

namespace Servers;

/// <summary>With the public feed: containers of the versions the AppHost runs (aspire-manifest.json).</summary>
sealed class ServersOfThisWorld : IAsyncDisposable
{
    const ushort ManagementPort = 15672;

    readonly List<IContainer> started = [];

    public async Task<string> StartPostgres()
    {
        var server = await Kept(new PostgreSqlBuilder().WithImage("docker.io/library/postgres:17.6").WithCommand("-c", "fsync=off", "-c", "max_connections=500").Build());
        return server.GetConnectionString();
    }

    public async Task<Broker> StartRabbitMq()
    {
        var server = await Kept(new RabbitMqBuilder().WithImage("docker.io/library/rabbitmq:4.2-management").WithPortBinding(ManagementPort, true).Build());
        var connectionString = server.GetConnectionString();
        var management = new UriBuilder(connectionString) { Scheme = "http", Port = server.GetMappedPublicPort(ManagementPort), Path = "/" };
        return new Broker(connectionString, management.Uri);
    }

    public async Task<string> StartRedis() =>
        (await Kept(new RedisBuilder().WithImage("docker.io/library/redis:8.6").Build())).GetConnectionString();

    public async ValueTask DisposeAsync()
    {
        foreach (var container in started)
            await container.DisposeAsync();
    }

    async Task<T> Kept<T>(T container) where T : IContainer
    {
        lock (started)
            started.Add(container);
        await container.StartAsync();
        return container;
    }
}
#endif

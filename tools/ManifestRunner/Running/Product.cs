using ManifestRunner.Manifests;
using ManifestRunner.Processes;
using ManifestRunner.Servers;

namespace ManifestRunner.Running;

/// <summary>A server of the distribution that takes a container's place.</summary>
/// <param name="Scheme">Of its address, as people write it.</param>
sealed record Product(string Scheme, Func<ServerOptions, CancellationToken, Task<Server>> Start)
{
    static readonly Product postgres = new("postgresql", async (options, cancel) => await PostgresServer.Start(options, cancel));
    static readonly Product rabbitMq = new("amqp", async (options, cancel) => await RabbitMqServer.Start(options, cancel));
    static readonly Product redis = new("redis", async (options, cancel) => await RedisServer.Start(options, cancel));

    public bool HoldsDatabases => this == postgres;

    /// <exception cref="Problem">The distribution has none that we know.</exception>
    public static Product Of(Container container) => container.Image.Split('/')[^1].Split(':')[0] switch
    {
        "postgres" => postgres,
        "rabbitmq" => rabbitMq,
        "redis" => redis,
        _ => throw new Problem($"The manifest's {container.Name} is the image {container.Image}, for which there is no server here. Give its connection string in the environment: ConnectionStrings__{container.Name}"),
    };
}

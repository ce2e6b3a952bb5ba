using System.Globalization;
using AppHost.Operators;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace AppHost.Servers;

/// <summary>
/// The servers behind the services: containers where an engine answers, the distribution's own as executables where none does, or as
/// <c>--Servers containers|local</c> says; somebody else's where a connection string is given. Names, connection strings and health
/// checks are the same, and what is published is always the containers.
/// </summary>
static class PlatformServers
{
    /// <summary>The broker, with its management pages.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddMessaging(this IDistributedApplicationBuilder builder, string name)
    {
        switch (builder.KindOf(name))
        {
            case ServerKind.Given:
                return builder.AddConnectionString(name);
            case ServerKind.Container:
                return builder.AddRabbitMQ(name).WithManagementPlugin().WithDataVolume(builder.Volume("platform-messaging-data"));
        }
        var folder = builder.Folder();
        var management = folder.Port($"{name}-management");
        IConnection? kept = null;
        return LocalServer.Add(builder, name, "rabbitmq", (port, password) => ReferenceExpression.Create($"amqp://guest:{password}@127.0.0.1:{Text(port)}"))
            .WithHttpEndpoint(port: management, targetPort: management, name: "management", isProxied: false)
            .WithUrlForEndpoint("management", url => url.DisplayText = "Management")
            .WithEnvironment("MANAGEMENT_PORT", Text(management))
            .WithEnvironment("DISTRIBUTION_PORT", Text(folder.Port($"{name}-distribution")))
            .WithEnvironment("NAMES_PORT", Text(folder.Port($"{name}-names")))
            // One connection for all checks; the client restores it by itself.
            .WithCheck((checks, key, connection) => checks.AddRabbitMQ(async _ => kept ??= await new ConnectionFactory { Uri = new(connection()) }.CreateConnectionAsync("health of the broker"), key));
    }

    /// <summary>The cache.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddCache(this IDistributedApplicationBuilder builder, string name) => builder.KindOf(name) switch
    {
        ServerKind.Given => builder.AddConnectionString(name),
        ServerKind.Container => builder.AddRedis(name).WithMemoryLimit("256mb"),
        _ => LocalServer.Add(builder, name, "redis", (port, password) => ReferenceExpression.Create($"127.0.0.1:{Text(port)},password={password}"))
            .WithCheck((checks, key, connection) => checks.AddRedis(_ => connection(), key)),
    };

    /// <summary>The database server.</summary>
    public static DatabaseServer AddDatabaseServer(this IDistributedApplicationBuilder builder, string name)
    {
        switch (builder.KindOf(name))
        {
            case ServerKind.Container:
                var container = builder.AddPostgres(name).WithDataVolume(builder.Volume("platform-postgres-data"));
                return new(container, database => container.AddDatabase(database));
            case ServerKind.Given:
                var given = builder.AddConnectionString(name);
                return new(given, database => builder.AddDatabase(database, given));
        }
        var local = LocalServer.Add(builder, name, "postgres", (port, password) => ReferenceExpression.Create($"Host=127.0.0.1;Port={Text(port)};Username=postgres;Password={password}"))
            .WithCheck((checks, key, connection) => checks.AddNpgSql(_ => $"{connection()};Database=postgres", name: key))
            .WithEnvironment("ARCHIVE", string.Join('\n', Archiving.Settings))
            .WithBackupCommand();
        return new(local, database => builder.AddDatabase(database, local));
    }

    /// <param name="AddDatabase">Adds a database by its name; it is made when it is missing.</param>
    public sealed record DatabaseServer(IResourceBuilder<IResourceWithConnectionString> Server, Func<string, IResourceBuilder<IResourceWithConnectionString>> AddDatabase);

    static IResourceBuilder<Database> AddDatabase(this IDistributedApplicationBuilder builder, string name, IResourceBuilder<IResourceWithConnectionString> server)
    {
        var database = builder.AddResource(new Database(name, server.Resource)).WithIconName("Database");
        builder.Eventing.Subscribe<ResourceReadyEvent>(server.Resource, async (ready, cancel) =>
        {
            await database.Resource.Make(cancel);
            // Nobody else says so of a resource of our own, and who waits for it would wait for ever.
            await ready.Services.GetRequiredService<ResourceNotificationService>().PublishUpdateAsync(database.Resource, state => state with { State = KnownResourceStates.Running });
        });
        return database;
    }

    /// <param name="add">Adds a check under a key; the last argument gives the connection string.</param>
    static IResourceBuilder<LocalServer> WithCheck(this IResourceBuilder<LocalServer> server, Func<IHealthChecksBuilder, string, Func<string>, IHealthChecksBuilder> add)
    {
        string? connection = null;
        server.OnConnectionStringAvailable(async (resource, _, cancel) => connection = await resource.ConnectionStringExpression.GetValueAsync(cancel));
        var key = $"{server.Resource.Name}_check";
        add(server.ApplicationBuilder.Services.AddHealthChecks(), key, () => connection ?? throw new InvalidOperationException("The server has not been started."));
        return server.WithHealthCheck(key);
    }

    static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    /// <summary>Published under its plain name; on a machine, each platform has volumes of its own.</summary>
    static string Volume(this IDistributedApplicationBuilder builder, string name) => builder.ExecutionContext.IsRunMode ? $"{name}-{builder.Folder().Mark}" : name;
}

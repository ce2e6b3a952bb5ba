using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Npgsql;
using Xunit;

namespace Servers;

/// <summary>
/// The real PostgreSQL, RabbitMQ and Redis behind the tests of one assembly. What no test asks for is not started.
/// Use: <c>[assembly: AssemblyFixture(typeof(RealServers))]</c>, then take it as a constructor parameter.
/// </summary>
/// <remarks>
/// <c>TestServers__postgres</c>, <c>TestServers__messaging</c> and <c>TestServers__cache</c> in the environment win over anything started
/// here; with a broker of one's own, <c>TestServers__management</c> gives the address of its management API with user and password
/// (default: port 15672 beside the broker). A service reads none of these names, so that what a test leaves out stays left out.
/// </remarks>
public sealed class RealServers : IAsyncLifetime
{
    static int lastName;

    readonly IServers world = ContainersAreWanted ? new ContainerServers() : new DistributionServers();
    readonly Lazy<Task<string>> postgres;
    readonly Lazy<Task<Broker>> broker;
    readonly Lazy<Task<string>> redis;

    public RealServers()
    {
        postgres = new(() => Given("postgres") is { } given ? Task.FromResult(given) : world.StartPostgres());
        broker = new(() => Given("messaging") is { } given ? Task.FromResult(new Broker(given, ManagementOf(given))) : world.StartRabbitMq());
        redis = new(() => Given("cache") is { } given ? Task.FromResult(given) : world.StartRedis());
    }

    /// <summary>Connection string of the PostgreSQL server (Npgsql); the user may make databases.</summary>
    public Task<string> Postgres => postgres.Value;

    /// <summary>Connection string of the broker (<c>amqp://</c>), its first virtual host.</summary>
    public async Task<string> RabbitMq() => (await broker.Value).ConnectionString;

    /// <summary>Connection string of Redis (StackExchange.Redis).</summary>
    public Task<string> Redis => redis.Value;

    /// <summary>Makes an empty database.</summary>
    /// <param name="prefix">Lower-case letters; the rest of the name is given here.</param>
    /// <returns>Its connection string.</returns>
    public async Task<string> NewDatabase(string prefix)
    {
        var server = new NpgsqlConnectionStringBuilder(await Postgres);
        var name = NewName(prefix);
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database \"{name}\"", connection);
        await command.ExecuteNonQueryAsync();
        server.Database = name;
        return server.ConnectionString;
    }

    /// <summary>Makes an empty virtual host: queues and exchanges of other tests are not there.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> NewVirtualHost(string prefix = "test")
    {
        var (connectionString, management) = await broker.Value;
        var name = NewName(prefix);
        using var http = new HttpClient { BaseAddress = new UriBuilder(management) { UserName = "", Password = "" }.Uri };
        var user = Uri.UnescapeDataString(management.UserInfo);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
        using var made = await http.PutAsJsonAsync($"api/vhosts/{name}", new { });
        made.EnsureSuccessStatusCode();
        using var opened = await http.PutAsJsonAsync($"api/permissions/{name}/{Uri.EscapeDataString(user.Split(':')[0])}", new { configure = ".*", write = ".*", read = ".*" });
        opened.EnsureSuccessStatusCode();
        return new UriBuilder(connectionString) { Path = name }.Uri.AbsoluteUri;
    }

    /// <summary>Starts all three.</summary>
    /// <returns>What other processes need in their environment to use them.</returns>
    public async Task<IReadOnlyList<(string Name, string Value)>> Started()
    {
        await Task.WhenAll(Postgres, broker.Value, Redis);
        return [(Variable("postgres"), await Postgres), (Variable("messaging"), await RabbitMq()), (Variable("management"), $"{(await broker.Value).Management}"), (Variable("cache"), await Redis)];
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => world.DisposeAsync();

    /// <summary>Unlike any other of this run or, on a server that several runs share, of another.</summary>
    static string NewName(string prefix) => $"{prefix}_{Environment.ProcessId}_{Random.Shared.Next():x}_{Interlocked.Increment(ref lastName)}";

    /// <summary>Where an engine answers, unless <c>TestServers__kind</c> says <c>local</c> or <c>containers</c>.</summary>
    static bool ContainersAreWanted => Given("kind") switch
    {
        "local" => false,
        "containers" => ContainerServers.AnEngineAnswers() ? true : throw new InvalidOperationException("Containers are wanted, and no container engine answers."),
        _ => ContainerServers.AnEngineAnswers(),
    };

    static string? Given(string name) => Environment.GetEnvironmentVariable(Variable(name)) is { Length: > 0 } given ? given : null;

    static string Variable(string name) => $"TestServers__{name}";

    static Uri ManagementOf(string connectionString) =>
        Given("management") is { } given ? new Uri(given) : new UriBuilder(connectionString) { Scheme = "http", Port = 15672, Path = "/" }.Uri;
}

/// <summary>Starts the servers behind the tests.</summary>
interface IServers : IAsyncDisposable
{
    /// <returns>Its connection string.</returns>
    Task<string> StartPostgres();

    Task<Broker> StartRabbitMq();

    /// <returns>Its connection string.</returns>
    Task<string> StartRedis();
}

/// <param name="Management">With user and password.</param>
sealed record Broker(string ConnectionString, Uri Management);

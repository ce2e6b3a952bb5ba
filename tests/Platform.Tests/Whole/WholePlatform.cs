using Npgsql;
using Platforms;
using Processes;

namespace Platform.Tests.Whole;

/// <summary>The whole platform as the AppHost runs it with two replicas of each service on an empty folder: its own servers, its own processes.</summary>
public sealed class WholePlatform : IAsyncLifetime
{
    /// <summary>Those that keep a copy of what Treaties records.</summary>
    public static readonly IReadOnlyList<string> Followers = ["reviews", "technical-assistance", "networks"];

    /// <inheritdoc cref="RunningPlatform.Services"/>
    public static IReadOnlyList<string> Services => RunningPlatform.Services;

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("platform-whole-");

    public SpanCollector Telemetry { get; private set; } = null!;

    public RunningPlatform Running { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Telemetry = await SpanCollector.Start();
        Running = await RunningPlatform.Start(folder.FullName,
            ["--Replicas=2", "--Servers=local", $"--OTEL_EXPORTER_OTLP_ENDPOINT={Telemetry.Url}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "--OTEL_BSP_SCHEDULE_DELAY=200"]);
        await Servers.Eventually.Is("the real record is imported and has reached everyone", async () =>
        {
            var recorded = await Scalar<long>("treaties", "SELECT count(*) FROM journal WHERE published");
            return recorded > 1300 && (await Task.WhenAll(Followers.Select(follower => Scalar<long>(follower, "SELECT count(*) FROM evidence WHERE source = 'treaties'")))).All(applied => applied == recorded);
        }, true, TimeSpan.FromMinutes(2));
    }

    /// <summary>How long a client sends the same again before it calls the platform broken: whatever died is back long before.</summary>
    public static readonly TimeSpan InsistsFor = TimeSpan.FromMinutes(3);

    static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    /// <summary>Calls the platform through its entrance, as somebody with a role.</summary>
    public HttpClient As(string role, string? state = null)
    {
        var client = Running.As(role, "portal", state);
        client.Timeout = patience;
        return client;
    }

    public HttpClient AsThePublic() => new() { BaseAddress = Running.AddressOf("portal"), Timeout = patience };

    public async Task<T> Scalar<T>(string service, string sql) => await (await Running.Database(service)).Scalar<T>(sql, CancellationToken.None);

    public async Task<List<T>> Rows<T>(string service, string sql, Func<NpgsqlDataReader, T> read) => await (await Running.Database(service)).Rows(sql, read, CancellationToken.None);

    /// <summary>Waits until everything that any service recorded has its position and was applied by all who follow it.</summary>
    public async Task Settled()
    {
        foreach (var service in Services)
            await Servers.Eventually.Is($"everything of {service} is numbered", () => Scalar<long>(service, "SELECT count(*) FROM journal WHERE position IS NULL"), 0L, TimeSpan.FromMinutes(1));
        foreach (var consumer in Services)
            foreach (var source in await Rows(consumer, "SELECT source FROM cursor", row => row.GetString(0)))
                await Servers.Eventually.Is($"{consumer} has applied everything of {source}", async () =>
                    await Scalar<long>(consumer, $"SELECT position FROM cursor WHERE source = '{source}'") == await Scalar<long>(source, "SELECT previous_published FROM journal_head"), true, TimeSpan.FromMinutes(2));
    }

    public async ValueTask DisposeAsync()
    {
        await Running.DisposeAsync();
        await Telemetry.DisposeAsync();
        folder.Delete(recursive: true);
    }
}

/// <summary>Started once for the tests of all of it, which come after all others and one after another.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneWholePlatform : ICollectionFixture<WholePlatform>
{
    public const string Name = "the whole platform";
}

using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ManifestRunner.Tests;
using Npgsql;
using Platform.Tests.Manifest;

namespace Platform.Tests.Whole;

/// <summary>The whole platform as <c>./platform up --replicas 2</c> starts it on an empty folder: its own servers, its own processes.</summary>
public sealed class WholePlatform : PlatformInAFolder, IAsyncLifetime
{
    /// <summary>The services that own a journal.</summary>
    public static readonly IReadOnlyList<string> Services = ["treaties", "reviews", "technical-assistance", "networks"];

    /// <summary>Those that keep a copy of what Treaties records.</summary>
    public static readonly IReadOnlyList<string> Followers = ["reviews", "technical-assistance", "networks"];

    readonly ConcurrentDictionary<string, NpgsqlDataSource> databases = new();

    public SpanCollector Telemetry { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Telemetry = await SpanCollector.Start();
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Repository.In("aspire-manifest.json")))!;
        foreach (var (_, resource) in manifest["resources"]!.AsObject())
            if (resource!["path"] is { } path)
                resource["path"] = Repository.In((string)path!);
        await File.WriteAllTextAsync(Manifest, manifest.ToJsonString());

        var up = await Up(("OTEL_EXPORTER_OTLP_ENDPOINT", Telemetry.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_SCHEDULE_DELAY", "200"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "5000"), ("OTEL_TRACES_SAMPLER", "always_on"));  // the last as Aspire sets it for what it runs
        up.Code.ShouldBe(0, up.Said);
        await Servers.Eventually.Is("the real record is imported and has reached everyone", async () =>
        {
            var recorded = await Scalar<long>("treaties", "SELECT count(*) FROM journal WHERE published");
            return recorded > 1300 && (await Task.WhenAll(Followers.Select(follower => Scalar<long>(follower, "SELECT count(*) FROM evidence WHERE source = 'treaties'")))).All(applied => applied == recorded);
        }, true, TimeSpan.FromMinutes(2));
    }

    /// <summary>Where one replica of a service answers.</summary>
    public async Task<Uri> AddressOf(string name) => new((await Status(name)).Url!);

    /// <summary>Calls the platform through its entrance, as somebody with a role.</summary>
    public async Task<HttpClient> As(string role, string? state = null)
    {
        var token = (await Run("token", ["--role", role, .. state is null ? Array.Empty<string>() : ["--state", state]])).Said.Trim();
        return new HttpClient { BaseAddress = new Uri($"http://localhost:{Port}"), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
    }

    public HttpClient AsThePublic() => new() { BaseAddress = new Uri($"http://localhost:{Port}") };

    /// <summary>The databases themselves, since what a service claims of itself proves little.</summary>
    public async Task<NpgsqlDataSource> DatabaseOf(string service)
    {
        if (databases.TryGetValue(service, out var known))
            return known;
        var name = $"{service.Replace("-", "", StringComparison.Ordinal)}db";
        var environment = await File.ReadAllTextAsync($"/proc/{(await Status(service)).Pid}/environ");
        var connection = environment.Split('\0').Single(variable => variable.StartsWith($"ConnectionStrings__{name}=", StringComparison.Ordinal)).Split('=', 2)[1];
        return databases.GetOrAdd(service, NpgsqlDataSource.Create(connection + ";Maximum Pool Size=5"));
    }

    public async Task<T> Scalar<T>(string service, string sql)
    {
        await using var command = (await DatabaseOf(service)).CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task<List<T>> Rows<T>(string service, string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = (await DatabaseOf(service)).CreateCommand(sql);
        await using var row = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await row.ReadAsync())
            rows.Add(read(row));
        return rows;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var database in databases.Values)
            await database.DisposeAsync();
        await Telemetry.DisposeAsync();
        await base.DisposeAsync();
    }
}

/// <summary>Started once for the tests of all of it, which come after all others and one after another.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneWholePlatform : ICollectionFixture<WholePlatform>
{
    public const string Name = "the whole platform";
}

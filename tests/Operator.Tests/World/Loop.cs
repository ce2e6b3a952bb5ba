using System.Net;
using System.Net.Http.Json;
using Networks.Storage;
using Npgsql;
using Operator.Restoring;
using Reviews.Storage;
using Servers;
using ServiceDefaults.Access;
using TechnicalAssistance.Storage;
using Treaties.Storage;
using Processes;

namespace Operator.Tests.World;

/// <summary>The services that keep a journal, in this process, on a PostgreSQL that is archived; Treaties with the real record, which has reached the others.</summary>
sealed class Loop : IServiceProcesses, IAsyncDisposable
{
    /// <summary>Those that keep a copy of what Treaties records.</summary>
    public static readonly string[] Followers = ["reviews", "technical-assistance", "networks"];

    // A follower asks soon, as it would after half a minute.
    static readonly Dictionary<string, string?> settings = new() { ["Journal:IdlePoll"] = "00:00:01" };

    readonly string broker;
    readonly List<IAsyncDisposable> followers = [];

    Loop(ArchivedPostgres postgres, string broker) => (Postgres, this.broker) = (postgres, broker);

    public ArchivedPostgres Postgres { get; }

    public ServiceHost<TreatiesDb>? Treaties { get; private set; }

    public static async Task<Loop> Start(RealServers servers)
    {
        var loop = new Loop(await ArchivedPostgres.Start(["treaties", .. Followers]), await servers.NewVirtualHost("restoring"));
        await loop.Start("treaties");
        loop.followers.Add(await loop.Host<ReviewsDb>("reviews"));
        loop.followers.Add(await loop.Host<TechnicalAssistanceDb>("technical-assistance"));
        loop.followers.Add(await loop.Host<NetworksDb>("networks"));
        await Eventually.Is("the real record is imported",
            async () => await loop.Scalar<long>("treaties", "SELECT count(*) FROM journal WHERE published") > 1300, true, TimeSpan.FromMinutes(2));
        await loop.Settled();
        return loop;
    }

    /// <inheritdoc/>
    public async Task Start(string service)
    {
        service.ShouldBe("treaties");
        Treaties = await Host<TreatiesDb>(service);
    }

    /// <inheritdoc/>
    public async Task Stop(string service)
    {
        service.ShouldBe("treaties");
        await Treaties!.DisposeAsync();
        Treaties = null;
    }

    public Task<T> Scalar<T>(string service, string sql) => Postgres.Scalar<T>(ArchivedPostgres.DatabaseOf(service), sql);

    public async Task<List<T>> Rows<T>(string service, string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var source = NpgsqlDataSource.Create(Postgres.ConnectionString(ArchivedPostgres.DatabaseOf(service)));
        await using var connection = await source.OpenConnectionAsync();
        return await connection.Rows(sql, read, CancellationToken.None);
    }

    /// <summary>An officer enters an act.</summary>
    public async Task Record(string state, string kind, string source, int day)
    {
        using var officer = Treaties!.As(Role.TreatyOfficer);
        using var answer = await officer.PostAsJsonAsync($"/instruments/{(kind == "accession" ? "uncac" : "untoc")}/actions",
            new { state, kind, depositedOn = new DateOnly(2026, 3, day), provisions = kind == "accession" ? [] : new[] { "untoc art. 18(13)" }, source });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Until everything Treaties recorded is numbered, and applied by all who follow it.</summary>
    public async Task Settled()
    {
        await Eventually.Is("everything is numbered", () => Scalar<long>("treaties", "SELECT count(*) FROM journal WHERE position IS NULL"), 0L, TimeSpan.FromMinutes(1));
        var head = await Scalar<long>("treaties", "SELECT max(position) FROM journal WHERE published");
        foreach (var follower in Followers)
            await Eventually.Is($"{follower} has applied everything",
                () => Scalar<long>(follower, "SELECT coalesce(max(position), 0) FROM cursor WHERE source = 'treaties'"), head, TimeSpan.FromMinutes(2));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in followers)
            await host.DisposeAsync();
        if (Treaties is not null)
            await Treaties.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    Task<ServiceHost<TDb>> Host<TDb>(string service) where TDb : class =>
        ServiceHost<TDb>.Start(service, $"{Postgres.ConnectionString(ArchivedPostgres.DatabaseOf(service))};Pooling=true", broker, settings: settings);
}

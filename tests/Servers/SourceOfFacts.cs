using Journal;
using Journal.Appending;
using Journal.Storage;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ServiceDefaults;

namespace Servers;

/// <summary>A service that owns nothing but a journal: publishes the facts a test gives it, under the name of the service that would.</summary>
public sealed class SourceOfFacts : IAsyncDisposable
{
    readonly WebApplication app;
    readonly string source;

    SourceOfFacts(WebApplication app, string source) => (this.app, this.source) = (app, source);

    /// <param name="source">Name the facts travel under: <c>treaties</c>.</param>
    /// <param name="broker">Connection string of the broker that the consumers listen to.</param>
    public static async Task<SourceOfFacts> Start(string source, RealServers servers, string broker)
    {
        // MassTransit keeps the log of the first host of a flow of calls, which may be gone by now.
        LogContext.ConfigureCurrentLogContext(NullLoggerFactory.Instance);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration[$"ConnectionStrings:{source.Replace("-", "", StringComparison.Ordinal)}db"] = await servers.NewDatabase("facts");
        builder.Configuration["ConnectionStrings:messaging"] = broker;
        builder.AddServiceDefaults(source);
        builder.AddJournal<NothingButAJournal>(source);
        var app = builder.Build();
        app.UseServiceDefaults();
        await app.StartAsync();
        await app.Services.GetRequiredService<IMigration>().Done;
        return new(app, source);
    }

    /// <summary>Records facts in one transaction, in order, and so publishes them.</summary>
    /// <param name="on">The day on which they happened in the world.</param>
    public async Task Publish(string stream, DateOnly on, params object[] facts)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Change<NothingButAJournal>>().RunAs($"service:{source}", async work =>
        {
            var open = await work.Open(stream);
            foreach (var fact in facts)
                open.Append(fact, on);
            return Answer.Ok(new { });
        }, CancellationToken.None);
    }

    /// <summary>Waits until a consumer has applied everything published so far.</summary>
    /// <exception cref="TimeoutException">It has not within half a minute, or it had to park something.</exception>
    public async Task FollowedBy(NpgsqlDataSource consumer)
    {
        var here = app.Services.GetRequiredService<NpgsqlDataSource>();
        await Eventually.True($"everything {source} published is applied", async () =>
            await Number(here, "SELECT count(*) FROM journal WHERE position IS NULL") == 0
            && await Number(here, "SELECT previous_published FROM journal_head") == await Number(consumer, $"SELECT coalesce(max(position), 0) FROM cursor WHERE source = '{source}'"));
        if (await Number(consumer, $"SELECT count(*) FROM parked WHERE source = '{source}'") is > 0 and var parked)
            throw new TimeoutException($"{parked} entries are parked: {await Text(consumer, "SELECT reason FROM parked ORDER BY position LIMIT 1")}");
    }

    static async Task<long> Number(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    static async Task<string?> Text(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (string?)await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    sealed class NothingButAJournal(DbContextOptions<NothingButAJournal> options) : DbContext(options)
    {
        [DbContext(typeof(NothingButAJournal))]
        [Migration("1_Journal")]
        sealed class Create : Migration
        {
            protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateJournal();
        }
    }
}

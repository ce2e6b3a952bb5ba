using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Processes;

namespace Bench.Baselines;

/// <summary>What anyone would build: minimal API and EF Core over the same table, without identity, rules, journal or telemetry.</summary>
static class BareService
{
    /// <summary>Parties to an instrument on a day, by deposit: the last consent of each State that no denunciation has followed.</summary>
    public const string PartiesSql =
        """
        SELECT DISTINCT ON (state) state, kind, act, not_before, source
        FROM act_revision consent
        WHERE instrument = $1 AND not_after <= $2 AND NOT annulled AND kind IN ('ratification', 'acceptance', 'approval', 'formal-confirmation', 'accession', 'succession')
          AND NOT EXISTS (SELECT 1 FROM act_revision later WHERE later.act = consent.act AND later.number > consent.number)
          AND NOT EXISTS (SELECT 1 FROM act_revision left_it WHERE left_it.instrument = consent.instrument AND left_it.state = consent.state
                          AND left_it.kind IN ('denunciation', 'withdrawal') AND left_it.not_before > consent.not_before AND left_it.not_after <= $2)
        ORDER BY state, not_before DESC
        """;

    public sealed record Party(string State, string Kind, Guid Act, DateOnly DepositedOn, string Source);

    public sealed record Deposit(string Instrument, string State, string Kind, DateOnly DepositedOn, string Source);

    public static async Task<int> Run(string url, string database)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { MaxPoolSize = 20, MaxAutoPrepare = 50 });
        builder.Services.AddDbContextPool<BareDb>(options => options.UseNpgsql(source));
        var app = builder.Build();

        app.MapGet("/acts/{act:guid}", async (Guid act, BareDb db) =>
            await db.Acts.AsNoTracking().FirstOrDefaultAsync(it => it.Act == act) is { } found ? (IResult)TypedResults.Ok(found) : TypedResults.NotFound());
        app.MapGet("/acts", async (string instrument, string kind, DateOnly from, BareDb db) =>
            await db.Acts.AsNoTracking().Where(it => it.Instrument == instrument && it.Kind == kind && it.NotAfter >= from).OrderBy(it => it.NotBefore).ThenBy(it => it.Act).Take(25).ToListAsync());
        app.MapGet("/parties", (string instrument, DateOnly asOf) => Parties(source, instrument, asOf));
        app.MapPost("/acts", async (Deposit deposit, BareDb db) =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var row = new BareDeposit
            {
                Act = Guid.CreateVersion7(now),
                Instrument = deposit.Instrument,
                State = deposit.State,
                Kind = deposit.Kind,
                NotBefore = deposit.DepositedOn,
                NotAfter = deposit.DepositedOn,
                Source = deposit.Source,
                RecordedAt = now,
            };
            db.Add(row);
            await db.SaveChangesAsync();
            return TypedResults.Created($"/acts/{row.Act}", row);
        });
        await app.RunAsync(url);
        return 0;
    }

    public static Task<List<Party>> Parties(NpgsqlDataSource database, string instrument, DateOnly asOf) => database.Rows(
        PartiesSql, row => new Party(row.GetString(0), row.GetString(1), row.GetGuid(2), row.GetFieldValue<DateOnly>(3), row.GetString(4)), CancellationToken.None, instrument, asOf);
}

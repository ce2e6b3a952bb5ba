using ServiceDefaults.Answers;
using System.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Journal.Storage;

/// <summary>Brings the service's own database to what this build expects, as soon as the server answers. Replicas may start together: one migrates, the others wait and find it done.</summary>
/// <remarks>EF Core's own lock ends with each migration, so that with several to run two replicas would run the same one: ours is held over all of them.</remarks>
public sealed class Migration<TDb>(IDbContextFactory<TDb> contexts, TimeProvider time, ILogger<Migration<TDb>> log) : BackgroundService, IHealthCheck, IMigration
    where TDb : DbContext
{
    const string NotMigrated = "The database is not migrated yet.";

    readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public Task Done => done.Task;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!done.Task.IsCompleted)
        {
            try
            {
                await using var db = await contexts.CreateDbContextAsync(stoppingToken);
                await db.Database.OpenConnectionAsync(stoppingToken);
                await db.Database.ExecuteSqlAsync($"SET lock_timeout = 0; SELECT pg_advisory_lock(hashtextextended('migration', 3))", stoppingToken);
                try
                {
                    await db.Database.MigrateAsync(stoppingToken);
                }
                finally
                {
                    // The session goes back to the pool as it was, also when a migration failed. One that broke is gone with its lock.
                    if (db.Database.GetDbConnection().State == ConnectionState.Open)
                        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock(hashtextextended('migration', 3)); RESET lock_timeout", CancellationToken.None);
                }
                done.TrySetResult();
            }
            catch (Exception away) when (!stoppingToken.IsCancellationRequested && Away.Is(away))
            {
                log.LogWarning("The database is not to be had yet: {Reason}", away.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
            }
        }
    }

    /// <summary>Why nothing that is stored can be asked for yet.</summary>
    public Said? NotYet(Endpoint endpoint) => done.Task.IsCompletedSuccessfully ? null : MigrationRules.NotMigrated;

    /// <summary>Healthy when the database answers and is migrated.</summary>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!done.Task.IsCompletedSuccessfully)
            return HealthCheckResult.Unhealthy(NotMigrated);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database does not answer.");
    }
}

/// <summary>Lets what needs the tables wait until they are there.</summary>
public interface IMigration
{
    Task Done { get; }
}

static class MigrationRules
{
    public static readonly ServiceDefaults.Answers.Rule NotMigrated = new("interface/not-yet#migration");
}

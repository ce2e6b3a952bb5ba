using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Journal.Appending;
using Journal.Operations;
using Journal.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceDefaults.Answers;
using ServiceDefaults.Health;
using Treaties.Instruments;
using Treaties.States;
using Treaties.Storage;

namespace Treaties.Import;

/// <summary>At the first start on an empty record, imports the depositary's record the platform ships with, by the use case a person would use.</summary>
/// <remarks>Replicas may start together: the guard lets one preview, and whoever comes second finds the import waiting or accepted.</remarks>
sealed class FirstImport(IServiceScopeFactory scopes, IMigration migration, ReferenceData data, InstrumentCatalogue catalogue, ParticipantRegister register, TimeProvider time,
    ILogger<FirstImport> log) : BackgroundService, IHealthCheck
{
    static readonly Rule beingImported = new("interface/not-yet#import");

    const string Actor = "service:treaties", BeingImported = "The depositary's record is being imported.";
    static readonly TimeSpan triesAgainAfter = TimeSpan.FromSeconds(1);

    volatile bool done;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await migration.Done.WaitAsync(stoppingToken);
        while (!await Imported(stoppingToken))
            await Task.Delay(triesAgainAfter, time, stoppingToken);
        done = true;
    }

    /// <summary>Why there is no answer from the record yet. Operators may look at the journal all the same.</summary>
    public Said? NotYet(Endpoint endpoint) => done || endpoint.Metadata.GetMetadata<OfTheJournal>() is not null ? null : beingImported;

    /// <summary>Not ready before there is a record: an empty one would answer every question wrongly.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(done ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(BeingImported));

    /// <returns>False when the database was away and it should be tried again.</returns>
    async Task<bool> Imported(CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var change = scope.ServiceProvider.GetRequiredService<Change<TreatiesDb>>();
            if (await Waiting(change, cancel) is not { } import)
                return true;

            var result = await change.RunAs(Actor, work => AcceptImport.Accept(work, import, [], catalogue, register, time), cancel);
            if (result is Refusal refusal)
                log.LogInformation("The first import {Import} was not accepted here: {Rule}", import, refusal.Rule);
            else
                log.LogInformation("The record the platform ships with was imported as {Import}", import);
            return true;
        }
        catch (Exception away) when (!cancel.IsCancellationRequested && away is DbException or DbUpdateException or TimeoutException)
        {
            log.LogWarning("The first import waits for the database: {Reason}", away.Message);
            return false;
        }
    }

    /// <summary>The import that waits for its acceptance, previewed now or by another replica; null where the record is not empty.</summary>
    async Task<Guid?> Waiting(Change<TreatiesDb> change, CancellationToken cancel)
    {
        Guid? import = null;
        var text = await File.ReadAllTextAsync(data.StatusExport, cancel);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        await change.RunAs(Actor, async work =>
        {
            await work.Guard("treaties/first-import");
            import = null;
            if (await work.Db.Revisions.AnyAsync(work.Cancel))
                return Answer.Ok("There is a record already.");

            import = await work.Db.Imports.Where(it => it.Hash == hash && it.AcceptedAt == null).OrderBy(it => it.Id).Select(it => (Guid?)it.Id).FirstOrDefaultAsync(work.Cancel);
            import ??= (await PreviewImport.Preview(work, text, catalogue, register, new Language("en"), time)).Answer.Id;
            return Answer.Ok(import);
        }, cancel);
        return import;
    }
}

static class FirstImportRegistration
{
    /// <summary>Imports the shipped record at the first start; the service is ready once there is one.</summary>
    public static WebApplicationBuilder AddFirstImport(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FirstImport>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<FirstImport>());
        builder.Services.AddSingleton<NotYet>(provider => provider.GetRequiredService<FirstImport>().NotYet);
        builder.Services.AddHealthChecks().AddCheck<FirstImport>("record", tags: [HealthRoutes.Ready]);
        return builder;
    }
}

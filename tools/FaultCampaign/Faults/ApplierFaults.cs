using FaultCampaign.Platforms;
using FaultCampaign.Verifying;
using Npgsql;
using Processes;

namespace FaultCampaign.Faults;

/// <summary>A consumer cannot apply: a trigger in its database refuses what it writes, for one stream or for all, until it is dropped and what was parked is retried.</summary>
/// <param name="all">Every stream, for a short while; else one, for longer.</param>
sealed class ApplierThrows(string name, IReadOnlyList<Applier> appliers, bool all) : FaultKind(name)
{
    public override IReadOnlyList<string> Victims { get; } = [.. appliers.Select(applier => applier.Service)];

    protected override (double Least, double Most) Bounds => all ? (3, 6) : (10, 25);

    public override async Task<string?> Strike(PlannedFault fault, Scene scene, CancellationToken cancel)
    {
        var (service, table, column, recent) = appliers.First(applier => applier.Service == fault.Whom);
        using var _ = await scene.Hold($"trigger in {service}", cancel);
        var database = scene.Services.Data(service);
        var stream = "";
        await Insist(async () =>
        {
            // Of those that are written again and again, so that the poison is met.
            stream = all ? "" : await database.Scalar<string?>(recent, cancel) ?? "";
            await database.Run(
                $"""
                CREATE OR REPLACE FUNCTION fault_campaign() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF {(all ? "true" : $"NEW.{column} = '{stream}'")} THEN RAISE EXCEPTION '{ReleaseOfParked.Provoked} {fault.Number}'; END IF;
                    RETURN NEW;
                END $$;
                DROP TRIGGER IF EXISTS fault_campaign ON {table};
                CREATE TRIGGER fault_campaign BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION fault_campaign()
                """, cancel);
        }, cancel);
        try
        {
            await Scene.Last(fault, cancel);
        }
        finally
        {
            await Insist(() => database.Run($"DROP TRIGGER IF EXISTS fault_campaign ON {table}", CancellationToken.None), CancellationToken.None);
        }
        await scene.Released.Release(service, cancel);
        return all ? $"{table} of {service}" : $"{table} of {service}, {stream}";
    }

    /// <summary>Other faults may have taken the database away for a moment.</summary>
    static async Task Insist(Func<Task> act, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                await act();
                return;
            }
            catch (NpgsqlException) when (!cancel.IsCancellationRequested)
            {
                await Task.Delay(300, cancel);
            }
        }
    }
}

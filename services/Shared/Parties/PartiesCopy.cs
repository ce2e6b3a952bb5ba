using Contracts.Treaties;
using Journal.Following;
using Microsoft.EntityFrameworkCore;

namespace Parties;

/// <summary>Every act that makes or ends a participation, as <c>Treaties</c> last published it, and which instruments are in force.</summary>
/// <remarks>Written batch by batch: what is applied later in the same batch reads it from <see cref="RegistersOfBatch"/>.</remarks>
public sealed class PartiesCopy<TDb> : Copy<TDb>
    where TDb : DbContext
{
    public PartiesCopy()
    {
        On<ActionDeposited>((fact, entry, _, batch, _) => Keep(PartyAct.From(fact, entry), batch));
        On<ActionCorrected>((fact, entry, _, batch, _) => Keep(PartyAct.From(fact, entry), batch));
        On<EntryIntoForceDetermined>(async (fact, _, db, batch, cancel) =>
        {
            await db.Database.ExecuteSqlAsync(
                $"""INSERT INTO in_force (instrument, "on") VALUES ({fact.Instrument.ToString()}, {fact.On}) ON CONFLICT (instrument) DO UPDATE SET "on" = excluded."on" """, cancel);
            batch.Kept<RegistersOfBatch>().InForceChanged();
        });
    }

    public override string Source => "treaties";

    public override string Name => "parties";

    public override int Version => 1;

    public override Task Empty(TDb db, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"DELETE FROM party_act; DELETE FROM in_force", cancel);

    static Task Keep(PartyAct act, Batch batch)
    {
        batch.Kept<RegistersOfBatch>().Keep(act, batch);
        return Task.CompletedTask;
    }
}

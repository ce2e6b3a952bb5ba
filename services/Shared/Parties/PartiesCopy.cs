using Contracts.Treaties;
using Journal.Following;
using Microsoft.EntityFrameworkCore;

namespace Parties;

/// <summary>Every act that makes or ends a participation, as <c>Treaties</c> last published it, and which instruments are in force.</summary>
/// <remarks>Written by statements, not through the context: what is applied later in the same batch reads it.</remarks>
public sealed class PartiesCopy<TDb> : Copy<TDb>
    where TDb : DbContext
{
    public PartiesCopy()
    {
        On<ActionDeposited>((fact, entry, db, cancel) => Keep(PartyAct.From(fact, entry), db, cancel));
        On<ActionCorrected>((fact, entry, db, cancel) => Keep(PartyAct.From(fact, entry), db, cancel));
        On<EntryIntoForceDetermined>((fact, _, db, cancel) => db.Database.ExecuteSqlAsync(
            $"""INSERT INTO in_force (instrument, "on") VALUES ({fact.Instrument.ToString()}, {fact.On}) ON CONFLICT (instrument) DO UPDATE SET "on" = excluded."on" """, cancel));
    }

    public override string Source => "treaties";

    public override string Name => "parties";

    public override int Version => 1;

    public override Task Empty(TDb db, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"DELETE FROM party_act; DELETE FROM in_force", cancel);

    /// <summary>A correction may turn an act into one that matters, or into one that does not: the row follows.</summary>
    static Task Keep(PartyAct act, TDb db, CancellationToken cancel) => PartyAct.Matters(act.Kind)
        ? db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO party_act (action, instrument, state, kind, deposited_on, not_before, not_after, effective_on, concerns, annulled, recorded_at, position)
            VALUES ({act.Action}, {act.Instrument.ToString()}, {act.State.ToString()}, {act.Kind.Written()}, {act.DepositedOn}, {act.NotBefore}, {act.NotAfter}, {act.EffectiveOn}, {act.Concerns}, {act.Annulled}, {act.RecordedAt.ToUniversalTime()}, {act.Position})
            ON CONFLICT (action) DO UPDATE SET
                instrument = excluded.instrument, state = excluded.state, kind = excluded.kind, deposited_on = excluded.deposited_on, not_before = excluded.not_before, not_after = excluded.not_after,
                effective_on = excluded.effective_on, concerns = excluded.concerns, annulled = excluded.annulled, recorded_at = excluded.recorded_at, position = excluded.position
            """, cancel)
        : db.Database.ExecuteSqlAsync($"DELETE FROM party_act WHERE action = {act.Action}", cancel);
}

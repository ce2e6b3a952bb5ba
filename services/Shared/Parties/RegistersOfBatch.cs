using Contracts;
using Contracts.Treaties;
using Journal.Following;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Parties;

/// <summary>The acts of the participants a batch of facts is about, each read once, followed in memory, and written in one statement when the batch is handled.</summary>
/// <remarks>Catching up reads and writes most of its time; entry by entry it would be three round trips each.</remarks>
sealed class RegistersOfBatch
{
    readonly Dictionary<StateCode, Register> registers = [];
    readonly Dictionary<Guid, PartyAct> changed = [];
    IReadOnlyList<InForce>? inForce;

    /// <summary>The register of one participant, as the facts of the batch so far leave it.</summary>
    public async Task<Register> Of(StateCode state, DbContext db, CancellationToken cancel)
    {
        if (registers.TryGetValue(state, out var register))
            return register;
        inForce ??= await db.Set<InForce>().AsNoTracking().ToListAsync(cancel);
        register = new(await db.Set<PartyAct>().AsNoTracking().Where(act => act.State == state).ToListAsync(cancel), inForce);
        foreach (var act in changed.Values.Where(act => act.State == state))
            register = register.With(act);
        return registers[state] = register;
    }

    /// <summary>Takes over what a fact says of an act; a correction may turn an act into one that matters, or into one that does not.</summary>
    public void Keep(PartyAct act, Batch batch)
    {
        if (changed.Count == 0)
            batch.BeforeCommit(Writes);
        changed[act.Action] = act;
        if (registers.TryGetValue(act.State, out var register))
            registers[act.State] = register.With(act);
    }

    /// <summary>Forgets what rests on the days of entry into force: one of them has become known.</summary>
    public void InForceChanged()
    {
        registers.Clear();
        inForce = null;
    }

    IEnumerable<NpgsqlBatchCommand> Writes()
    {
        if (changed.Values.Where(act => !PartyAct.Matters(act.Kind)).Select(act => act.Action).ToArray() is { Length: > 0 } gone)
            yield return new("DELETE FROM party_act WHERE action = ANY ($1)") { Parameters = { new() { Value = gone } } };
        if (changed.Values.Where(act => PartyAct.Matters(act.Kind)).ToList() is { Count: > 0 } acts)
            yield return Write(acts);
    }

    static NpgsqlBatchCommand Write(List<PartyAct> acts)
    {
        var write = new NpgsqlBatchCommand(
            """
            INSERT INTO party_act (action, instrument, state, kind, deposited_on, not_before, not_after, effective_on, concerns, annulled, recorded_at, position)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            ON CONFLICT (action) DO UPDATE SET
                instrument = excluded.instrument, state = excluded.state, kind = excluded.kind, deposited_on = excluded.deposited_on, not_before = excluded.not_before, not_after = excluded.not_after,
                effective_on = excluded.effective_on, concerns = excluded.concerns, annulled = excluded.annulled, recorded_at = excluded.recorded_at, position = excluded.position
            """);
        void Column<T>(NpgsqlDbType type, Func<PartyAct, T> value) =>
            write.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | type, Value = acts.Select(value).ToArray() });
        Column(NpgsqlDbType.Uuid, act => act.Action);
        Column(NpgsqlDbType.Text, act => act.Instrument.ToString());
        Column(NpgsqlDbType.Text, act => act.State.ToString());
        Column(NpgsqlDbType.Text, act => act.Kind.Written());
        Column(NpgsqlDbType.Date, act => act.DepositedOn);
        Column(NpgsqlDbType.Date, act => act.NotBefore);
        Column(NpgsqlDbType.Date, act => act.NotAfter);
        Column(NpgsqlDbType.Date, act => act.EffectiveOn);
        Column(NpgsqlDbType.Uuid, act => act.Concerns);
        Column(NpgsqlDbType.Boolean, act => act.Annulled);
        Column(NpgsqlDbType.TimestampTz, act => act.RecordedAt.UtcDateTime);
        Column(NpgsqlDbType.Bigint, act => act.Position);
        return write;
    }
}

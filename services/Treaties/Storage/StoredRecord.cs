using Contracts;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Treaties.Actions;
using Treaties.Instruments;

namespace Treaties.Storage;

/// <summary>Names one state of a part of the record. Rows are only added, so who sees the same number of them sees the same rows.</summary>
/// <param name="Epoch">Of the journal: a database made anew or restored never gives an old answer.</param>
/// <param name="Revisions">How many are seen.</param>
/// <param name="LastRecordedAt">When the last of them was recorded; null where there is none.</param>
public sealed record RecordVersion(long Epoch, long Revisions, DateTimeOffset? LastRecordedAt)
{
    public override string ToString() => $"{Epoch:x}.{Revisions}";
}

/// <summary>Reads the record, or the part of it a question needs, as it was known at a moment.</summary>
static class StoredRecord
{
    /// <summary>All acts as a transaction sees them; whoever only reads asks <see cref="KeptRecords"/>.</summary>
    public static async Task<TreatyRecord> Record(this TreatiesDb db, InstrumentCatalogue catalogue, CancellationToken cancel) =>
        Known(catalogue, await db.Revisions.AsNoTracking().ToListAsync(cancel), null);

    /// <summary>The acts as they stood when the journal had reached a position: what a report frozen there rests on.</summary>
    /// <param name="instruments">Null for the whole record.</param>
    /// <param name="at">Position of this service's journal.</param>
    public static async Task<TreatyRecord> RecordAt(this TreatiesDb db, InstrumentCatalogue catalogue, IReadOnlyCollection<InstrumentId>? instruments, long at, CancellationToken cancel)
    {
        var known = await db.Database.SqlQuery<KnownRevisions>(
            $"""
            SELECT (payload::jsonb ->> 'action')::uuid AS act, count(*) AS number FROM journal
            WHERE type IN ('treaties.action-deposited', 'treaties.action-corrected') AND position <= {at} GROUP BY 1
            """).ToDictionaryAsync(it => it.Act, it => it.Number, cancel);
        var rows = await db.Revisions.AsNoTracking().Where(it => instruments == null || instruments.Contains(it.Instrument)).ToListAsync(cancel);
        return Known(catalogue, rows.Where(row => row.Number < known.GetValueOrDefault(row.Act)), null);
    }

    /// <summary>Each entry about an act is one revision of it, the first being number 0.</summary>
    sealed record KnownRevisions(Guid Act, long Number);

    /// <summary>All acts of one participant, and those of everybody towards some instruments: what a new entry is judged against.</summary>
    public static async Task<TreatyRecord> Record(this TreatiesDb db, InstrumentCatalogue catalogue, StateCode state, IReadOnlyCollection<InstrumentId> whole, CancellationToken cancel) =>
        Known(catalogue, await db.Revisions.AsNoTracking().Where(it => it.State == state || whole.Contains(it.Instrument)).ToListAsync(cancel), null);

    /// <summary>Which state of the record an answer about these instruments would be from.</summary>
    /// <param name="instruments">Null for the whole record.</param>
    public static async Task<RecordVersion> Version(this TreatiesDb db, IReadOnlyCollection<InstrumentId>? instruments, DateTimeOffset? knownAt, CancellationToken cancel) =>
        (await db.VersionWith(instruments, knownAt, null, cancel)).Record;

    /// <summary>The same, and what a client gives in If-Match to change an act: the version of its participant's stream, both as of one moment.</summary>
    /// <param name="act">Null where no stream is asked for; version 0 where there is no such act.</param>
    public static async Task<(RecordVersion Record, int Stream)> VersionWith(this TreatiesDb db, IReadOnlyCollection<InstrumentId>? instruments, DateTimeOffset? knownAt, Guid? act, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand(
            """
            SELECT (SELECT epoch FROM journal_head), count(*), max(recorded_at),
                   (SELECT coalesce(max(version), 0) FROM journal WHERE stream = 'participants/' || (SELECT state FROM act_revision WHERE act = $3 LIMIT 1))
            FROM act_revision WHERE ($1::text[] IS NULL OR instrument = ANY ($1)) AND ($2::timestamptz IS NULL OR recorded_at <= $2)
            """, (NpgsqlConnection)db.Database.GetDbConnection())
        {
            Parameters =
            {
                new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = (object?)instruments?.Select(id => id.ToString()).ToArray() ?? DBNull.Value },
                new() { NpgsqlDbType = NpgsqlDbType.TimestampTz, Value = (object?)knownAt?.UtcDateTime ?? DBNull.Value },
                new() { NpgsqlDbType = NpgsqlDbType.Uuid, Value = (object?)act ?? DBNull.Value },
            },
        };
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (new(row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetFieldValue<DateTimeOffset>(2)), row.GetInt32(3));
    }

    /// <summary>What a client gives in If-Match to change what it has seen: the version of the stream that guards it.</summary>
    public static Task<int> StreamVersion(this TreatiesDb db, string stream, CancellationToken cancel) =>
        db.Database.SqlQuery<int>($"""SELECT coalesce(max(version), 0) AS "Value" FROM journal WHERE stream = {stream}""").SingleAsync(cancel);

    internal static TreatyRecord Known(InstrumentCatalogue catalogue, IEnumerable<ActRevision> rows, DateTimeOffset? knownAt) =>
        TreatyRecord.Known(catalogue, rows.Select(row => row.ToRevision()), knownAt ?? DateTimeOffset.MaxValue);
}

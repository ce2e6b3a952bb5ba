using Contracts;
using Microsoft.EntityFrameworkCore;
using Treaties.Actions;
using Treaties.Instruments;

namespace Treaties.Storage;

/// <summary>Reads the record, or a part of it, from the database: inside a transaction that changes it, and as of a position.</summary>
static class StoredRecord
{
    /// <summary>All acts as a transaction sees them; whoever only reads asks <see cref="KeptRecords"/>.</summary>
    public static async Task<TreatyRecord> Record(this TreatiesDb db, InstrumentCatalogue catalogue, CancellationToken cancel) =>
        Known(catalogue, await db.Revisions.AsNoTracking().ToListAsync(cancel));

    /// <summary>The acts as they stood when the journal had reached a position: what a report frozen there rests on.</summary>
    /// <param name="instruments">Null for the whole record.</param>
    /// <param name="at">Position of this service's journal.</param>
    public static async Task<TreatyRecord> RecordAt(this TreatiesDb db, InstrumentCatalogue catalogue, IReadOnlyCollection<InstrumentId>? instruments, long at,
        CancellationToken cancel)
    {
        var known = await db.Database.SqlQuery<KnownRevisions>(
            $"""
            SELECT (payload::jsonb ->> 'action')::uuid AS act, count(*) AS number FROM journal
            WHERE type IN ('treaties.action-deposited', 'treaties.action-corrected') AND position <= {at} GROUP BY 1
            """).ToDictionaryAsync(it => it.Act, it => it.Number, cancel);
        var rows = await db.Revisions.AsNoTracking().Where(it => instruments == null || instruments.Contains(it.Instrument)).ToListAsync(cancel);
        return Known(catalogue, rows.Where(row => row.Number < known.GetValueOrDefault(row.Act)));
    }

    /// <summary>Each entry about an act is one revision of it, the first being number 0.</summary>
    sealed record KnownRevisions(Guid Act, long Number);

    /// <summary>All acts of one participant, and those of everybody towards some instruments: what a new entry is judged against.</summary>
    public static async Task<TreatyRecord> Record(this TreatiesDb db, InstrumentCatalogue catalogue, StateCode state, IReadOnlyCollection<InstrumentId> whole,
        CancellationToken cancel) =>
        Known(catalogue, await db.Revisions.AsNoTracking().Where(it => it.State == state || whole.Contains(it.Instrument)).ToListAsync(cancel));

    /// <summary>What a client gives in If-Match to change what it has seen: the version of the stream that guards it.</summary>
    public static Task<int> StreamVersion(this TreatiesDb db, string stream, CancellationToken cancel) =>
        db.Database.SqlQuery<int>($"""SELECT coalesce(max(version), 0) AS "Value" FROM journal WHERE stream = {stream}""").SingleAsync(cancel);

    internal static TreatyRecord Known(InstrumentCatalogue catalogue, IEnumerable<ActRevision> rows) =>
        TreatyRecord.Known(catalogue, rows.Select(row => row.ToRevision()), DateTimeOffset.MaxValue);
}

using System.Collections.Concurrent;
using Contracts;
using Microsoft.EntityFrameworkCore;
using Treaties.Actions;
using Treaties.Instruments;

namespace Treaties.Storage;

/// <summary>Records already read, each with the version it was read at: one small query tells whether it still stands, and only then are a thousand rows left where they are.</summary>
/// <remarks>
/// Rows are only added, and whoever sees as many of them as before sees the same ones, so that an answer from here is the answer the
/// database would give at that moment. Nothing is ever kept by time.
/// </remarks>
public sealed class KeptRecords(InstrumentCatalogue catalogue)
{
    readonly ConcurrentDictionary<string, Kept> kept = new(StringComparer.Ordinal);

    sealed record Kept(RecordVersion Version, DateTimeOffset? LastRecordedAt, IReadOnlyList<ActRevision> Rows, TreatyRecord Record);

    /// <summary>The acts towards some instruments, as they were known at a moment.</summary>
    /// <param name="instruments">Null for the whole record.</param>
    /// <param name="knownAt">Null for all that is known.</param>
    public async Task<TreatyRecord> Read(TreatiesDb db, IReadOnlyCollection<InstrumentId>? instruments, DateTimeOffset? knownAt, CancellationToken cancel) =>
        (await At(db, await db.Version(instruments, null, cancel), instruments, knownAt, cancel)).Record;

    /// <summary>The same, where its version is known already.</summary>
    /// <param name="version">Of these instruments, all that is known; just read.</param>
    /// <returns>With the rows it was made from, also those of acts that are annulled.</returns>
    public async Task<(TreatyRecord Record, IReadOnlyList<ActRevision> Rows)> At(TreatiesDb db, RecordVersion version, IReadOnlyCollection<InstrumentId>? instruments, DateTimeOffset? knownAt, CancellationToken cancel)
    {
        var key = instruments is null ? "*" : string.Join(' ', instruments);
        if (!kept.TryGetValue(key, out var known) || known.Version != version)
        {
            var rows = await db.Revisions.AsNoTracking().Where(it => instruments == null || instruments.Contains(it.Instrument)).ToListAsync(cancel);
            known = new(version, rows.Max(row => (DateTimeOffset?)row.RecordedAt), rows, StoredRecord.Known(catalogue, rows, null));
            // More may have been recorded since the version was read; then this is not that version's and serves this question only.
            if (rows.Count == version.Revisions)
                kept[key] = known;
        }
        return knownAt is { } moment && moment < known.LastRecordedAt
            ? (StoredRecord.Known(catalogue, known.Rows, moment), known.Rows)
            : (known.Record, known.Rows);
    }
}

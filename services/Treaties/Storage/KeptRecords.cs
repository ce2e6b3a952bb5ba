using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Data;
using Contracts;
using Journal.Storage;
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

/// <summary>The acts towards some instruments, read once for each state of the database: where the journal stands tells whether what was read still stands.</summary>
/// <remarks>Every act is recorded with its entry, so an answer from here is the one the database would give at that moment. Nothing is ever kept by time.</remarks>
public sealed class KeptRecords(InstrumentCatalogue catalogue, NpgsqlDataSource database, IDbContextFactory<TreatiesDb> contexts)
{
    /// <summary>An act may be recorded before another and committed after it. One that is overtaken by more than this costs a reading of all.</summary>
    static readonly TimeSpan overtaking = TimeSpan.FromSeconds(10);

    readonly ConcurrentDictionary<string, Part> parts = new(StringComparer.Ordinal);

    /// <summary>One part of the record, and the door through which one reader at a time goes to read it anew.</summary>
    sealed class Part(IReadOnlyCollection<InstrumentId>? instruments)
    {
        public IReadOnlyCollection<InstrumentId>? Instruments => instruments;
        public SemaphoreSlim Door { get; } = new(1);
        public volatile Kept? Kept;
    }

    /// <param name="Rows">By the moment they were recorded.</param>
    sealed record Kept(JournalStanding Standing, IReadOnlyList<ActRevision> Rows, TreatyRecord Record)
    {
        // Made when one act is first asked for: one that is looked for among all costs what the record is long.
        ImmutableDictionary<Guid, ImmutableArray<ActRevision>>? byAct;

        public ImmutableArray<ActRevision> Of(Guid act) => (byAct ??= Together(Rows)).GetValueOrDefault(act, []);

        /// <summary>This and the rows that came to it.</summary>
        /// <param name="added">By the moment they were recorded.</param>
        public Kept With(IReadOnlyList<ActRevision> added, JournalStanding standing)
        {
            List<ActRevision> rows = new(Rows.Count + added.Count);
            rows.AddRange(Rows);
            foreach (var row in added)
            {
                var at = rows.Count;
                while (at > 0 && rows[at - 1].RecordedAt > row.RecordedAt)
                    at--;
                rows.Insert(at, row);
            }
            return new(standing, rows, Record.After(added.Select(row => row.ToRevision())))
            {
                byAct = byAct?.SetItems(Together(added).Select(act => KeyValuePair.Create(act.Key, Of(act.Key).AddRange(act.Value)))),
            };
        }

        static ImmutableDictionary<Guid, ImmutableArray<ActRevision>> Together(IEnumerable<ActRevision> rows) =>
            rows.GroupBy(row => row.Act).ToImmutableDictionary(act => act.Key, act => act.ToImmutableArray());
    }

    /// <summary>The acts towards some instruments, as they were known at a moment.</summary>
    /// <param name="instruments">Null for the whole record.</param>
    /// <param name="knownAt">Null for all that is known.</param>
    public async Task<RecordReading> Read(IReadOnlyCollection<InstrumentId>? instruments, DateTimeOffset? knownAt, CancellationToken cancel) =>
        Reading(await Standing(instruments, await JournalStanding.Read(database, cancel), cancel), knownAt);

    /// <summary>One act, in all that is known.</summary>
    public async Task<ActReading> ReadOne(IReadOnlyCollection<InstrumentId> instruments, Guid act, CancellationToken cancel)
    {
        await using var read = database.CreateCommand(
            $"""
            SELECT standing.*, (SELECT coalesce(max(version), 0) FROM journal WHERE stream = 'participants/' || (SELECT state FROM act_revision WHERE act = $1 LIMIT 1))
            FROM ({JournalStanding.Sql}) standing
            """);
        read.Parameters.Add(new() { Value = act });
        JournalStanding standing;
        int stream;
        await using (var row = await read.ExecuteReaderAsync(cancel))
        {
            await row.ReadAsync(cancel);
            (standing, stream) = (new(row.GetInt64(0), row.GetInt64(1)), row.GetInt32(2));
        }
        var kept = await Standing(instruments, standing, cancel);
        return new(kept.Record, [.. kept.Of(act).OrderBy(row => row.Number)], stream);
    }

    RecordReading Reading(Kept kept, DateTimeOffset? knownAt)
    {
        var seen = knownAt is { } moment && kept.Rows is [.., var last] && last.RecordedAt > moment ? kept.Rows.TakeWhile(row => row.RecordedAt <= moment).Count()
            : kept.Rows.Count;
        var rows = seen == kept.Rows.Count ? kept.Rows : [.. kept.Rows.Take(seen)];
        return new(new(kept.Standing.Epoch, seen, rows is [.., var latest] ? latest.RecordedAt : null), rows, seen == kept.Rows.Count ? kept.Record : null, catalogue);
    }

    /// <summary>What is kept of a part, if it is of this state of the database; else what is there now.</summary>
    async Task<Kept> Standing(IReadOnlyCollection<InstrumentId>? instruments, JournalStanding standing, CancellationToken cancel)
    {
        var part = parts.GetOrAdd(instruments is null ? "*" : string.Join(' ', instruments), static (_, instruments) => new(instruments), instruments);
        var before = part.Kept;
        if (before is not null && before.Standing == standing)
            return before;
        await part.Door.WaitAsync(cancel);
        try
        {
            // Somebody else may have read it while we waited, and so after our question came.
            return part.Kept is { } meanwhile && !ReferenceEquals(meanwhile, before) && meanwhile.Standing.Epoch == standing.Epoch && meanwhile.Standing.Entries >= standing.Entries
                ? meanwhile
                : part.Kept = await Anew(part, cancel);
        }
        finally
        {
            part.Door.Release();
        }
    }

    async Task<Kept> Anew(Part part, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var oneMoment = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var (standing, count) = await Count(part, (NpgsqlConnection)db.Database.GetDbConnection(), cancel);
        var all = db.Revisions.AsNoTracking().Where(it => part.Instruments == null || part.Instruments.Contains(it.Instrument)).OrderBy(it => it.RecordedAt);
        if (part.Kept is { } kept && kept.Standing.Epoch == standing.Epoch)
        {
            if (kept.Rows.Count == count)
                return kept with { Standing = standing };   // what was recorded meanwhile is of other instruments
            var added = await Added(kept, all, cancel);
            if (kept.Rows.Count + added.Count == count)
                return kept.With(added, standing);
        }
        var rows = await all.ToListAsync(cancel);
        return new(standing, rows, StoredRecord.Known(catalogue, rows));
    }

    /// <summary>What was recorded lately and is not kept. Rows are only added, so by their number it is known whether these are all.</summary>
    static async Task<List<ActRevision>> Added(Kept kept, IQueryable<ActRevision> all, CancellationToken cancel)
    {
        if (kept.Rows is not [.., var last])
            return [];
        var (since, first) = (last.RecordedAt - overtaking, kept.Rows.Count - 1);
        while (first > 0 && kept.Rows[first - 1].RecordedAt >= since)
            first--;
        var known = kept.Rows.Skip(first).Select(row => (row.Act, row.Number)).ToHashSet();
        var lately = await all.Where(it => it.RecordedAt >= since).ToListAsync(cancel);
        return lately.FindAll(row => !known.Contains((row.Act, row.Number)));
    }

    static async Task<(JournalStanding Standing, long Count)> Count(Part part, NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var read = new NpgsqlCommand(
            $"SELECT standing.*, (SELECT count(*) FROM act_revision WHERE $1::text[] IS NULL OR instrument = ANY ($1)) FROM ({JournalStanding.Sql}) standing", connection)
        {
            Parameters = { new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
                Value = (object?)part.Instruments?.Select(id => id.ToString()).ToArray() ?? DBNull.Value } },
        };
        await using var row = await read.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (new(row.GetInt64(0), row.GetInt64(1)), row.GetInt64(2));
    }
}

/// <summary>A part of the record as it was known at a moment.</summary>
public sealed class RecordReading
{
    readonly Lazy<TreatyRecord> record;

    internal RecordReading(RecordVersion version, IReadOnlyList<ActRevision> rows, TreatyRecord? whole, InstrumentCatalogue catalogue)
    {
        Version = version;
        record = whole is null ? new(() => StoredRecord.Known(catalogue, rows)) : new(whole);
    }

    /// <summary>Names it, in whatever process it is read.</summary>
    public RecordVersion Version { get; }

    /// <summary>The acts that stood. An earlier moment's are put together when they are asked for.</summary>
    public TreatyRecord Record => record.Value;
}

/// <summary>One act and the part of the record it stands in.</summary>
/// <param name="Recordings">Every recording of it, also where it is annulled, the first first; none where there is no such act.</param>
/// <param name="Stream">
/// The version of its participant's stream, which a client gives in If-Match to change it; 0 where there is no such act. Never newer than the record:
/// given with one that is older it is refused, which costs a second look and nothing else.
/// </param>
public sealed record ActReading(TreatyRecord Record, IReadOnlyList<ActRevision> Recordings, int Stream);

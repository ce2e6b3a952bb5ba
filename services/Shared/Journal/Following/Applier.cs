using System.Diagnostics;
using Contracts;
using Journal.Appending;
using Journal.Relaying;
using Journal.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Journal.Following;

/// <summary>What came of applying some entries.</summary>
/// <param name="Cursor">Where the source stands now.</param>
/// <param name="Missing">True when the next entry at hand does not follow the cursor: something before it must be asked for.</param>
readonly record struct Outcome(Cursor Cursor, bool Missing);

/// <summary>Applies entries of one source in order of position, each batch in one transaction with the cursor.</summary>
sealed class Applier<TDb>(string source, IReadOnlyList<Handlers<TDb>> handlers, IDbContextFactory<TDb> contexts, RelaySignal relay, JournalOptions options, TimeProvider time)
    where TDb : DbContext
{
    /// <summary>Applies what follows the cursor. Entries at or before it are duplicates; entries that fail are parked.</summary>
    /// <param name="entries">In order of position.</param>
    public async Task<Outcome> Apply(IReadOnlyList<(Recorded Entry, ActivityContext Trace)> entries, CancellationToken cancel)
    {
        try
        {
            return await ApplyTogether(entries, cancel);
        }
        catch (Exception poison) when (!Away.Is(poison))
        {
            // One of them fails. Each alone, so that only that one waits for a person.
            Outcome outcome = default;
            foreach (var entry in entries)
                if ((outcome = await ApplyAlone(entry, cancel)).Missing)
                    break;
            return outcome;
        }
    }

    async Task<Outcome> ApplyAlone((Recorded Entry, ActivityContext Trace) entry, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ApplyTogether([entry], cancel);
            }
            catch (Exception poison) when (!Away.Is(poison))
            {
                if (attempt >= options.TriesBeforeParking)
                    return await InTransaction([entry], (_, recorded, work, _) =>
                        Parking.Park(recorded, ReasonOf(poison), attempt, time.GetUtcNow(), work.Connection, work.Transaction, cancel), cancel);
                await Task.Delay(TimeSpan.FromMilliseconds(20 << attempt), time, cancel);
            }
        }
    }

    /// <summary>What a person reads: wrappers such as EF Core's only say that there is something inside.</summary>
    static string ReasonOf(Exception poison) => poison.GetBaseException().Message;

    Task<Outcome> ApplyTogether(IReadOnlyList<(Recorded Entry, ActivityContext Trace)> entries, CancellationToken cancel) =>
        InTransaction(entries, async (blocks, entry, work, batch) =>
        {
            if (blocks.Skipped.Contains(entry.Id))
                return;
            if (blocks.Streams.Contains(entry.Stream))
                await Parking.Park(entry, "An earlier entry of this stream is parked.", 0, time.GetUtcNow(), work.Connection, work.Transaction, cancel);
            else
                await Handle(entry, work, batch);
        }, cancel);

    /// <summary>State is saved entry by entry, since the next may read it; the service's own entries are written when all are handled.</summary>
    async Task Handle(Recorded recorded, Work<TDb> work, Batch batch)
    {
        var entry = new Entry(recorded.Source, recorded.Position, recorded.Id, recorded.Stream, recorded.Version, recorded.Type, recorded.OccurredOn, recorded.RecordedAt, recorded.Actor);
        foreach (var handler in handlers)
            await handler.Handle(recorded, entry, work, batch);
        await work.Save();
        work.Db.ChangeTracker.Clear();  // else each entry of a batch would look again at what all before it changed
    }

    /// <summary>Applies the parked entries of one stream, in order, until one fails again.</summary>
    /// <returns>How many are still parked, and why the first of them is.</returns>
    public async Task<(int Left, string? Reason)> Retry(string stream, CancellationToken cancel)
    {
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            var work = new Work<TDb>(db, time, $"follower:{source}", null, cancel);
            await Cursor.Hold(source, work.Connection, work.Transaction, cancel);
            var parked = await Parking.Of(source, stream, work.Connection, work.Transaction, cancel);
            if (parked is not [var first, ..])
                return (0, null);
            try
            {
                var batch = new Batch([first]);
                await Handle(first, work, batch);
                await work.Commit(cancel, [.. batch.Writes(), Parking.Unpark(first)]);
            }
            catch (Exception poison) when (!Away.Is(poison))
            {
                return (parked.Count, ReasonOf(poison));
            }
        }
    }

    async Task<Outcome> InTransaction(IReadOnlyList<(Recorded Entry, ActivityContext Trace)> entries, Func<Parking.Blocks, Recorded, Work<TDb>, Batch, Task> apply, CancellationToken cancel)
    {
        using var span = JournalTelemetry.Source.StartActivity(entries.Count == 1 ? $"apply {entries[0].Entry.Type}" : $"apply from {source}", ActivityKind.Internal, entries[0].Trace, links: entries.Skip(1).Select(other => new ActivityLink(other.Trace)));
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var work = new Work<TDb>(db, time, $"follower:{source}", null, cancel);
        var (start, blocks) = await Cursor.Hold(source, work.Connection, work.Transaction, cancel);
        var batch = new Batch([.. entries.Select(entry => entry.Entry)]);

        var (cursor, missing, applied) = (start, false, new List<Recorded>(entries.Count));
        foreach (var (entry, trace) in entries)
        {
            if ((entry.Epoch, entry.Position).CompareTo((cursor.Epoch, cursor.Position)) <= 0)
            {
                JournalTelemetry.Duplicates.Add(1);
                continue;
            }
            // Another epoch than the cursor's is the source's to explain: it knows whether this past is still its own.
            if (entry.Previous != cursor.Position || cursor.Position > 0 && entry.Epoch != cursor.Epoch)
            {
                missing = true;
                break;
            }
            using (entries.Count > 1 ? JournalTelemetry.Source.StartActivity($"apply {entry.Type}", ActivityKind.Internal, trace) : null)
                await apply(blocks, entry, work, batch);
            cursor = cursor with { Epoch = entry.Epoch, Position = entry.Position, Chain = entry.Chain };
            applied.Add(entry);
        }
        if (applied.Count == 0)
            return new(start, missing);

        await work.Commit(cancel, [.. batch.Writes(), Witness(applied, cursor.Generation), cursor.Move(source)]);
        Count(applied);
        if (work.HasAppended)
            relay.Wake();
        return new(cursor, missing);
    }

    /// <summary>Leaves a line per entry: should the source lose it in a restore, this says what was lost.</summary>
    NpgsqlBatchCommand Witness(List<Recorded> applied, int generation) => new(
        """
        INSERT INTO evidence (source, generation, position, id, stream, type, occurred_on)
        SELECT $1, $2, * FROM unnest($3, $4, $5, $6, $7) ON CONFLICT DO NOTHING
        """)
    {
        Parameters =
        {
            new() { Value = source },
            new() { Value = generation },
            new() { Value = applied.Select(entry => entry.Position).ToArray() },
            new() { Value = applied.Select(entry => entry.Id).ToArray() },
            new() { Value = applied.Select(entry => entry.Stream).ToArray() },
            new() { Value = applied.Select(entry => entry.Type).ToArray() },
            new() { Value = applied.Select(entry => entry.OccurredOn).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date },
        },
    };

    void Count(List<Recorded> applied)
    {
        JournalTelemetry.Applied.Add(applied.Count, new KeyValuePair<string, object?>("source", source));
        var now = time.GetUtcNow();
        foreach (var entry in applied)
            JournalTelemetry.ApplyLag.Record((now - entry.RecordedAt).TotalSeconds);
    }
}

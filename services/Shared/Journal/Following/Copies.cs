using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Journal.Following;

/// <summary>The copies a service keeps of one source's facts, as a whole: they share a cursor, so they are emptied and rebuilt together.</summary>
sealed class Copies<TDb>(string source, IReadOnlyList<Copy<TDb>> copies, IDbContextFactory<TDb> contexts, TimeProvider time, ILogger log)
    where TDb : DbContext
{
    /// <summary>Empties the copies when this build makes them differently from the one that filled them.</summary>
    /// <returns>False when a newer build has filled them: this one must leave them alone.</returns>
    public Task<bool> Prepare(CancellationToken cancel) => InTransaction(async (work, cursor) =>
    {
        var stored = await Stored(work, cancel);
        if (copies.FirstOrDefault(copy => stored.TryGetValue(copy.Name, out var version) && version > copy.Version) is { } newer)
        {
            log.LogWarning("{Copy} was filled by a newer build (version {Stored}); this one (version {Version}) leaves it alone", newer.Name, stored[newer.Name], newer.Version);
            return false;
        }
        if (copies.All(copy => stored.TryGetValue(copy.Name, out var version) && version == copy.Version))
            return true;

        await StartOver(work, cursor, cancel);
        return true;
    }, cancel);

    /// <summary>Empties the copies, whichever build filled them. What this service did because of a fact stands, and is not done again.</summary>
    public Task Empty(CancellationToken cancel) => InTransaction(async (work, cursor) =>
    {
        await StartOver(work, cursor, cancel);
        return true;
    }, cancel);

    /// <summary>The source's past is not the one that was followed: reports it and starts over from its first entry.</summary>
    /// <remarks>The evidence of the generation that ends stays: what the next one does not bring again is what the source has lost.</remarks>
    public Task<bool> Fork(Cursor followed, long newEpoch, CancellationToken cancel) => InTransaction(async (work, cursor) =>
    {
        if (cursor.Generation != followed.Generation)
            return true;  // another replica was first

        log.LogError("The journal of {Source} is not the one followed up to epoch {Epoch}, position {Position}: everything from it is read again, see /operations/forks", source, cursor.Epoch, cursor.Position);
        await using var report = new NpgsqlCommand(
            "INSERT INTO fork (source, generation, epoch, position, new_epoch, noticed_at) VALUES ($1, $2, $3, $4, $5, $6)", work.Connection, work.Transaction)
        {
            Parameters =
            {
                new() { Value = source }, new() { Value = cursor.Generation }, new() { Value = cursor.Epoch }, new() { Value = cursor.Position },
                new() { Value = newEpoch }, new() { Value = time.GetUtcNow().UtcDateTime },
            },
        };
        await report.ExecuteNonQueryAsync(cancel);
        JournalTelemetry.Forks.Add(1);
        await Rebuild(work, Cursor.Start with { Generation = cursor.Generation + 1 }, cancel);
        return true;
    }, cancel);

    /// <summary>The source was restored or moved, and what was followed still stands in its journal: goes on from there under its new epoch.</summary>
    /// <remarks>A chain value vouches for every entry before it, so the copies hold exactly what that journal says.</remarks>
    public Task<bool> Adopt(Cursor followed, long newEpoch, CancellationToken cancel) => InTransaction(async (work, cursor) =>
    {
        if ((cursor.Generation, cursor.Epoch, cursor.Position) != (followed.Generation, followed.Epoch, followed.Position))
            return true;  // another replica was first

        log.LogInformation("The journal of {Source} goes on under epoch {Epoch}; everything followed up to position {Position} still stands in it", source, newEpoch, cursor.Position);
        work.WriteBeside((cursor with { Epoch = newEpoch }).Move(source));
        return true;
    }, cancel);

    Task StartOver(Work<TDb> work, Cursor cursor, CancellationToken cancel)
    {
        log.LogInformation("The copies of {Source} are rebuilt: {Copies}", source, string.Join(", ", copies.Select(copy => $"{copy.Name} v{copy.Version}")));
        return Rebuild(work, cursor with { Epoch = 0, Position = 0, Chain = EntryHash.Genesis }, cancel);
    }

    async Task Rebuild(Work<TDb> work, Cursor from, CancellationToken cancel)
    {
        foreach (var copy in copies)
            await copy.Empty(work.Db, cancel);
        await using var forget = new NpgsqlCommand("DELETE FROM parked WHERE source = @source AND skipped IS NULL; DELETE FROM copy_version WHERE source = @source", work.Connection, work.Transaction)
        {
            Parameters = { new("source", source) },
        };
        await forget.ExecuteNonQueryAsync(cancel);
        foreach (var copy in copies)
            await work.Db.Database.ExecuteSqlAsync($"INSERT INTO copy_version (source, copy, version) VALUES ({source}, {copy.Name}, {copy.Version})", cancel);
        work.WriteBeside(from.Move(source));
    }

    async Task<Dictionary<string, int>> Stored(Work<TDb> work, CancellationToken cancel)
    {
        await using var read = new NpgsqlCommand("SELECT copy, version FROM copy_version WHERE source = $1", work.Connection, work.Transaction) { Parameters = { new() { Value = source } } };
        var stored = new Dictionary<string, int>(StringComparer.Ordinal);
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            stored.Add(row.GetString(0), row.GetInt32(1));
        return stored;
    }

    async Task<bool> InTransaction(Func<Work<TDb>, Cursor, Task<bool>> act, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var work = new Work<TDb>(db, time, $"follower:{source}", null, cancel);
        var done = await act(work, (await Cursor.Hold(source, work.Connection, work.Transaction, cancel)).Cursor);
        await work.Commit(cancel);
        return done;
    }
}

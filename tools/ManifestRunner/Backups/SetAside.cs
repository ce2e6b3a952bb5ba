using ManifestRunner.Running;
using Npgsql;

namespace ManifestRunner.Backups;

/// <summary>What the database that was set aside holds and the restored one does not.</summary>
/// <param name="Facts">Published entries.</param>
/// <param name="Internal">Entries that never left the service.</param>
/// <param name="OfAnotherPast">The two have no common past, as after a restore onto a new machine: nothing can be said.</param>
sealed record SetAside(IReadOnlyList<LostFact> Facts, int Internal, bool OfAnotherPast)
{
    const string Name = "the database set aside";

    static readonly SetAside nothing = new([], 0, false);

    /// <param name="restored">Where the restored journal stood when it took the other's place.</param>
    public static async Task<SetAside> Compare(RunningPlatform platform, Exchange exchange, OneJournal? restored, CancellationToken cancel)
    {
        await using var before = await platform.Open(exchange.Before, cancel);
        if (restored is null || !await OneJournal.Has("journal", before, cancel))
            return nothing;
        if (!await OneJournal.Holds(restored.Position, restored.Chain, before, cancel))
            return new([], 0, true);

        await using var now = await platform.Open(exchange.Database.Name, cancel);
        var later = await Later(restored.Position, before, cancel);
        var kept = await Known([.. later.Select(entry => entry.Fact.Id)], now, cancel);
        var lost = later.Where(entry => !kept.Contains(entry.Fact.Id)).ToList();
        return new([.. lost.Where(entry => entry.Published).Select(entry => entry.Fact)], lost.Count(entry => !entry.Published), false);
    }

    static async Task<List<(LostFact Fact, bool Published)>> Later(long position, NpgsqlConnection before, CancellationToken cancel)
    {
        await using var read = new NpgsqlCommand(
            "SELECT coalesce(position, 0), id, stream, type, occurred_on, published FROM journal WHERE position > $1 OR position IS NULL ORDER BY sequence", before)
        { Parameters = { new() { Value = position } } };
        var entries = new List<(LostFact, bool)>();
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            entries.Add((new(row.GetInt64(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetFieldValue<DateOnly>(4), [Name], []), row.GetBoolean(5)));
        return entries;
    }

    /// <summary>Those that had no position yet at the moment of the restore are not lost.</summary>
    static async Task<HashSet<Guid>> Known(Guid[] ids, NpgsqlConnection now, CancellationToken cancel)
    {
        await using var read = new NpgsqlCommand("SELECT id FROM journal WHERE id = ANY ($1)", now) { Parameters = { new() { Value = ids } } };
        var known = new HashSet<Guid>();
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            known.Add(row.GetGuid(0));
        return known;
    }
}

using Processes;

namespace Operator.Restoring;

/// <summary>A fact that the restored journal no longer has.</summary>
/// <param name="KnownTo">Who still has it: services that applied it and keep the evidence, the database that was set aside.</param>
/// <param name="Because">What those services recorded because of it, which stands: <c>networks.duty-opened (duties/KEN)</c>.</param>
sealed record LostFact(long Position, Guid Id, string Stream, string Type, DateOnly OccurredOn, IReadOnlyList<string> KnownTo, IReadOnlyList<string> Because);

/// <summary>What the database that was set aside holds and the restored one does not.</summary>
/// <param name="Facts">Published entries.</param>
/// <param name="Internal">Entries that never left the service.</param>
/// <param name="OfAnotherPast">The two have no common past, as after a restore onto a new machine: nothing can be said.</param>
sealed record SetAside(IReadOnlyList<LostFact> Facts, int Internal, bool OfAnotherPast)
{
    const string Name = "the database set aside";

    /// <param name="restored">Where the restored journal stood when it took the other's place.</param>
    public static async Task<SetAside> Compare(Exchange exchange, OneJournal restored, CancellationToken cancel)
    {
        await using var before = await exchange.Platform.Open(exchange.Before, cancel);
        if (!await before.Has("journal", cancel))
            return new([], 0, false);
        if (!await OneJournal.Holds(restored.Position, restored.Chain, before, cancel))
            return new([], 0, true);

        await using var now = await exchange.Platform.Open(exchange.Database.Name, cancel);
        var later = await before.Rows(
            "SELECT coalesce(position, 0), id, stream, type, occurred_on, published FROM journal WHERE position > $1 OR position IS NULL ORDER BY sequence",
            row => (Fact: new LostFact(row.GetInt64(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetFieldValue<DateOnly>(4), [Name], []),
                Published: row.GetBoolean(5)),
            cancel, restored.Position);
        // Those that had no position yet at the moment of the restore are not lost.
        var kept = (await now.Rows("SELECT id FROM journal WHERE id = ANY ($1)", row => row.GetGuid(0), cancel, later.Select(entry => entry.Fact.Id).ToArray())).ToHashSet();
        var lost = later.Where(entry => !kept.Contains(entry.Fact.Id)).ToList();
        return new([.. lost.Where(entry => entry.Published).Select(entry => entry.Fact)], lost.Count(entry => !entry.Published), false);
    }
}

using Processes;

namespace FaultCampaign;

/// <summary>What a person asks of <c>./platform faults</c>.</summary>
/// <param name="Seed">Draws load and faults; the same seed plans the same.</param>
/// <param name="Entries">The load goes on until the journals hold so many more entries than before; 0 where the minutes decide.</param>
/// <param name="Minutes">How long faults are planned for; 0 where the entries decide.</param>
/// <param name="Faults">How many are planned.</param>
/// <param name="Only">Kinds to plan; empty for all.</param>
/// <param name="Previous">Commit whose build runs beside the current one.</param>
/// <param name="Writers">Clients that write at the same time.</param>
/// <param name="Keep">Leaves the platform's folder for looking at.</param>
sealed record Orders(int Seed, long Entries, double Minutes, int Faults, IReadOnlyList<string> Only, string Previous, int Writers, bool Keep)
{
    /// <summary>One fault for each so many entries: 200 for 500,000.</summary>
    const int EntriesForAFault = 2500;

    const double SecondsForAFault = 9;
    const double MinutesByDefault = 3;

    /// <exception cref="Problem">Something is asked that there is not.</exception>
    public static Orders Of(Options options)
    {
        var entries = options.Number("entries", 0, 10_000_000) ?? 0;
        double minutes = options.Number("minutes", 1, 24 * 60) ?? (entries == 0 ? MinutesByDefault : 0);
        var faults = options.Number("faults", 0, 10_000) ?? (int)Math.Max(entries / EntriesForAFault, minutes * 60 / SecondsForAFault);
        return new(
            options.Number("seed", 0, int.MaxValue) ?? Random.Shared.Next(1, 1_000_000), entries, minutes, faults,
            options.Several("only"),
            options.One("previous") ?? "HEAD~1", options.Number("writers", 1, 200) ?? 10, options.Has("keep"));
    }
}

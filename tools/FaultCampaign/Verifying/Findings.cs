using System.Collections.Concurrent;

namespace FaultCampaign.Verifying;

/// <summary>Promises found broken, each with how often and the first few cases.</summary>
sealed class Broken
{
    const int Shown = 5;

    readonly ConcurrentDictionary<string, (long Count, List<string> Cases)> promises = new();

    /// <param name="promise">The promise, as a sentence that is not true.</param>
    /// <param name="evidence">What shows it.</param>
    public void Add(string promise, string evidence)
    {
        lock (promises)
        {
            var (count, cases) = promises.GetValueOrDefault(promise, (0, []));
            if (cases.Count < Shown)
                cases.Add(evidence);
            promises[promise] = (count + 1, cases);
        }
    }

    public void AddAll(string promise, IEnumerable<string> evidences)
    {
        foreach (var evidence in evidences)
            Add(promise, evidence);
    }

    public void Take(Broken other)
    {
        foreach (var promise in other.All)
            promises[promise.Promise] = (promise.Count, [.. promise.Cases]);
    }

    public IReadOnlyList<BrokenPromise> All => [.. promises.Select(pair => new BrokenPromise(pair.Key, pair.Value.Count, pair.Value.Cases)).OrderBy(broken => broken.Promise, StringComparer.Ordinal)];
}

/// <param name="Count">How often.</param>
/// <param name="Cases">The first few.</param>
sealed record BrokenPromise(string Promise, long Count, IReadOnlyList<string> Cases);

/// <summary>What the databases say, counted.</summary>
/// <param name="Entries">Recorded since the load began.</param>
/// <param name="Applications">Facts of others applied since the load began, over all consumers.</param>
/// <param name="Reactions">Entries that exist because of another service's.</param>
/// <param name="Lost">Acknowledged and in no journal; published and not applied somewhere; caused and not reacted to.</param>
/// <param name="Doubled">One request recorded twice; one fact applied twice; one reaction made twice.</param>
/// <param name="OutOfOrder">Applied before one that stands before it.</param>
/// <param name="Ghosts">Facts without the state they tell of.</param>
/// <param name="Zombies">State that no fact tells of.</param>
/// <param name="Unasked">Entries nobody asked for, and refused requests that were recorded all the same.</param>
/// <param name="Differing">Rows of copies that are not what the journals imply.</param>
sealed record Findings(long Entries, long Applications, long Reactions, long Lost, long Doubled, long OutOfOrder, long Ghosts, long Zombies, long Unasked, long Differing, Broken Broken);

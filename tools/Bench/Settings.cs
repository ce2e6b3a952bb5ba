namespace Bench;

/// <summary>How a run is made.</summary>
/// <param name="Quick">Short rounds and small numbers: to see that everything runs, not to quote.</param>
/// <param name="Entries">Entries in the journal that an empty copy catches up from, and that flatness is measured with.</param>
/// <param name="Minutes">Length of the load under which memory is watched.</param>
sealed record Settings(bool Quick, long Entries, double Minutes)
{
    /// <summary>The bar's own number (docs/benchmarks.md).</summary>
    public const int Connections = 16;

    /// <summary>Of each side of a comparison; sides alternate.</summary>
    public int Rounds => Quick ? 3 : 5;

    public TimeSpan Round => TimeSpan.FromSeconds(Quick ? 3 : 6);

    /// <summary>Before the first round: the compiler optimizes what has run long enough.</summary>
    public TimeSpan WarmUp => TimeSpan.FromSeconds(Quick ? 8 : 20);

    /// <summary>How often a platform is started.</summary>
    public int Starts => 3;

    /// <summary>From all healthy until memory is looked at.</summary>
    public TimeSpan Settling => TimeSpan.FromSeconds(Quick ? 20 : 60);

    /// <summary>How long nobody asks anything while processor time is counted.</summary>
    public TimeSpan Idling => TimeSpan.FromMinutes(Quick ? 1 : 5);

    public int Messages => Quick ? 5_000 : 20_000;
}

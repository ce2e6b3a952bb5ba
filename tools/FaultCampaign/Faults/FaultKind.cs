namespace FaultCampaign.Faults;

/// <summary>One kind of thing that goes wrong.</summary>
abstract class FaultKind(string name)
{
    /// <summary>As plan, table and <c>--only</c> write it: <c>kill-service</c>.</summary>
    public string Name => name;

    /// <summary>Whom it may strike.</summary>
    public abstract IReadOnlyList<string> Victims { get; }

    /// <summary>Bounds of how long it lasts, in seconds; both 0 for what is over at once.</summary>
    protected virtual (double Least, double Most) Bounds => (0, 0);

    protected virtual IReadOnlyList<string> Ways => [""];

    public double Lasts(Random random) => Bounds.Least + (Bounds.Most - Bounds.Least) * random.NextDouble();

    public string Whom(Random random) => Victims[random.Next(Victims.Count)];

    public string How(Random random) => Ways[random.Next(Ways.Count)];

    /// <summary>Why it cannot be done here; null when it can. Asked once, before the load begins.</summary>
    public virtual Task<string?> Prepare(Scene scene, CancellationToken cancel) => Task.FromResult<string?>(null);

    /// <summary>Does it, waits as long as it lasts, and takes it back. Returns when it is over.</summary>
    /// <returns>What was struck, for the log; null when nothing was found to strike.</returns>
    public abstract Task<string?> Strike(PlannedFault fault, Scene scene, CancellationToken cancel);
}

namespace ManifestRunner.Running;

/// <summary>One resource as an operator looks at it.</summary>
/// <param name="Service">What it is a process of: <c>treaties</c> for <c>treaties-2</c>.</param>
/// <param name="Since">When its process was started; null when it does not run.</param>
/// <param name="Restarts">How often it was started again since <c>up</c>, by us or by a person.</param>
/// <param name="Health">What it said of its health when last asked, as it said it; null for what is not asked.</param>
public sealed record Vitals(ResourceState State, string Service, DateTimeOffset? Since, int Restarts, string? Health);

/// <summary>What runs, for whoever shows it, and the way to ask something of it.</summary>
interface IRunning
{
    IReadOnlyList<Vitals> Resources { get; }

    /// <returns>False when there is no such resource of ours.</returns>
    bool Ask(string resource, Wish wish);
}

namespace ManifestRunner.Tests.OperationsView;

/// <summary>A clock that the test moves.</summary>
sealed class Clock(DateTimeOffset now) : TimeProvider
{
    public void Advance(TimeSpan by) => now += by;

    public override DateTimeOffset GetUtcNow() => now;
}

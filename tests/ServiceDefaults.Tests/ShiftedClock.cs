using System.Globalization;

namespace ServiceDefaults.Tests;

/// <summary>A clock that stands still until it is told to move.</summary>
sealed class ShiftedClock(string now) : TimeProvider
{
    DateTimeOffset now = DateTimeOffset.Parse(now, CultureInfo.InvariantCulture);

    public override DateTimeOffset GetUtcNow() => now;

    public void Move(TimeSpan by) => now += by;
}

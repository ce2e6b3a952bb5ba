using System.Globalization;

namespace Portal.Tests.World;

/// <summary>A clock that stands still until it is told to move.</summary>
sealed class ShiftedClock(string now = "2026-03-01T12:00:00Z") : TimeProvider
{
    DateTimeOffset now = DateTimeOffset.Parse(now, CultureInfo.InvariantCulture);

    public override DateTimeOffset GetUtcNow() => now;

    public void Move(TimeSpan by) => now += by;
}

namespace Portal.Tests.World;

/// <summary>A clock that shows the day of <see cref="FourServices.Today"/>, a minute before midnight UTC.</summary>
sealed class FixedClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(2026, 11, 21, 23, 59, 0, TimeSpan.Zero);
}

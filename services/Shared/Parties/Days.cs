namespace Parties;

/// <summary>The day that answers are as of, where nobody names one.</summary>
public static class Days
{
    /// <summary>The UTC date.</summary>
    public static DateOnly Today(this TimeProvider time) => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
}

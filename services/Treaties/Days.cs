namespace Treaties;

static class Days
{
    /// <summary>The UTC date: today, where no instrument names its depositary's zone.</summary>
    public static DateOnly Today(this TimeProvider time) => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
}

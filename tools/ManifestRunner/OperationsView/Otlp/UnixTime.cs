namespace ManifestRunner.OperationsView.Otlp;

/// <summary>OTLP's times: nanoseconds since 1970, UTC.</summary>
static class UnixTime
{
    const ulong NanosecondsPerTick = 100;

    static readonly ulong last = (ulong)(DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks;

    /// <summary>To the tick (100 ns); a time beyond the year 9999 is its end.</summary>
    public static DateTimeOffset From(ulong nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks((long)Math.Min(nanoseconds / NanosecondsPerTick, last));
}

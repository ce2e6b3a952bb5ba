namespace ManifestRunner.OperationsView.Telemetry;

/// <summary>Microsoft.Extensions.Logging's levels, which the services log with.</summary>
enum LogLevel
{
    Trace,
    Debug,
    Information,
    Warning,
    Error,
    Critical,
}

/// <summary>One thing a service logged.</summary>
/// <param name="Category">The class that logged it.</param>
/// <param name="Trace">Empty when it was logged outside of any.</param>
sealed record LogEntry(
    DateTimeOffset At, string Service, string Resource, LogLevel Level, string Category, string Message, string Trace, string Span, KeyValuePair<string, string>[] Attributes)
{
    /// <summary>Grows by one with each entry received.</summary>
    public long Number { get; init; }

    /// <summary>About how many bytes it takes in memory.</summary>
    public int Weight => 300 + 2 * Message.Length + Telemetry.Span.Weigh(Attributes);
}

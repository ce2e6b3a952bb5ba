namespace ManifestRunner.OperationsView.Telemetry;

enum InstrumentKind
{
    /// <summary>A value that is what it is: the last one stands.</summary>
    Gauge,

    /// <summary>A sum that goes up and down: the last one stands, and sums of several add up.</summary>
    UpDown,

    /// <summary>A sum that only grows: shown as what came in each interval.</summary>
    Counter,

    /// <summary>Many values: shown as their mean and, from their buckets, percentiles.</summary>
    Histogram,
}

/// <param name="Unit">As UCUM writes it: <c>s</c>, <c>By</c>, <c>{entry}</c>.</param>
sealed record Instrument(string Name, string Description, string Unit, InstrumentKind Kind);

/// <summary>One measurement as it was sent.</summary>
/// <param name="Since">Nanoseconds since 1970 from which a sum counts; another number means that counting began anew.</param>
/// <param name="IsDelta">Whether a sum counts from the measurement before instead.</param>
/// <param name="Value">The value; of a histogram the sum of its values.</param>
/// <param name="Count">Of a histogram: how many values.</param>
/// <param name="Buckets">Of a histogram: how many values in each bucket; empty when it has none.</param>
/// <param name="Upper">Of a histogram: the upper limit of each bucket but the last.</param>
sealed record MetricPoint(
    string Service, string Resource, Instrument Instrument, KeyValuePair<string, string>[] Attributes, ulong Since, DateTimeOffset At, bool IsDelta,
    double Value, ulong Count, ulong[] Buckets, double[] Upper);

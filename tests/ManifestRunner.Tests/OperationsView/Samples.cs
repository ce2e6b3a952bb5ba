using ManifestRunner.OperationsView.Telemetry;

namespace ManifestRunner.Tests.OperationsView;

/// <summary>Spans, log entries and measurements of no particular kind.</summary>
static class Samples
{
    public static readonly DateTimeOffset Begun = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static string Id(int number) => $"{number:x16}";

    public static string TraceId(int number) => $"{number:x32}";

    public static Span Span(int number, int parent = 0, int trace = 1, int start = 0, int lasts = 10, string name = "work", bool failed = false, string service = "treaties", string attribute = "") => new(
        TraceId(trace), Id(number), parent == 0 ? "" : Id(parent), service, service, "Journal", name, "internal", Begun.AddMilliseconds(start), Begun.AddMilliseconds(start + lasts),
        failed, "", attribute.Length > 0 ? [new("attribute", attribute)] : [], []);

    public static LogEntry Entry(string message, LogLevel level = LogLevel.Information, string service = "treaties", string trace = "") =>
        new(Begun, service, service, level, "Treaties.Deposits", message, trace, "", []);

    public static MetricPoint Point(string instrument, InstrumentKind kind, DateTimeOffset at, double value, string resource = "treaties", string attribute = "", ulong since = 1) =>
        new("treaties", resource, new Instrument(instrument, "", "s", kind), attribute.Length > 0 ? [new("attribute", attribute)] : [], since, at, false, value, 0, [], []);

    public static MetricPoint Values(DateTimeOffset at, ulong[] buckets, double[] upper, double sum, string resource = "treaties", ulong since = 1) =>
        new("treaties", resource, new Instrument("duration", "", "s", InstrumentKind.Histogram), [], since, at, false, sum, buckets.Aggregate(0UL, (all, one) => all + one), buckets, upper);
}

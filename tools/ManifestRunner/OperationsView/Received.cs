using ManifestRunner.OperationsView.Telemetry;

namespace ManifestRunner.OperationsView;

/// <summary>The telemetry in memory.</summary>
sealed record Received(Traces Traces, StructuredLogs Logs, Metrics Metrics)
{
    public static Received Within(Bounds bounds, TimeProvider time) => new(new(bounds), new(bounds), new(bounds, time));
}

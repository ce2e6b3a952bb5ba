using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ServiceDefaults.Telemetry;

static class TelemetryDefaults
{
    const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    static readonly string[] sources = ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "MassTransit", "Journal", "Cache"];

    static readonly string[] meters =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Routing", "Microsoft.AspNetCore.Diagnostics",
        "System.Net.Http", "System.Net.NameResolution", "System.Runtime", "Npgsql", "Microsoft.EntityFrameworkCore", "MassTransit", "Journal", "Cache",
    ];

    /// <param name="service">Name of the resource, and of the service's own source and meter.</param>
    public static void AddTelemetry(this WebApplicationBuilder builder, string service)
    {
        // ASP.NET Core 10 leaves its spans bare unless told otherwise; read once, when the server starts.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

        builder.Logging.Configure(logging => logging.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        builder.Logging.AddConsole(console => console.FormatterName = LogLine.FormatterName).AddConsoleFormatter<LogLine, LogLineOptions>();

        // Each request would be six lines, and a degraded check one line each time somebody looks; both are in spans and in /health.
        builder.Logging
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
            // A command that fails throws: whoever handles that says what it means.
            .AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Critical)
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Error);

        var telemetry = builder.Services.AddOpenTelemetry()
            // What the environment says of the process (OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES) wins.
            .ConfigureResource(resource => resource.AddService(service, serviceInstanceId: $"{Environment.MachineName}-{Environment.ProcessId}").AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing.AddSource([.. sources, service]))
            .WithMetrics(metrics => metrics.AddMeter([.. meters, service]));

        if (string.IsNullOrEmpty(builder.Configuration[Endpoint]))
            return;
        telemetry.WithLogging(null, logging =>
        {
            logging.IncludeScopes = true;
            logging.IncludeFormattedMessage = true;
            logging.ParseStateValues = true;
        });
        telemetry.UseOtlpExporter();
    }
}

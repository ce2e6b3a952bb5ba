using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ServiceDefaults.Health;

namespace ServiceDefaults.Telemetry;

static class TelemetryDefaults
{
    const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    static readonly string[] sources = ["System.Net.Http", "Npgsql", "MassTransit", "Journal", "Cache"];

    static readonly string[] meters = ["System.Net.Http", "System.Net.NameResolution", "System.Runtime", "Npgsql", "Microsoft.EntityFrameworkCore", "MassTransit", "Journal", "Cache"];

    /// <param name="service">Name of the resource, and of the service's own source and meter.</param>
    public static void AddTelemetry(this WebApplicationBuilder builder, string service)
    {
        // ASP.NET Core 10 leaves its spans bare unless told otherwise; read once, when the server starts. The instrumentation then adds only what is missing.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

        builder.Logging.Configure(logging => logging.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        builder.Logging.AddConsole(console => console.FormatterName = LogLine.FormatterName).AddConsoleFormatter<LogLine, LogLineOptions>();

        // Each request would be six lines, sent or received, and a check that is not healthy one line each time somebody looks; both are in spans and in /health.
        builder.Logging
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("System.Net.Http.HttpClient", LogLevel.Warning)
            .AddFilter("Polly", LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
            // A command that fails throws: whoever handles that says what it means.
            .AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Critical)
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
            // That it started its bus; that it lost the broker is a warning.
            .AddFilter("MassTransit", LogLevel.Warning);

        var telemetry = builder.Services.AddOpenTelemetry()
            // What the environment says of the process (OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES) wins.
            .ConfigureResource(resource => resource.AddService(service, serviceInstanceId: $"{Environment.MachineName}-{Environment.ProcessId}").AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing
                .SetSampler(new ParentBasedSampler(new BeginsWithARequest()))  // given here, it goes before the environment's OTEL_TRACES_SAMPLER
                .AddAspNetCoreInstrumentation(requests => requests.Filter = request => !HealthRoutes.Asks(request.Request.Path))
                .AddSource([.. sources, service]))
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddMeter([.. meters, service]));

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

using ManifestRunner.OperationsView.Telemetry;
using ManifestRunner.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ManifestRunner.OperationsView;

/// <summary>The pages' content as JSON, for scripts and tests.</summary>
static class Api
{
    public static void Map(IEndpointRouteBuilder routes, Received received, IRunning running)
    {
        void Get(string path, Func<HttpContext, object?> answer) => routes.MapGet(path, context => Write(context, answer(context)));

        Get("/api/resources", _ => new { resources = running.Resources.Select(Resource) });
        Get("/api/traces", context => new { traces = received.Traces.List(context.Filter() with { All = true }, context.Number("limit", 100, 2000)).Select(Trace) });
        Get("/api/traces/{trace}", context => received.Traces.Of(context.Route("trace")) is { Count: > 0 } spans
            ? new { rows = Waterfall.Of(spans).Select(Row), logs = received.Logs.List(null, LogLevel.Trace, null, context.Route("trace"), 1000).Select(Log) } : null);
        Get("/api/logs", context => new { logs = received.Logs.List(context.Text("resource"), context.Level(), context.Text("text"), context.Text("trace"), context.Number("limit", 200, 10_000)).Select(Log) });
        Get("/api/metrics", _ => new { instruments = received.Metrics.Instruments().Select(instrument => new { instrument.Name, instrument.Description, instrument.Unit, kind = Word(instrument.Kind) }) });
        Get("/api/metrics/{instrument}", context => new
        {
            series = received.Metrics.Of(context.Route("instrument"), TimeSpan.FromMinutes(Math.Max(1, context.Number("minutes", 15, 60))), series => $"{series.Resource} {series.Attributes}".TrimEnd())
                .Select(line => new { line.Name, now = Known(line.Now), total = Known(line.Total), p50 = Known(line.Percentile(0.5)), p99 = Known(line.Percentile(0.99)), values = line.Values.Select(Known) }),
        });
    }

    static Task Write(HttpContext context, object? answer)
    {
        if (answer is not null)
            return context.Response.WriteAsJsonAsync(answer);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsJsonAsync(new { title = "There is no such thing here, or no longer.", status = 404 }, options: null, "application/problem+json");
    }

    static object Resource(Vitals resource) => new
    {
        resource.State.Name,
        resource.State.Kind,
        resource.Service,
        state = resource.State.Status,
        url = resource.State.Kind == "operations" ? null : resource.State.Url, // it holds the token
        resource.State.Pid,
        resource.Since,
        resource.Restarts,
        resource.Health,
    };

    static object Trace(TraceSummary trace) => new
    {
        trace.Id,
        trace.Name,
        trace.Hint,
        trace.Start,
        milliseconds = trace.Duration.TotalMilliseconds,
        trace.Spans,
        trace.Errors,
        services = trace.Resources.ToDictionary(one => one.Service, one => one.Spans),
    };

    static object Row(WaterfallRow row) => new
    {
        row.Depth,
        row.Span.Id,
        row.Span.Parent,
        row.Span.Service,
        row.Span.Resource,
        row.Span.Source,
        row.Span.Name,
        row.Span.Kind,
        row.Span.Start,
        milliseconds = row.Span.Duration.TotalMilliseconds,
        row.Span.Failed,
        row.Span.Status,
        attributes = row.Span.Attributes.DistinctBy(attribute => attribute.Key).ToDictionary(),
    };

    static object Log(LogEntry entry) => new { entry.At, entry.Service, entry.Resource, level = Word(entry.Level), entry.Category, entry.Message, entry.Trace, entry.Span };

    static string Word(Enum value) => value.ToString().ToLowerInvariant();

    /// <summary>JSON knows no NaN.</summary>
    static double? Known(double value) => double.IsFinite(value) ? value : null;
}

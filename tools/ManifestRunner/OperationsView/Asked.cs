using System.Globalization;
using ManifestRunner.OperationsView.Pages;
using ManifestRunner.OperationsView.Telemetry;
using Microsoft.AspNetCore.Http;

namespace ManifestRunner.OperationsView;

/// <summary>Reads what an address asks for. What is not understood counts as not asked.</summary>
static class Asked
{
    /// <returns>Null when it is not there or empty.</returns>
    public static string? Text(this HttpContext context, string name) => context.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    public static int Number(this HttpContext context, string name, int otherwise, int most) =>
        int.TryParse(context.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 0, most) : otherwise;

    public static string Route(this HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    public static LogLevel Level(this HttpContext context) => Enum.TryParse<LogLevel>(context.Text("level"), ignoreCase: true, out var level) ? level : LogLevel.Information;

    public static TraceFilter Filter(this HttpContext context) => new(
        context.Text("resource"), context.Text("name"), context.Text("errors") is not null, context.Number("least", 0, 3_600_000), context.Text("all") is not null);

    public static IReadOnlyList<TraceSummary> List(this Traces traces, TraceFilter filter, int most) =>
        traces.List(filter.Resource, filter.Name, filter.Errors, TimeSpan.FromMilliseconds(filter.Least), filter.All ? 1 : 2, most);
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace ServiceDefaults.Health;

/// <summary>
/// <c>/alive</c> says that the process answers; <c>/health</c> that it can do its work. A service without its broker or cache still
/// records, so checks tagged <see cref="DegradedOk"/> never make it unhealthy.
/// </summary>
public static class HealthRoutes
{
    /// <summary>Tag of a check without which the service cannot work: failing, it makes <c>/health</c> 503.</summary>
    public const string Ready = "ready";

    /// <summary>Tag of a check without which the service works all the same: failing, it shows as degraded, with 200.</summary>
    public const string DegradedOk = "degraded-ok";

    const string Alive = "/alive", Health = "/health";

    public sealed record Report(HealthStatus Status, SortedDictionary<string, Check> Checks);

    /// <param name="Detail">What the check says of itself; of an exception only its kind, since messages carry addresses and users.</param>
    public sealed record Check(HealthStatus Status, string? Detail);

    internal static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Alive, (HttpContext context) => Write(context, new Report(HealthStatus.Healthy, []))).ForEveryone().AtOnce().ExcludeFromDescription();
        routes.MapGet(Health, async (HealthCheckService checks, HttpContext context) => Write(context, await Look(checks, context.RequestAborted))).ForEveryone().AtOnce().ExcludeFromDescription();
    }

    /// <summary>Whether a request asks how the service is: asked often, and not worth a trace.</summary>
    internal static bool Asks(PathString path) => path.Value is Alive or Health;

    static async Task<Report> Look(HealthCheckService checks, CancellationToken cancel)
    {
        var report = await checks.CheckHealthAsync(check => check.Tags.Contains(Ready) || check.Tags.Contains(DegradedOk), cancel);
        var found = new SortedDictionary<string, Check>(StringComparer.Ordinal);
        foreach (var (name, entry) in report.Entries)
            found[name] = new(
                entry.Status == HealthStatus.Unhealthy && entry.Tags.Contains(DegradedOk) ? HealthStatus.Degraded : entry.Status,
                entry.Exception is { } exception ? exception.GetType().Name : entry.Description);
        return new(found.Values.Select(check => check.Status).Append(HealthStatus.Healthy).Min(), found);
    }

    static IResult Write(HttpContext context, Report report)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(report, AnswerDefaults.Json, statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }
}

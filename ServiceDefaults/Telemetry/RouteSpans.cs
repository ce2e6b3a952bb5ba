using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace ServiceDefaults.Telemetry;

/// <summary>Names the span of a request after its route, <c>POST /instruments/{instrument}/actions</c>, and leaves out the questions about health, which are many and say nothing.</summary>
sealed class RouteSpans(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { } span)
        {
            if (context.Request.Path.Value is "/alive" or "/health")
                span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            if (context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route })
            {
                route = route.StartsWith('/') ? route : "/" + route;
                span.DisplayName = $"{context.Request.Method} {route}";
                span.SetTag("http.route", route);
            }
        }
        return next(context);
    }
}

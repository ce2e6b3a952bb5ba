using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Answers;

/// <summary>An answer that says nothing of how long it may be kept may be kept, and is asked for again before it is shown: with its ETag that costs next to nothing (RFC 9111, 5.2.2.4).</summary>
sealed class Freshness(RequestDelegate next)
{
    public const string Header = "Cache-Control";

    public Task InvokeAsync(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            context.Response.OnStarting(static response =>
            {
                var headers = ((HttpResponse)response).Headers;
                if (headers.CacheControl.Count == 0)
                    headers.CacheControl = "no-cache";
                return Task.CompletedTask;
            }, context.Response);
        return next(context);
    }
}

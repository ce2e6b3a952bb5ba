using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Answers;

/// <summary>Makes every failure an RFC 9457 problem: exceptions, and statuses the framework set without a body (404, 405, 415 …).</summary>
sealed class ProblemPath(RequestDelegate next, IEnumerable<Unavailable> unavailable, ILogger<ProblemPath> log)
{
    const int RetryAfterSeconds = 5;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more; 499 is what the access log shows.
            if (!context.Response.HasStarted)
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return;
        }
        catch (Exception exception)
        {
            var refusal = Explain(exception, context);
            if (refusal.Status >= StatusCodes.Status500InternalServerError)
                log.LogError(exception, "{Method} {Path} failed: {Rule}", context.Request.Method, context.Request.Path, refusal.Rule);
            if (context.Response.HasStarted)
                throw;       // the answer is half written: only breaking the connection tells the reader

            context.Response.Clear();
            if (refusal.Status == StatusCodes.Status503ServiceUnavailable)
                context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            await refusal.ExecuteAsync(context);
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null or 0, ContentType: null })
            await Of(context.Response.StatusCode, context).ExecuteAsync(context);
    }

    Refusal Explain(Exception exception, HttpContext context) => exception switch
    {
        Refused refused => refused.Refusal,
        BadHttpRequestException { StatusCode: not StatusCodes.Status400BadRequest } bad => Of(bad.StatusCode, context),
        BadHttpRequestException bad => Unreadable.Explain(bad, context.GetEndpoint()),
        _ when Chain(exception).Any(link => DatabaseAway.Says(link) || unavailable.Any(says => says(link))) =>
            new(StatusCodes.Status503ServiceUnavailable, "interface/unavailable", null, "Something this service needs does not answer at the moment. Try again: under the same Idempotency-Key nothing is done twice."),
        _ => new(StatusCodes.Status500InternalServerError, "interface/fault", null, "The fault is ours. Give the traceId when you report it."),
    };

    static IEnumerable<Exception> Chain(Exception exception)
    {
        for (Exception? link = exception; link is not null; link = link.InnerException)
            yield return link;
    }

    static Refusal Of(int status, HttpContext context) => status switch
    {
        StatusCodes.Status404NotFound => new(status, "absent", null, "There is nothing at this address."),
        StatusCodes.Status405MethodNotAllowed => new(status, "interface/method", null, $"{context.Request.Method} is not possible here; see the header Allow."),
        StatusCodes.Status408RequestTimeout => new(status, "interface/too-slow", null, "The body came too slowly."),
        StatusCodes.Status413PayloadTooLarge => new(status, "interface/too-large", null, "The body is larger than is accepted here."),
        StatusCodes.Status415UnsupportedMediaType => new(status, "interface/media-type", "Content-Type", "This route does not take a body of that media type; its document says which (/openapi/v1.json)."),
        _ => new(status, $"interface/status-{status}", null, ReasonPhrases.GetReasonPhrase(status) + "."),
    };
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Answers;

/// <summary>Makes every failure an RFC 9457 problem: exceptions, and statuses the framework set without a body (404, 405, 415 …).</summary>
/// <remarks>
/// It stands in the pipeline twice: in front of what libraries put before the service's own (<see cref="Outermost"/>), and behind the
/// page that the framework shows developers, so that no answer ever carries a stack trace, in whatever environment.
/// </remarks>
sealed class ProblemPath(RequestDelegate next, IEnumerable<Unavailable> unavailable, ILogger<ProblemPath> log)
{
    public sealed class Outermost : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseMiddleware<ProblemPath>();
            next(app);
        };
    }

    static readonly Rule unreadableForm = new("interface/unreadable-form"), unavailableNow = new("interface/unavailable"), ourFault = new("interface/fault");
    static readonly Rule nothingHere = new("absent#address"), method = new("interface/method", "method"), tooSlow = new("interface/too-slow"), mediaType = new("interface/media-type");
    static readonly Rule tooLarge = new("interface/too-large", "max"), tooLargeByFar = new("interface/too-large#no-limit-known");

    /// <summary>Of a status that has no rule of its own: <c>interface/status-418</c>.</summary>
    static readonly Rule anyStatus = new("interface/status", "status");

    /// <summary>As many times the limit is read of a body that is refused for its length, so that whoever sends first and listens afterwards hears why.</summary>
    const int ReadsOn = 4;

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false, MaxRequestBodySize: { } most } size && context.Request.ContentLength > most)
        {
            await RefuseLength(context, size, most);
            return;
        }
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
            {
                context.Abort();     // the answer is half written: only breaking the connection tells the reader
                return;
            }

            context.Response.Clear();
            await refusal.ExecuteAsync(context);
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null or 0, ContentType: null })
            await Of(context.Response.StatusCode, context).ExecuteAsync(context);
    }

    static async Task RefuseLength(HttpContext context, IHttpMaxRequestBodySizeFeature size, long most)
    {
        if (context.RequestServices.GetService<ITooLargeAnswer>() is not { } own || !await own.Write(context))
            await Of(StatusCodes.Status413PayloadTooLarge, context).ExecuteAsync(context);
        await context.Response.CompleteAsync();
        size.MaxRequestBodySize = most * ReadsOn;
        try
        {
            if (context.Request.ContentLength <= most * ReadsOn)
                await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // Whoever heard the answer and hung up has all there was to hear.
        }
    }

    Refusal Explain(Exception exception, HttpContext context) => exception switch
    {
        Refused refused => refused.Refusal,
        _ when Chain(exception).OfType<BadHttpRequestException>().FirstOrDefault() is { } bad =>
            bad.StatusCode == StatusCodes.Status400BadRequest ? Unreadable.Explain(bad, context) : Of(bad.StatusCode, context),
        // Too many fields, too long a name, a boundary that never comes: the framework's own limits for forms.
        _ when context.Request.HasFormContentType && Chain(exception).OfType<InvalidDataException>().Any() =>
            Refusal.Invalid(unreadableForm, null),
        _ when Chain(exception).Any(link => DatabaseAway.Says(link) || unavailable.Any(says => says(link))) =>
            Refusal.Away(unavailableNow),
        _ => new(StatusCodes.Status500InternalServerError, ourFault, null),
    };

    static IEnumerable<Exception> Chain(Exception exception)
    {
        for (Exception? link = exception; link is not null; link = link.InnerException)
            yield return link;
    }

    static Refusal Of(int status, HttpContext context) => status switch
    {
        StatusCodes.Status404NotFound => new(status, nothingHere, null),
        StatusCodes.Status405MethodNotAllowed => new(status, method.With(RefusalValue.Text(context.Request.Method)), null),
        StatusCodes.Status408RequestTimeout => new(status, tooSlow, null),
        StatusCodes.Status413PayloadTooLarge => new(status, context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize is { } limit ? tooLarge.With(limit) : tooLargeByFar, null),
        StatusCodes.Status415UnsupportedMediaType => new(status, mediaType, "Content-Type"),
        _ => new(status, (anyStatus with { Name = $"{anyStatus.Name}-{status}" }).With(status), null),
    };
}

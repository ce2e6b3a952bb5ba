using System.Runtime.ExceptionServices;
using System.Text.Json;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Answers;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;

namespace Portal.Gateway;

/// <summary>
/// Makes what goes wrong between gateway and service an RFC 9457 problem that names the service, and says whether something may have been done. What
/// a service itself refuses is passed on to
/// programs as it is; who follows a link in a browser, to a table say, is told on a page.
/// </summary>
sealed class GatewayFaults(RequestDelegate next, RefusalPages pages, ILogger<GatewayFaults> log)
{
    /// <summary>The key under which a request keeps what its service refused.</summary>
    static readonly object refused = new();

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.Items.Remove(refused, out var kept) && kept is Problem problem)
        {
            var status = context.Response.StatusCode;
            context.Response.Clear();
            await pages.Write(context, status, problem);
            return;
        }
        if (context.Features.Get<IForwarderErrorFeature>() is not { } fault || context.RequestAborted.IsCancellationRequested)
            return;

        // What the server of the portal itself does not take: too large, too slow.
        var told = fault.Exception is AggregateException several ? several.Flatten().InnerExceptions : [fault.Exception!];
        if (told.OfType<BadHttpRequestException>().FirstOrDefault() is { StatusCode: not StatusCodes.Status400BadRequest } untaken && !context.Response.HasStarted)
            ExceptionDispatchInfo.Throw(untaken);
        var service = context.GetReverseProxyFeature().Route.Config.RouteId;
        var refusal = Explain(fault, service);
        log.LogWarning(fault.Exception, "{Service} could not be asked: {Error}", service, fault.Error);
        if (context.Response.HasStarted)
        {
            context.Abort();     // the answer is half passed on: only breaking the connection tells the reader
            return;
        }
        context.Response.Clear();
        await refusal.ExecuteAsync(context);
    }

    /// <summary>Keeps back a problem that a reader of pages would see as it is written for programs.</summary>
    public static async Task KeepForReader(ResponseTransformContext answer)
    {
        var request = answer.HttpContext.Request;
        if (answer.ProxyResponse is not { Content: { Headers.ContentType.MediaType: "application/problem+json" } content } || !HttpMethods.IsGet(request.Method)
            || !UnknownAddress.ReadsPages(request))
            return;
        await content.LoadIntoBufferAsync(answer.CancellationToken);
        try
        {
            answer.HttpContext.Items[refused] = await content.ReadFromJsonAsync<Problem>(ServiceReader.Json, answer.CancellationToken);
            answer.SuppressResponseBody = true;
        }
        catch (JsonException)
        {
            // None of a service's own, so nothing that a page could tell.
        }
    }

    static readonly Rule away = new("gateway/away", "service"), tooSlow = new("gateway/too-slow", "service"), brokenBody = new("gateway/broken-body"),
        brokenAnswer = new("gateway/broken-answer", "service");

    static Refusal Explain(IForwarderErrorFeature fault, string service) => fault.Error switch
    {
        _ when fault.Error == ForwarderError.NoAvailableDestinations || NextReplica.WasNotReached(fault) =>
            Refusal.Away(away.With(RefusalValue.Word("service", service))),
        ForwarderError.RequestTimedOut => new(StatusCodes.Status504GatewayTimeout, tooSlow.With(RefusalValue.Word("service", service)), null),
        ForwarderError.RequestBodyClient => new(StatusCodes.Status400BadRequest, brokenBody, null),
        _ => new(StatusCodes.Status502BadGateway, brokenAnswer.With(RefusalValue.Word("service", service)), null),
    };
}

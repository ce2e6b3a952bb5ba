using System.Runtime.ExceptionServices;
using ServiceDefaults.Answers;
using Yarp.ReverseProxy.Forwarder;

namespace Portal.Gateway;

/// <summary>Makes what goes wrong between gateway and service an RFC 9457 problem that names the service, and says whether something may have been done.</summary>
sealed class GatewayFaults(RequestDelegate next, ILogger<GatewayFaults> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
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

    static readonly Rule away = new("gateway/away", "service"), tooSlow = new("gateway/too-slow", "service"), brokenBody = new("gateway/broken-body"), brokenAnswer = new("gateway/broken-answer", "service");

    static Refusal Explain(IForwarderErrorFeature fault, string service) => fault.Error switch
    {
        _ when fault.Error == ForwarderError.NoAvailableDestinations || NextReplica.WasNotReached(fault) =>
            Refusal.Away(away.With(RefusalValue.Word("service", service))),
        ForwarderError.RequestTimedOut => new(StatusCodes.Status504GatewayTimeout, tooSlow.With(RefusalValue.Word("service", service)), null),
        ForwarderError.RequestBodyClient => new(StatusCodes.Status400BadRequest, brokenBody, null),
        _ => new(StatusCodes.Status502BadGateway, brokenAnswer.With(RefusalValue.Word("service", service)), null),
    };
}

using System.Globalization;
using ServiceDefaults.Answers;
using Yarp.ReverseProxy.Forwarder;

namespace Portal.Gateway;

/// <summary>Makes what goes wrong between gateway and service an RFC 9457 problem that names the service, and says whether something may have been done.</summary>
sealed class GatewayFaults(RequestDelegate next, ILogger<GatewayFaults> log)
{
    const int RetryAfterSeconds = 5;

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.Features.Get<IForwarderErrorFeature>() is not { } fault || context.RequestAborted.IsCancellationRequested)
            return;

        var service = context.GetReverseProxyFeature().Route.Config.RouteId;
        var refusal = Explain(fault, service);
        log.LogWarning(fault.Exception, "{Service} could not be asked: {Error}", service, fault.Error);
        if (context.Response.HasStarted)
        {
            context.Abort();     // the answer is half passed on: only breaking the connection tells the reader
            return;
        }
        context.Response.Clear();
        if (refusal.Status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        await refusal.ExecuteAsync(context);
    }

    static Refusal Explain(IForwarderErrorFeature fault, string service) => fault.Error switch
    {
        _ when fault.Error == ForwarderError.NoAvailableDestinations || NextReplica.WasNotReached(fault) =>
            new(StatusCodes.Status503ServiceUnavailable, "gateway/away", null, $"The service '{service}' is not to be reached at the moment. Nothing was changed; try again."),
        ForwarderError.RequestTimedOut =>
            new(StatusCodes.Status504GatewayTimeout, "gateway/too-slow", null, $"The service '{service}' did not answer in time. Whether the request was done is not known: repeat it with the same Idempotency-Key."),
        ForwarderError.RequestBodyClient =>
            new(StatusCodes.Status400BadRequest, "gateway/broken-body", null, "The body of the request ended before its time."),
        _ =>
            new(StatusCodes.Status502BadGateway, "gateway/broken-answer", null, $"The service '{service}' broke off. Whether the request was done is not known: repeat it with the same Idempotency-Key."),
    };
}

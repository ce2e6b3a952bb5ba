using Yarp.ReverseProxy.Forwarder;

namespace Portal.Gateway;

/// <summary>Asks the next replica when one did not accept the connection. Nothing of the request has been sent then, so this is as safe for a POST as for a GET.</summary>
sealed class NextReplica(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        var left = proxy.AvailableDestinations;
        while (true)
        {
            proxy.AvailableDestinations = left;
            await next(context);
            left = [.. left.Where(replica => replica != proxy.ProxiedDestination)];
            if (left.Count == 0 || context.Response.HasStarted || !WasNotReached(context.Features.Get<IForwarderErrorFeature>()))
                return;
            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.Clear();
            proxy.ProxiedDestination = null;
        }
    }

    public static bool WasNotReached(IForwarderErrorFeature? fault) =>
        fault?.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };
}

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Primitives;
using Portal.Languages;
using Portal.Pages;
using Portal.Tokens;
using Scalar.AspNetCore;
using ServiceDefaults.Access;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Portal.Gateway;

/// <summary>
/// <c>/api/{service}/{**rest}</c> goes to one of the service's replicas as <c>/{rest}</c>. Who may do what is the services' business: the
/// bearer's token goes along, as do Idempotency-Key, If-Match and the trace. The portal's own cookies stay here: a reader who is signed in
/// with one reads with a token exchanged for it, and changes things by the portal's forms alone, which a stranger's page cannot post.
/// </summary>
static class GatewayRoutes
{
    /// <summary>A replica that does not even accept a connection in this time is as good as away; on one network it takes milliseconds.</summary>
    static readonly TimeSpan connectsWithin = TimeSpan.FromSeconds(2);

    static readonly TimeSpan looksEvery = TimeSpan.FromSeconds(5);

    /// <summary>What a service answers about itself and nobody outside needs to know.</summary>
    static readonly string[] internalHeaders = ["Server", "X-Powered-By", "Via", "Set-Cookie"];

    public static void AddGateway(this WebApplicationBuilder builder)
    {
        // Longest silence of a service before the gateway gives up; an import of a whole register answers well within.
        var answersWithin = builder.Configuration.GetValue("Gateway:AnswersWithin", TimeSpan.FromSeconds(30));

        // Every request has its span, and GatewayFaults says what failed: the proxy's own lines would say both again.
        builder.Logging.AddFilter("Yarp.ReverseProxy.Forwarder", LogLevel.None);
        // It would tell of each look at a replica that all is well.
        builder.Logging.AddFilter("Yarp.ReverseProxy.Health", LogLevel.Warning);
        // By the configuration alone: a service that is not set up is away, and its name is nothing to ask a name server for.
        builder.Services.AddServiceDiscoveryCore().AddConfigurationServiceEndpointProvider();
        builder.Services.AddReverseProxy()
            .LoadFromMemory([.. UpstreamService.All.Select(Route)], [.. UpstreamService.All.Select(service => Cluster(service, answersWithin))])
            .AddServiceDiscoveryDestinationResolver()
            .ConfigureHttpClient((_, handler) => handler.ConnectTimeout = connectsWithin)
            .AddTransforms(Carry);
        // Each service shows its own document, with the examples as they are sent through here.
        builder.Services.Configure<ScalarOptions>(page =>
            page.HeaderContent = "<nav aria-label=\"Services\">"
                + string.Join(" · ", UpstreamService.All.Select(service => $"<a href=\"{service.Prefix}/docs/\">{service.Name}</a>")) + "</nav>");
        // Two failures in a row are enough: a wrong guess costs nothing, since a replica that is away is passed over anyway (NextReplica).
        builder.Services.Configure<TransportFailureRateHealthPolicyOptions>(options => options.MinimalTotalCountThreshold = 2);
    }

    public static void MapGateway(this IEndpointRouteBuilder routes) => routes.MapReverseProxy(proxy =>
    {
        proxy.UseMiddleware<GatewayFaults>();
        proxy.UseMiddleware<NextReplica>();
        proxy.UseLoadBalancing();
        proxy.UsePassiveHealthChecks();
    }).ForEveryone();

    static RouteConfig Route(UpstreamService service) => new() { RouteId = service.Name, ClusterId = service.Name, Match = new() { Path = service.Prefix + "/{**rest}" } };

    static ClusterConfig Cluster(UpstreamService service, TimeSpan answersWithin) => new()
    {
        ClusterId = service.Name,
        // Becomes one destination for each replica: services:NAME:http:0, :1 …
        Destinations = new Dictionary<string, DestinationConfig> { [service.Name] = new() { Address = $"https+http://{service.Name}" } },
        LoadBalancingPolicy = LoadBalancingPolicies.PowerOfTwoChoices,
        HttpRequest = new ForwarderRequestConfig { ActivityTimeout = answersWithin },
        HealthCheck = new()
        {
            Active = new() { Enabled = true, Path = "/health", Interval = looksEvery, Timeout = connectsWithin, Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures },
            Passive = new() { Enabled = true, Policy = HealthCheckConstants.PassivePolicy.TransportFailureRate, ReactivationPeriod = looksEvery },
            // With no healthy replica left a sick one is asked all the same: its own refusal says more than ours.
            AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
        },
    };

    static void Carry(TransformBuilderContext context)
    {
        var prefix = $"/api/{context.Route.RouteId}";
        context.AddPathRemovePrefix(prefix);
        context.AddRequestHeaderRemove("Cookie");
        context.AddRequestTransform(async request =>
        {
            // A reader's own choice of language, which their browser does not know.
            if (UnknownAddress.ReadsPages(request.HttpContext.Request))
            {
                request.ProxyRequest.Headers.Remove("Accept-Language");
                request.ProxyRequest.Headers.TryAddWithoutValidation("Accept-Language", request.HttpContext.RequestServices.GetRequiredService<LanguageCatalogue>().Current.Code);
            }
            if (await TokenFor(request.HttpContext) is { } token)
                request.ProxyRequest.Headers.Authorization = new("Bearer", token);
        });
        context.AddResponseTransform(async answer =>
        {
            var headers = answer.HttpContext.Response.Headers;
            foreach (var header in internalHeaders)
                headers.Remove(header);
            // A service names its own places; outside they stand behind the prefix.
            headers.Location = OutsideOf(headers.Location, "/", prefix);
            headers.Link = OutsideOf(headers.Link, "</", prefix);
            headers.Append("Vary", "Authorization, Cookie");
            await GatewayFaults.KeepForReader(answer);
        });
    }

    /// <summary>Only for reading: a browser sends its cookies along with what other sites have it post (RFC 6265bis §8.8.2).</summary>
    static async Task<string?> TokenFor(HttpContext context)
    {
        if (context.Request.Headers.Authorization.Count > 0 || !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)))
            return null;
        var signedIn = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        return signedIn.Principal is { } user ? await context.RequestServices.GetRequiredService<UserTokens>().For(user, context.RequestAborted) : null;
    }

    /// <param name="start">How a place of the service begins in this header.</param>
    static StringValues OutsideOf(StringValues places, string start, string prefix) => new(
        [.. places.Select(place => place is not null && place.StartsWith(start, StringComparison.Ordinal) && !place.StartsWith(start + "/", StringComparison.Ordinal)
            ? place.Insert(start.Length - 1, prefix)
            : place)]);
}

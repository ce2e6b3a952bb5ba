using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Access;

namespace ServiceDefaults.Answers;

/// <summary>What everyone may read, a program in anybody's browser may read too: a researcher's notebook, a newspaper's map. Without credentials, so that it sees no more than a stranger does.</summary>
static class PublicReads
{
    const string Policy = "public-reads";

    static readonly TimeSpan askedOnceIn = TimeSpan.FromHours(1);

    public static void AddPublicReads(this IServiceCollection services) => services.AddCors(cors => cors.AddPolicy(Policy, policy => policy
        .AllowAnyOrigin().WithMethods("GET", "HEAD").WithHeaders("Accept", "Accept-Language", "If-None-Match")
        .WithExposedHeaders("ETag", "Link", "Content-Language", "Retry-After").SetPreflightMaxAge(askedOnceIn)));

    /// <summary>Opens those of the routes that are for everyone and only read; pages are for people, who open them themselves.</summary>
    public static void OpenToBrowsers(this IEndpointConventionBuilder routes) => routes.Finally(route =>
    {
        if (route.Metadata.OfType<AllowedRoles>().LastOrDefault() is not { AreEveryone: true } || route.Metadata.OfType<IProducesResponseTypeMetadata>().Any(it => it.ContentTypes.Contains("text/html")))
            return;
        foreach (var methods in route.Metadata.OfType<IHttpMethodMetadata>().Where(it => it.HttpMethods is ["GET"]).ToList())
        {
            route.Metadata.Add(new EnableCorsAttribute(Policy));
            route.Metadata.Add(new HttpMethodMetadata(methods.HttpMethods, acceptCorsPreflight: true));
        }
    });
}

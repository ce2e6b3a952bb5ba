using System.Security.Cryptography;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;
using ServiceDefaults.Access;
using ServiceDefaults.Health;

namespace ServiceDefaults.OpenApi;

/// <summary>The document of the interface for people to read, at <c>/docs/</c>: nothing is fetched from anywhere but this service, and nothing told to anyone.</summary>
static class Reference
{
    public static void MapReference(this IEndpointRouteBuilder routes) => routes.MapScalarApiReference("/docs", (page, context) =>
    {
        // The package puts its styles into the page while it runs; everything else is a file it brings.
        var nonce = RandomNumberGenerator.GetHexString(32); // a header and a page write it alike
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
            + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
        context.Response.Headers.CacheControl = "no-store";
        page.DynamicBaseServerUrl = true;       // behind the gateway the examples have its prefix
        page.WithNonce(nonce).DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp()
            .ExpandAllTags().HideDeveloperTools().HideTestRequestButton().HideClientButton();
    }).ForEveryone().AtOnce();
}

using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using ServiceDefaults.Access;

namespace Portal.Pages;

/// <summary>The one style sheet, of the pages and then of their forms, part of the assembly. Its address carries the hash of its content, so a browser may keep it for ever.</summary>
static class Stylesheet
{
    static readonly byte[] content = Read();

    public static string Address { get; } = $"/portal.{Convert.ToHexStringLower(SHA256.HashData(content))[..12]}.css";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Address, (HttpContext context) =>
    {
        context.Response.Headers.CacheControl = new StringValues("public, max-age=31536000, immutable");
        return Results.Bytes(content, "text/css; charset=utf-8");
    }).ForEveryone().ExcludeFromDescription();

    static byte[] Read()
    {
        using var copy = new MemoryStream();
        foreach (var name in (string[])["portal.css", "forms.css"])
        {
            using var resource = typeof(Stylesheet).Assembly.GetManifestResourceStream(name)!;
            resource.CopyTo(copy);
        }
        return copy.ToArray();
    }
}

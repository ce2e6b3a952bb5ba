using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using ServiceDefaults.Access;

namespace Portal.Pages;

/// <summary>
/// What pages are drawn with beside their text, part of the assembly: the one style sheet, of the pages and then of their forms, and the icon. Their
/// addresses carry the hash of their content, so a browser may keep them for ever.
/// </summary>
static class Stylesheet
{
    static readonly byte[] content = Read("portal.css", "forms.css"), icon = Read("icon.svg");

    public static string Address { get; } = AddressOf("portal", "css", content);

    public static string Icon { get; } = AddressOf("icon", "svg", icon);

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (address, bytes, type) in new[] { (Address, content, "text/css; charset=utf-8"), (Icon, icon, "image/svg+xml") })
            routes.MapGet(address, (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = new StringValues("public, max-age=31536000, immutable");
                return Results.Bytes(bytes, type);
            }).ForEveryone().ExcludeFromDescription();
    }

    static string AddressOf(string name, string kind, byte[] content) => $"/{name}.{Convert.ToHexStringLower(SHA256.HashData(content))[..12]}.{kind}";

    static byte[] Read(params IEnumerable<string> names)
    {
        using var copy = new MemoryStream();
        foreach (var name in names)
        {
            using var resource = typeof(Stylesheet).Assembly.GetManifestResourceStream(name)!;
            resource.CopyTo(copy);
        }
        return copy.ToArray();
    }
}

using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using ServiceDefaults.Access;

namespace Portal.Forms;

/// <summary>The one script of the portal, on pages with forms alone: it counts and finds, and nothing depends on it. A browser runs it by its hash, and no other.</summary>
/// <remarks>Source: W3C Content Security Policy Level 3, section 8.4, hashes of external scripts; W3C Subresource Integrity. Why: docs/decisions/0024.</remarks>
static class FormScript
{
    static readonly byte[] content = Read();

    /// <summary>As the policy and the page name it: <c>sha256-…</c>.</summary>
    public static string Hash { get; } = $"sha256-{Convert.ToBase64String(SHA256.HashData(content))}";

    public static string Address { get; } = $"/forms.{Convert.ToHexStringLower(SHA256.HashData(content))[..12]}.js";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Address, (HttpContext context) =>
    {
        context.Response.Headers.CacheControl = new StringValues("public, max-age=31536000, immutable");
        return Results.Bytes(content, "text/javascript; charset=utf-8");
    }).ForEveryone().ExcludeFromDescription();

    /// <summary>Says that the page which is being written has a form.</summary>
    /// <returns>Whether that is its first.</returns>
    public static bool IsWantedFirst(HttpContext? context) => context?.Items.TryAdd(typeof(FormScript), true) == true;

    public static bool IsWanted(HttpContext context) => context.Items.ContainsKey(typeof(FormScript));

    static byte[] Read()
    {
        using var copy = new MemoryStream();
        using var resource = typeof(FormScript).Assembly.GetManifestResourceStream("forms.js")!;
        resource.CopyTo(copy);
        return copy.ToArray();
    }
}

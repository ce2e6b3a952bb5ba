using System.Security.Cryptography;
using System.Text;
using ManifestRunner.OperationsView.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ManifestRunner.OperationsView;

/// <summary>
/// Who may see the pages and who may send telemetry. Both secrets are made at start and live as long as this process: a token in the address,
/// exchanged for a cookie, for people; a key for services.
/// </summary>
sealed class Access
{
    const string ApiKeyHeader = "x-otlp-api-key";

    /// <summary>Name of the hidden field of forms that change something.</summary>
    public const string FormField = "form";

    static readonly string[] loopbackNames = ["localhost", "127.0.0.1", "[::1]"];

    readonly string cookie = Secret();
    string? cookieName;

    /// <summary>In the address that <c>up</c> and <c>status</c> print; also a bearer token for scripts.</summary>
    public string Token { get; } = Secret();

    /// <summary>Sent by services as <c>x-otlp-api-key</c>.</summary>
    public string ApiKey { get; } = Secret();

    /// <summary>
    /// In every form that changes something: to a browser all ports of localhost are one site, so another page of this machine could
    /// send our cookie, and only this it does not know.
    /// </summary>
    public string FormToken { get; } = Secret();

    /// <summary>For people only the names of this machine itself: a name that elsewhere leads to 127.0.0.1 must not open us to its pages (DNS rebinding).</summary>
    public static bool IsLoopback(HttpRequest request) => loopbackNames.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase);

    public bool MaySend(HttpRequest request) => Same(request.Headers[ApiKeyHeader], ApiKey);

    public bool MaySee(HttpRequest request) =>
        Same(request.Cookies[CookieName(request)], cookie) || (request.Headers.Authorization.ToString() is var bearer && bearer.StartsWith("Bearer ", StringComparison.Ordinal) && Same(bearer["Bearer ".Length..], Token));

    /// <summary>Whether a form comes from one of our own pages.</summary>
    public async Task<bool> IsOurs(HttpRequest request)
    {
        if (!request.HasFormContentType || (request.Headers.Origin is [{ } origin] && origin != $"http://{request.Host}"))
            return false;
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        return Same(form[FormField], FormToken);
    }

    /// <summary>Exchanges the token for the cookie.</summary>
    public Task SignIn(HttpContext context)
    {
        if (!Same(context.Request.Query["t"], Token))
            return Refuse(context);
        context.Response.Cookies.Append(CookieName(context.Request), cookie, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
        context.Response.Redirect("/");
        return Task.CompletedTask;
    }

    public static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return context.Request.Path.StartsWithSegments("/api")
            ? context.Response.WriteAsJsonAsync(new { title = "A token is wanted: the t of the address that ./platform status prints, as Authorization: Bearer.", status = 401 }, options: null, "application/problem+json")
            : Write(context, Layout.Notice("Sign in", Html.Of($"""
                Open the address that <code>./platform status</code> prints beside <em>operations</em>. If you have just come from there, <a href="/">go on</a>.
                """)));
    }

    public static Task Write(HttpContext context, Html page)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(page.ToString());
    }

    /// <summary>Nothing from elsewhere, nothing inline, nothing kept, nobody around us.</summary>
    public static void Harden(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "same-origin"; // with "no-referrer" a browser says "Origin: null" for our own forms
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers.CacheControl = "no-store";
    }

    /// <summary>Cookies do not know ports; two platforms on one machine would overwrite each other's.</summary>
    string CookieName(HttpRequest request) => cookieName ??= $"operations-{request.HttpContext.Connection.LocalPort}";

    /// <summary>Takes as long for a wrong secret as for the right one.</summary>
    static bool Same(StringValues given, string secret) =>
        given is [{ } one] && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(secret));

    static string Secret() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}

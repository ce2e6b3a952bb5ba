using Portal.Forms;

namespace Portal.Pages;

/// <summary>What every answer of the portal tells a browser: run nothing but the script of forms where there is one, frame nothing, load only from here.</summary>
/// <remarks>Source: W3C Content Security Policy Level 3; OWASP HTTP headers cheat sheet.</remarks>
sealed class SecurityHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        // On starting, so that an answer that is cleared and written anew as a problem carries them too.
        context.Response.OnStarting(static answered =>
        {
            var response = (HttpResponse)answered;
            var headers = response.Headers;
            // The references of the interfaces run a script, and bring a policy of their own.
            if (headers.ContentSecurityPolicy.Count == 0)
                headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
                    + (FormScript.IsWanted(response.HttpContext) ? $"; script-src '{FormScript.Hash}'; connect-src 'self'" : "");
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers.Remove("blazor-enhanced-nav");     // meant for a script that is not here
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            return Task.CompletedTask;
        }, context.Response);
        return next(context);
    }
}

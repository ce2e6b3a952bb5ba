using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceDefaults.Answers;

namespace ServiceDefaults.Access;

/// <summary>Reads the asker from <c>Authorization: Bearer …</c> (RFC 6750).</summary>
sealed class BearerHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, TokenVerifier tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public new const string Scheme = "Bearer";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var headers = Request.Headers.Authorization;
        if (headers.Count == 0)
            return AuthenticateResult.NoResult();
        if (headers.Count > 1)
            return AuthenticateResult.Fail("There is more than one header Authorization.");

        var header = headers.ToString();
        var space = header.IndexOf(' ', StringComparison.Ordinal);
        if (!(space < 0 ? header : header[..space]).Equals(Scheme, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();

        var (principal, fault) = await tokens.Verify(space < 0 ? "" : header[(space + 1)..]);
        return principal is null
            ? AuthenticateResult.Fail(fault!)
            : AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // RFC 6750 §3.1: no error code where no token was sent.
        var fault = (await HandleAuthenticateOnceSafeAsync()).Failure?.Message;
        Response.Headers.WWWAuthenticate = fault is null ? Scheme : $"{Scheme} error=\"invalid_token\", error_description=\"{fault.Replace('"', '\'')}\"";
        await (fault is null
            ? new Refusal(StatusCodes.Status401Unauthorized, "access/sign-in", null, "Sign in first: send a bearer token.")
            : new Refusal(StatusCodes.Status401Unauthorized, "access/token", null, "The token is not accepted. " + fault)).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = $"{Scheme} error=\"insufficient_scope\"";
        return new Refusal(StatusCodes.Status403Forbidden, "access/role", null, $"This is for: {Context.GetEndpoint()?.Metadata.GetMetadata<AllowedRoles>() ?? AllowedRoles.Everyone}.").ExecuteAsync(Context);
    }
}

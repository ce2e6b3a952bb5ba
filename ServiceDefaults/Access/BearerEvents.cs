using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using ServiceDefaults.Answers;

namespace ServiceDefaults.Access;

/// <summary>What <c>Authorization: Bearer …</c> (RFC 6750) is taken for, and how its refusal is written.</summary>
sealed class BearerEvents : JwtBearerEvents
{
    const string Scheme = JwtBearerDefaults.AuthenticationScheme;

    /// <summary>The package would take two headers, or no token after <c>Bearer</c>, for nobody, and trim what it finds.</summary>
    public override Task MessageReceived(MessageReceivedContext context)
    {
        var headers = context.Request.Headers.Authorization;
        var header = headers.ToString();
        var space = header.IndexOf(' ', StringComparison.Ordinal);
        if (headers.Count > 1)
            context.Fail("There is more than one header Authorization.");
        else if ((space < 0 ? header : header[..space]).Equals(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            context.Token = space < 0 ? "" : header[(space + 1)..];
            if (context.Token.Length == 0)
                context.Fail("There is none.");
        }
        return Task.CompletedTask;
    }

    public override Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        // RFC 6750 §3.1: no error code where no token was sent.
        var fault = context.AuthenticateFailure?.Message;
        context.Response.Headers.WWWAuthenticate = fault is null ? Scheme : $"{Scheme} error=\"invalid_token\", error_description=\"{fault.Replace('"', '\'')}\"";
        return (fault is null
            ? new Refusal(StatusCodes.Status401Unauthorized, "access/sign-in", null, "Sign in first: send a bearer token.")
            : new Refusal(StatusCodes.Status401Unauthorized, "access/token", null, "The token is not accepted. " + fault)).ExecuteAsync(context.HttpContext);
    }

    public override Task Forbidden(ForbiddenContext context)
    {
        context.Response.Headers.WWWAuthenticate = $"{Scheme} error=\"insufficient_scope\"";
        var allowed = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<AllowedRoles>() ?? AllowedRoles.Everyone;
        return new Refusal(StatusCodes.Status403Forbidden, "access/role", null, $"This is for: {allowed}.").ExecuteAsync(context.HttpContext);
    }
}

using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using ServiceDefaults.Answers;

namespace ServiceDefaults.Access;

/// <summary>What <c>Authorization: Bearer …</c> (RFC 6750) is taken for, and how its refusal is written.</summary>
sealed class BearerEvents : JwtBearerEvents
{
    static readonly Rule signInFirst = new("access/sign-in");

    /// <summary>Says what is wrong with it in English, to whoever makes tokens.</summary>
    static readonly Rule notAccepted = new("access/token", "fault");

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
            ? new Refusal(StatusCodes.Status401Unauthorized, signInFirst, null)
            : new Refusal(StatusCodes.Status401Unauthorized, notAccepted.With(RefusalValue.Text(fault)), null)).ExecuteAsync(context.HttpContext);
    }

    public override Task Forbidden(ForbiddenContext context)
    {
        context.Response.Headers.WWWAuthenticate = $"{Scheme} error=\"insufficient_scope\"";
        var allowed = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<AllowedRoles>() ?? AllowedRoles.Everyone;
        return allowed.Refuse().ExecuteAsync(context.HttpContext);
    }
}

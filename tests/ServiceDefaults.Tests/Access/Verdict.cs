using System.Security.Claims;
using ServiceDefaults.Access;

namespace ServiceDefaults.Tests.Access;

/// <summary>Either whose token it is or why it is not accepted.</summary>
readonly record struct Verdict(ClaimsPrincipal? Principal, string? Fault);

static class Verdicts
{
    /// <summary>As the authentication of a request has a token verified.</summary>
    public static async ValueTask<Verdict> Verify(this TokenVerifier verifier, string token)
    {
        var result = await verifier.ValidateTokenAsync(token, verifier.Parameters);
        return result.IsValid ? new(new(result.ClaimsIdentity), null) : new(null, result.Exception.Message);
    }
}

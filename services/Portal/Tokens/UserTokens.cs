using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using ServiceDefaults.Access;

namespace Portal.Tokens;

/// <summary>Exchanges the cookie of who is signed in for a short-lived token that the services accept: their own roles, their own State, nothing else.</summary>
/// <remarks>Source: RFC 7519; RFC 8725 §3.12 (one use for a token). A token in the wrong hands is good for two minutes; the cookie never leaves the portal.</remarks>
sealed class UserTokens(TokenKeys keys, IConfiguration configuration, TimeProvider time)
{
    public static readonly TimeSpan Holds = TimeSpan.FromMinutes(2);

    /// <summary>What was signed for somebody is given again for so long, with what is left of its two minutes: a page that reads three services is one signature.</summary>
    static readonly TimeSpan isGivenAgainFor = TimeSpan.FromSeconds(30);

    /// <summary>Of so many people at once; what is not given again any more makes room.</summary>
    const int MostKept = 1_000;

    const string Audience = "treaty-platform";

    readonly ConcurrentDictionary<string, (string Token, DateTimeOffset SignedAt)> signedFor = [];

    /// <param name="user">Whom the portal's cookie stands for.</param>
    /// <returns>Null when nobody is signed in by cookie, or somebody who may do nothing yet.</returns>
    /// <exception cref="InvalidOperationException"><c>Identity:Issuer</c> is not set: no service would accept a token.</exception>
    public async Task<string?> For(ClaimsPrincipal user, CancellationToken cancel)
    {
        if (user.Identities.FirstOrDefault(identity => identity is { IsAuthenticated: true, AuthenticationType: var type }
            && type == IdentityConstants.ApplicationScheme) is not { } identity)
            return null;
        if (!identity.HasClaim(claim => claim.Type == Asker.Claims.Role))
            return null;

        var (now, key) = (time.GetUtcNow(), await keys.Current(cancel));
        var whose = string.Join('\n', identity.Claims.Where(claim => claim.Type is Asker.Claims.Subject or Asker.Claims.Role or Asker.Claims.State).Select(claim => $"{claim.Type} {claim.Value}").Prepend(key.Id));
        if (signedFor.TryGetValue(whose, out var known) && now - known.SignedAt is { } age && age >= TimeSpan.Zero && age < isGivenAgainFor)
            return known.Token;

        var claims = new Dictionary<string, object>
        {
            ["iss"] = configuration["Identity:Issuer"] is { Length: > 0 } issuer ? issuer : throw new InvalidOperationException("Identity:Issuer is not set."),
            ["aud"] = Audience,
            ["sub"] = identity.FindFirst(Asker.Claims.Subject)!.Value,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Holds).ToUnixTimeSeconds(),
            ["role"] = identity.FindAll(Asker.Claims.Role).Select(claim => claim.Value).ToArray(),
        };
        if (identity.FindFirst(Asker.Claims.State) is { } state)
            claims["state"] = state.Value;

        var signed = $"{Encoded(new { alg = "ES256", typ = "JWT", kid = key.Id })}.{Encoded(claims)}";
        var token = $"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)))}";
        if (signedFor.Count >= MostKept)
            foreach (var (person, (_, signedAt)) in signedFor)
                if (now - signedAt >= isGivenAgainFor)
                    signedFor.TryRemove(person, out _);
        if (signedFor.Count < MostKept)
            signedFor[whose] = (token, now);
        return token;
    }

    static string Encoded(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}

using ServiceDefaults.Access;

namespace Portal.Tokens;

/// <summary>The public keys of the portal's tokens, for the services to check them with.</summary>
static class ShowKeys
{
    /// <param name="Keys">RFC 7517 §5.</param>
    public sealed record KeySet(IReadOnlyList<PublicKey> Keys);

    /// <summary>A public key of the curve P-256 (RFC 7518 §6.2.1).</summary>
    public sealed record PublicKey(string Kty, string Crv, string Use, string Alg, string Kid, string X, string Y);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/.well-known/jwks.json", Handle)
        .ForEveryone()
        .WithSummary("Give the public keys that check the portal's tokens")
        .Produces<KeySet>();

    static async Task<IResult> Handle(TokenKeys keys, HttpContext context, CancellationToken cancel)
    {
        var served = await keys.Served(cancel);
        context.Response.Headers.CacheControl = "public, max-age=60";
        return TypedResults.Ok(new KeySet([.. served.Select(key => new PublicKey("EC", "P-256", "sig", "ES256", key.Id, key.X, key.Y))]));
    }
}

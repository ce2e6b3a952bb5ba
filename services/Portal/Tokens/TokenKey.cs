namespace Portal.Tokens;

/// <summary>A key pair that signs, or signed, the tokens of who is signed in. P-256 (RFC 7518 §3.4).</summary>
public sealed class TokenKey
{
    /// <summary>How long one key signs: short enough that a key which leaked unseen is not good for years.</summary>
    public static readonly TimeSpan Signs = TimeSpan.FromDays(90);

    /// <summary>How long its public half is served after that: far longer than any token lives, so that whoever is behind still reads the last ones.</summary>
    public static readonly TimeSpan IsServedAfter = TimeSpan.FromDays(1);

    /// <summary>Key id, the thumbprint of the public half (RFC 7638).</summary>
    public required string Id { get; init; }

    /// <summary>PKCS #8, protected with the keys of the portal's cookies.</summary>
    public required string PrivateKey { get; init; }

    /// <summary>Base64url of the point's coordinate (RFC 7518 §6.2.1).</summary>
    public required string X { get; init; }

    /// <inheritdoc cref="X"/>
    public required string Y { get; init; }

    public DateTimeOffset SignsFrom { get; init; }

    public DateTimeOffset SignsUntil { get; init; }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AppHost.Identity;

/// <summary>
/// The key that signs tokens on a developer's machine, made once and kept in <c>.platform/identity/</c>. Its id starts
/// with <c>dev-</c>; services accept such keys in the environment Development only.
/// </summary>
sealed class DevelopmentKey
{
    /// <summary>Issuer of development tokens; <c>.test</c> is reserved (RFC 6761, 6.2), so it is nobody's.</summary>
    public const string Issuer = "https://identity.platform.test";

    const string Audience = "treaty-platform";
    const string KeyFile = "identity/key.pem";

    readonly ECDsa key;
    readonly ECParameters parameters;

    DevelopmentKey(ECDsa key)
    {
        this.key = key;
        parameters = key.ExportParameters(includePrivateParameters: false);
        Id = $"dev-{Thumbprint()[..8]}";
    }

    public string Id { get; }

    /// <summary>The public half as a JSON Web Key Set (RFC 7517).</summary>
    public string KeySet => JsonSerializer.Serialize(new
    {
        keys = new[] { new { kty = "EC", crv = "P-256", x = X, y = Y, kid = Id, use = "sig", alg = "ES256" } },
    });

    string X => Base64Url.EncodeToString(parameters.Q.X);

    string Y => Base64Url.EncodeToString(parameters.Q.Y);

    public static DevelopmentKey Of(PlatformFolder folder)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(folder.In(KeyFile)))
            key.ImportFromPem(File.ReadAllText(folder.In(KeyFile)));
        else
            folder.Write(KeyFile, key.ExportPkcs8PrivateKeyPem());
        return new DevelopmentKey(key);
    }

    /// <summary>A JSON Web Token (RFC 7519), signed ES256.</summary>
    /// <param name="subject">Opaque id of who it speaks for.</param>
    /// <param name="roles">Role names in kebab case.</param>
    /// <param name="state">ISO 3166 alpha-3 of the State a role is bound to; null for none.</param>
    /// <param name="now">When it starts to hold.</param>
    public string Token(string issuer, string subject, IReadOnlyList<string> roles, string? state, DateTimeOffset now, TimeSpan holds)
    {
        var claims = new Dictionary<string, object>
        {
            ["iss"] = issuer,
            ["aud"] = Audience,
            ["sub"] = subject,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + holds).ToUnixTimeSeconds(),
            ["role"] = roles,
        };
        if (state is not null)
            claims["state"] = state;

        var signed = $"{Encoded(new { alg = "ES256", typ = "JWT", kid = Id })}.{Encoded(claims)}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    static string Encoded(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));

    /// <summary>RFC 7638: the hash of the required members in lexicographic order, without spaces.</summary>
    string Thumbprint() => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""")));
}

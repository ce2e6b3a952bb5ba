using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServiceDefaults.Tests.Access;

/// <summary>Who issues tokens in these tests: one key pair, its public half as a JWKS, and tokens that are good until a test spoils them.</summary>
sealed class Signer(string kid = "2026-a", ECCurve? curve = null)
{
    public const string Issuer = "https://identity.example";
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public ECDsa Key { get; } = ECDsa.Create(curve ?? ECCurve.NamedCurves.nistP256);

    public string Jwk
    {
        get
        {
            var point = Key.ExportParameters(false).Q;
            return JsonSerializer.Serialize(new { kty = "EC", crv = "P-256", use = "sig", alg = "ES256", kid, x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) });
        }
    }

    public static string Set(params Signer[] signers) => $$"""{"keys":[{{string.Join(',', signers.Select(signer => signer.Jwk))}}]}""";

    public JsonObject Header() => new() { ["alg"] = "ES256", ["typ"] = "JWT", ["kid"] = kid };

    public static JsonObject Claims() => new()
    {
        ["iss"] = Issuer,
        ["aud"] = "treaty-platform",
        ["sub"] = "7f3a",
        ["iat"] = Now.ToUnixTimeSeconds(),
        ["nbf"] = Now.ToUnixTimeSeconds(),
        ["exp"] = Now.AddHours(8).ToUnixTimeSeconds(),
        ["role"] = new JsonArray("treaty-officer"),
    };

    /// <summary>A token for somebody of a role; with a State where the role has one.</summary>
    public string For(string role, string? state = null)
    {
        var claims = Claims();
        claims["role"] = new JsonArray(role);
        if (state is not null)
            claims["state"] = state;
        return Sign(Header().ToJsonString(), claims.ToJsonString());
    }

    public string Sign(string header, string claims, DSASignatureFormat format = DSASignatureFormat.IeeeP1363FixedFieldConcatenation) =>
        Sign($"{Encode(header)}.{Encode(claims)}", format);

    public string Sign(string signed, DSASignatureFormat format = DSASignatureFormat.IeeeP1363FixedFieldConcatenation) =>
        $"{signed}.{Base64Url.EncodeToString(Key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, format))}";

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ServiceDefaults.Access;

namespace Servers;

/// <summary>Issues the tokens of tests: one key pair of this run, named <c>dev-test</c>, whose public half a service is given as <see cref="Keys"/>.</summary>
public static class TestTokens
{
    public const string Issuer = "https://identity.test";
    const string KeyId = "dev-test";

    static readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The public half as a JSON Web Key Set: what <c>Identity:Keys</c> is set to.</summary>
    public static string Keys
    {
        get
        {
            var point = key.ExportParameters(includePrivateParameters: false).Q;
            var jwk = new { kty = "EC", crv = "P-256", use = "sig", alg = "ES256", kid = KeyId, x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) };
            return JsonSerializer.Serialize(new { keys = new[] { jwk } });
        }
    }

    /// <summary>A token that is good for eight hours.</summary>
    /// <param name="state">Given for a role of a State, and only then: see <see cref="RoleNames.IsOfAState"/>.</param>
    /// <param name="subject">Opaque id of the bearer; the role's name when left out.</param>
    /// <param name="time">The clock of the service it is for.</param>
    public static string For(Role role, string? state = null, string? subject = null, TimeProvider? time = null)
    {
        var now = (time ?? TimeProvider.System).GetUtcNow();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Issuer,
            ["aud"] = "treaty-platform",
            ["sub"] = subject ?? RoleNames.Of(role),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddHours(8).ToUnixTimeSeconds(),
            ["role"] = new[] { RoleNames.Of(role) },
        };
        if (state is not null)
            claims["state"] = state;
        return Sign(claims);
    }

    static string Sign(Dictionary<string, object> claims)
    {
        var signed = $"{Encode(new { alg = "ES256", typ = "JWT", kid = KeyId })}.{Encode(claims)}";
        byte[] signature;
        lock (key)
            signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    static string Encode(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}

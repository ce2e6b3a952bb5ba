using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Access;

/// <summary>The public keys that may sign tokens, by key id. P-256 only (RFC 7518 §3.4: ES256).</summary>
sealed class SigningKeys
{
    public const int KeyIdLengthMax = 100;
    const int CoordinateBytes = 32, KeysMax = 32;

    readonly Dictionary<string, JsonWebKey> keys;

    SigningKeys(Dictionary<string, JsonWebKey> keys) => this.keys = keys;

    public bool IsEmpty => keys.Count == 0;

    public IEnumerable<string> Ids => keys.Keys;

    public JsonWebKey? Find(string id) => keys.GetValueOrDefault(id);

    /// <param name="jwks">A JSON Web Key Set (RFC 7517 §5); null or blank for none.</param>
    /// <exception cref="FormatException">It is no set of public P-256 keys with distinct ids. Nothing of the keys is in the message.</exception>
    public static SigningKeys Read(string? jwks) => string.IsNullOrWhiteSpace(jwks) ? new([]) : Read(Encoding.UTF8.GetBytes(jwks));

    /// <inheritdoc cref="Read(string?)"/>
    public static SigningKeys Read(byte[] jwks)
    {
        try
        {
            using var document = StrictJson.Parse(jwks);
            var found = new Dictionary<string, JsonWebKey>(StringComparer.Ordinal);
            foreach (var json in document.RootElement.GetProperty("keys").EnumerateArray())
            {
                var key = new JsonWebKey(json.GetRawText());
                Check(key);
                if (!found.TryAdd(key.Kid, key))
                    throw new FormatException("two keys have the same 'kid'");
            }
            return found.Count <= KeysMax ? new(found) : throw new FormatException($"there are more than {KeysMax} keys");
        }
        catch (Exception exception) when (exception
            is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or FormatException or CryptographicException)
        {
            throw new FormatException($"Identity:Keys is no set of public P-256 keys (RFC 7517): {(exception is FormatException ? exception.Message : "it cannot be read")}.");
        }
    }

    /// <summary>The package takes keys of every kind, for every use, and private ones.</summary>
    static void Check(JsonWebKey key)
    {
        if (key.Kid is not { Length: > 0 and <= KeyIdLengthMax })
            throw new FormatException("a key has no 'kid'");
        if (key.D is not null)
            throw new FormatException("a private key was given where only public ones belong");
        if (key.Kty != JsonWebAlgorithmsKeyTypes.EllipticCurve || key.Crv != JsonWebKeyECTypes.P256)
            throw new FormatException("a key is not of the curve P-256");
        if (key.Use is not (null or JsonWebKeyUseNames.Sig) || key.Alg is not (null or SecurityAlgorithms.EcdsaSha256))
            throw new FormatException("a key is not for signing with ES256");
        // Made only to find out now, and not with the first token, whether the point is on the curve.
        using var _ = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = Coordinate(key.X, "x"), Y = Coordinate(key.Y, "y") } });
    }

    static byte[] Coordinate(string? text, string name) =>
        StrictBase64Url.Decode(text) is { Length: CoordinateBytes } bytes ? bytes : throw new FormatException($"'{name}' is not {CoordinateBytes} bytes in base64url");
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ServiceDefaults.Access;

/// <summary>The public keys that may sign tokens, by key id. P-256 only (RFC 7518 §3.4: ES256).</summary>
sealed class SigningKeys
{
    public const int KeyIdLengthMax = 100;
    const int CoordinateBytes = 32, KeysMax = 32;

    readonly Dictionary<string, Key> keys;

    SigningKeys(Dictionary<string, Key> keys) => this.keys = keys;

    public bool IsEmpty => keys.Count == 0;

    public IEnumerable<string> Ids => keys.Keys;

    public Key? Find(string id) => keys.GetValueOrDefault(id);

    /// <param name="jwks">A JSON Web Key Set (RFC 7517 §5); null or blank for none.</param>
    /// <exception cref="FormatException">It is no set of public P-256 keys with distinct ids. Nothing of the keys is in the message.</exception>
    public static SigningKeys Read(string? jwks) => string.IsNullOrWhiteSpace(jwks) ? new([]) : Read(Encoding.UTF8.GetBytes(jwks));

    /// <inheritdoc cref="Read(string?)"/>
    public static SigningKeys Read(byte[] jwks)
    {
        try
        {
            using var document = StrictJson.Parse(jwks);
            var found = new Dictionary<string, Key>(StringComparer.Ordinal);
            foreach (var key in document.RootElement.GetProperty("keys").EnumerateArray())
                if (!found.TryAdd(Id(key), new Key(Point(key))))
                    throw new FormatException("two keys have the same 'kid'");
            return found.Count <= KeysMax ? new(found) : throw new FormatException($"there are more than {KeysMax} keys");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or CryptographicException)
        {
            throw new FormatException($"Identity:Keys is no set of public P-256 keys (RFC 7517): {(exception is FormatException ? exception.Message : "it cannot be read")}.");
        }
    }

    static string Id(JsonElement key) => key.GetProperty("kid").GetString() is { Length: > 0 and <= KeyIdLengthMax } id ? id : throw new FormatException("a key has no 'kid'");

    static ECPoint Point(JsonElement key)
    {
        if (key.TryGetProperty("d", out _))
            throw new FormatException("a private key was given where only public ones belong");
        if (key.GetProperty("kty").GetString() != "EC" || key.GetProperty("crv").GetString() != "P-256")
            throw new FormatException("a key is not of the curve P-256");
        if ((key.TryGetProperty("use", out var use) && use.GetString() != "sig") || (key.TryGetProperty("alg", out var algorithm) && algorithm.GetString() != "ES256"))
            throw new FormatException("a key is not for signing with ES256");
        return new() { X = Coordinate(key, "x"), Y = Coordinate(key, "y") };
    }

    static byte[] Coordinate(JsonElement key, string name) =>
        StrictBase64Url.Decode(key.GetProperty(name).GetString()) is { Length: CoordinateBytes } bytes ? bytes : throw new FormatException($"'{name}' is not {CoordinateBytes} bytes in base64url");

    /// <summary>One public key. Its verifiers are pooled: an <see cref="ECDsa"/> is dear to make and not for two threads at once.</summary>
    public sealed class Key
    {
        readonly ECParameters parameters;
        readonly ConcurrentBag<ECDsa> idle = [];

        /// <exception cref="CryptographicException">The point is not on the curve.</exception>
        public Key(ECPoint point)
        {
            parameters = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point };
            idle.Add(ECDsa.Create(parameters));
        }

        public bool Signed(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
        {
            if (!idle.TryTake(out var verifier))
                verifier = ECDsa.Create(parameters);
            var signed = verifier.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            idle.Add(verifier);
            return signed;
        }
    }
}

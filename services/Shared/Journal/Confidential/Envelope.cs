using System.Security.Cryptography;
using System.Text;

namespace Journal.Confidential;

/// <summary>One text, encrypted under its owner's key and bound to where it stands: moved to another row it does not open.</summary>
/// <remarks>AES-256-GCM (NIST SP 800-38D), a fresh 96-bit nonce for each text; far fewer texts under one key than its limit of 2^32.</remarks>
static class Envelope
{
    public const int KeyBytes = 32;

    const int NonceBytes = 12, TagBytes = 16;

    public static byte[] Seal(byte[] key, string owner, Guid id, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var whole = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = whole.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce, plain, whole.AsSpan(NonceBytes, plain.Length), whole.AsSpan(NonceBytes + plain.Length), Place(owner, id));
        return whole;
    }

    /// <exception cref="AuthenticationTagMismatchException">It was changed, or stands where it was not sealed for.</exception>
    public static string Open(byte[] key, string owner, Guid id, byte[] whole)
    {
        var plain = new byte[whole.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(whole.AsSpan(0, NonceBytes), whole.AsSpan(NonceBytes, plain.Length), whole.AsSpan(NonceBytes + plain.Length), plain, Place(owner, id));
        return Encoding.UTF8.GetString(plain);
    }

    static byte[] Place(string owner, Guid id) => Encoding.UTF8.GetBytes($"{owner}\n{id}");
}

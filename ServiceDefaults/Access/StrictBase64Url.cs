using System.Buffers;
using System.Buffers.Text;

namespace ServiceDefaults.Access;

/// <summary>Base64url with one writing for each value (RFC 7515 §2, RFC 4648 §3.5): no padding, no white space, no stray bits at the end.</summary>
static class StrictBase64Url
{
    /// <returns>Null when it is written in any other way.</returns>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (text.Length % 4 == 1)
            return null;
        foreach (var sign in text)
            if (!char.IsAsciiLetterOrDigit(sign) && sign is not ('-' or '_'))
                return null;

        // The framework's decoder passes over white space and padding, which are gone by now, and refuses stray bits itself.
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        return Base64Url.DecodeFromChars(text, bytes, out _, out var written) == OperationStatus.Done ? bytes[..written] : null;
    }
}

using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Journal.Appending;

/// <summary>The hash of an entry: SHA-256 over every column fixed at append, each preceded by its length, and the hash before it in its stream.</summary>
/// <remarks>Lengths keep fields apart: without them <c>ab|c</c> and <c>a|bc</c> would hash alike. An absent field has length −1, an empty one 0.</remarks>
static class EntryHash
{
    /// <summary>Chain value before the first entry of a journal.</summary>
    public static readonly byte[] Genesis = new byte[SHA256.HashSizeInBytes];

    public static byte[] Of(NewEntry entry, byte[]? before)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Bytes(hash, entry.Id.ToByteArray(bigEndian: true));
        Text(hash, entry.Stream);
        Number(hash, entry.Version);
        Text(hash, entry.Type);
        Number(hash, entry.Published ? 1 : 0);
        Text(hash, entry.Payload);
        Text(hash, entry.OccurredOn.ToString("O", CultureInfo.InvariantCulture));
        Number(hash, Microseconds(entry.RecordedAt));
        Text(hash, entry.Actor);
        Bytes(hash, entry.Cause?.ToByteArray(bigEndian: true));
        Text(hash, entry.Reaction);
        Text(hash, entry.Trace);
        Bytes(hash, before);
        return hash.GetHashAndReset();
    }

    /// <summary>The chain value after an entry: SHA-256(chain before ‖ hash).</summary>
    public static byte[] Chain(ReadOnlySpan<byte> before, ReadOnlySpan<byte> hash)
    {
        Span<byte> both = stackalloc byte[2 * SHA256.HashSizeInBytes];
        before.CopyTo(both);
        hash.CopyTo(both[SHA256.HashSizeInBytes..]);
        return SHA256.HashData(both);
    }

    /// <summary>PostgreSQL keeps microseconds; a finer moment would hash to what cannot be read back.</summary>
    public static DateTimeOffset ToMicrosecond(DateTimeOffset moment) => new(moment.UtcTicks - moment.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    static long Microseconds(DateTimeOffset moment) => (moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    static void Text(IncrementalHash hash, string? text) => Bytes(hash, text is null ? null : Encoding.UTF8.GetBytes(text));

    static void Number(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        Bytes(hash, bytes);
    }

    static void Bytes(IncrementalHash hash, byte[]? bytes)
    {
        if (bytes is null)
            Length(hash, -1);
        else
            Bytes(hash, bytes.AsSpan());
    }

    static void Bytes(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Length(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    static void Length(IncrementalHash hash, int length)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        hash.AppendData(bytes);
    }
}

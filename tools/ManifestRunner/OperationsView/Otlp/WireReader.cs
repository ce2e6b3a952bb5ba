using System.Buffers.Binary;
using System.Text;

namespace ManifestRunner.OperationsView.Otlp;

/// <summary>Reads one message of the protobuf wire format (protobuf.dev, "Encoding"), field after field, without copying.</summary>
/// <remarks>Read a field's value or leave it: <see cref="Next"/> passes over what was not read.</remarks>
ref struct WireReader(ReadOnlySpan<byte> message)
{
    const int Varint = 0, Fixed64 = 1, LengthDelimited = 2, Fixed32 = 5;

    /// <summary>A varint holds at most 64 bits, seven in each byte.</summary>
    const int MostVarintBytes = 10;

    ReadOnlySpan<byte> rest = message;
    int type;
    bool unread;

    /// <summary>Number of the field that was found.</summary>
    public int Field { get; private set; }

    /// <summary>Finds the next field.</summary>
    /// <returns>False at the end of the message.</returns>
    /// <exception cref="FormatException">The bytes are no message.</exception>
    public bool Next()
    {
        if (unread)
            Skip();
        if (rest.IsEmpty)
            return false;
        var tag = ReadVarint();
        (Field, type, unread) = ((int)(tag >> 3), (int)(tag & 7), true);
        return tag >> 3 is > 0 and <= int.MaxValue ? true : throw new FormatException("A field has no number.");
    }

    public ulong Number() => type switch
    {
        Varint => Read(ReadVarint()),
        Fixed64 => Read(BinaryPrimitives.ReadUInt64LittleEndian(Take(8))),
        Fixed32 => Read<ulong>(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))),
        _ => throw new FormatException($"Field {Field} is no number."),
    };

    public double Double() => BitConverter.UInt64BitsToDouble(Number());

    public ReadOnlySpan<byte> Bytes() =>
        type == LengthDelimited ? Read(ReadVarint()) is var length && length <= (ulong)rest.Length ? Take((int)length) : throw Cut() : throw new FormatException($"Field {Field} has no length.");

    /// <summary>A message within this one.</summary>
    public WireReader Message() => new(Bytes());

    /// <param name="longest">Characters kept; a longer text ends in …</param>
    public string Text(int longest)
    {
        var bytes = Bytes();
        if (bytes.Length <= longest)
            return Encoding.UTF8.GetString(bytes);
        var text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, longest * 4)]);
        return text.Length <= longest ? text : text[..longest] + "…";
    }

    /// <summary>Lowercase hexadecimal digits, as trace and span ids are written.</summary>
    public string Hex(int longest = 16) => Bytes() is var bytes && bytes.Length <= longest ? Convert.ToHexStringLower(bytes) : throw new FormatException($"Field {Field} is too long.");

    /// <summary>Repeated numbers of 64 bits, packed or not.</summary>
    public void Fixed64s(List<ulong> into)
    {
        if (type == Fixed64)
        {
            into.Add(Number());
            return;
        }
        for (var packed = Bytes(); packed.Length > 0; packed = packed[8..])
            into.Add(packed.Length >= 8 ? BinaryPrimitives.ReadUInt64LittleEndian(packed) : throw Cut());
    }

    T Read<T>(T value)
    {
        unread = false;
        return value;
    }

    void Skip()
    {
        switch (type)
        {
            case Varint or Fixed64 or Fixed32: Number(); break;
            case LengthDelimited: Bytes(); break;
            default: throw new FormatException($"Field {Field} is of a kind ({type}) that is not read.");
        }
    }

    ulong ReadVarint()
    {
        var value = 0UL;
        for (var index = 0; index < MostVarintBytes; index++)
        {
            var part = Take(1)[0];
            value |= (ulong)(part & 0x7F) << (7 * index);
            if (part < 0x80)
                return value;
        }
        throw new FormatException("A number does not end.");
    }

    ReadOnlySpan<byte> Take(int count)
    {
        if (count > rest.Length)
            throw Cut();
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    static FormatException Cut() => new("The message is cut off.");
}

using System.Globalization;
using Contracts;
using ServiceDefaults.Answers;

namespace Journal.Appending;

/// <summary>A stream opened for writing: nobody else writes to it until this transaction ends.</summary>
/// <remarks>
/// It can only be had from <see cref="Work{TDb}"/>, which takes the stream's lock and reads its head. State loaded
/// after that is the state the next version follows on.
/// </remarks>
public sealed class FactStream
{
    readonly Action<FactStream, object, DateOnly> append;

    internal FactStream(string name, int version, byte[]? hash, DateTimeOffset? recordedAt, Action<FactStream, object, DateOnly> append)
    {
        Name = name;
        Version = version;
        Hash = hash;
        RecordedAt = recordedAt;
        this.append = append;
    }

    public string Name { get; }

    /// <summary>Version of the last entry, appended ones included; 0 when the stream is new.</summary>
    public int Version { get; internal set; }

    internal byte[]? Hash { get; set; }

    /// <summary>Stands for everything the stream has told so far, since each entry's hash covers the one before it: same text, same history. Empty when the stream is new.</summary>
    public string History => Hash is null ? "" : Convert.ToHexString(Hash);

    internal DateTimeOffset? RecordedAt { get; set; }

    /// <summary>What a client sends back in If-Match to change what it has seen.</summary>
    public string ETag => TagOf(Name, Version);

    /// <summary>The tag of a stream at a version. It names the stream, so that the tag of one thing is not good for another that has had as many changes.</summary>
    public static string TagOf(string stream, int version) => Precondition.Strong(string.Create(CultureInfo.InvariantCulture, $"{stream}/{version}"));

    /// <summary>Appends what happened. It is written, in order, when the work is done.</summary>
    /// <param name="fact">A record with a <see cref="FactTypeAttribute"/>. Ids and values: no personal data, no confidential text.</param>
    /// <param name="on">When it happened in the world.</param>
    public void Append(object fact, DateOnly on) => append(this, fact, on);
}

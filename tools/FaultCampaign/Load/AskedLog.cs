using System.Text.Json;

namespace FaultCampaign.Load;

/// <summary>One line of what was asked and answered.</summary>
/// <param name="Status">Null when it is written down before it is first sent; 0 when it never got a certain answer.</param>
sealed record AskedLine(string Marker, string Kind, string Service, string Fact, int? Status);

/// <summary>What was asked, written down before it is first sent, and every certain answer, written down before the next is asked: in a file, because the campaign's memory proves nothing.</summary>
sealed class AskedLog(string file) : IDisposable
{
    readonly FileStream stream = new(file, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
    readonly Lock writing = new();

    public void Asks(Request request) => Write(new(request.Marker, request.Kind, request.Service, request.Fact, null));

    public void Answered(Request request, int status) => Write(new(request.Marker, request.Kind, request.Service, request.Fact, status));

    void Write(AskedLine line)
    {
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line), (byte)'\n'];
        lock (writing)
            stream.Write(bytes);
    }

    public void Dispose() => stream.Dispose();
}

/// <summary>What was asked, as the file has it.</summary>
/// <param name="All">Everything sent at least once, by marker.</param>
sealed record Asked(IReadOnlyDictionary<string, Asked.One> All)
{
    /// <param name="Status">Null where no certain answer ever came.</param>
    public sealed record One(string Kind, string Service, string Fact, int? Status)
    {
        public bool IsAcknowledged => Status is >= 200 and < 300;

        /// <summary>Refused for certain, so nothing of it may be on record.</summary>
        public bool IsRefused => Status is >= 400;
    }

    public static Asked Read(string file)
    {
        var all = new Dictionary<string, One>(StringComparer.Ordinal);
        foreach (var text in File.ReadLines(file))
        {
            var line = JsonSerializer.Deserialize<AskedLine>(text)!;
            all[line.Marker] = new(line.Kind, line.Service, line.Fact, line.Status is 0 ? null : line.Status);
        }
        return new(all);
    }
}

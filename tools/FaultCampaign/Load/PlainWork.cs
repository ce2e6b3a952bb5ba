using System.Collections.Concurrent;
using FaultCampaign.Platforms;

namespace FaultCampaign.Load;

/// <summary>The same shape of work for the plain design: new records on some 130 streams, changes with If-Match on as many, a few of them contended.</summary>
sealed class PlainWork(int writer, int seed) : IRequests
{
    const int New = 62, Streams = 130, Contended = 25, FewThings = 3;

    /// <summary>Tags as last seen by anybody, shared as writers of the platform share them.</summary>
    static readonly ConcurrentDictionary<string, string> tags = new();

    readonly Random random = new(HashCode.Combine(seed, writer));
    int asked;

    public Request Next()
    {
        var marker = $"s{seed}-w{writer}-{++asked}";
        if (random.Next(100) < New)
            return Record(marker, "new", $"new/{random.Next(Streams)}");
        var stream = $"changed/{(random.Next(100) < Contended ? random.Next(FewThings) : random.Next(Streams))}";
        return Record(marker, "change", stream) with { IfMatch = tags.GetValueOrDefault(stream, "\"0\""), About = stream, LookAt = $"streams/{stream}" };
    }

    public void Answered(Request request, Reply reply)
    {
        if (request.About is string stream && reply is { IsAcknowledged: true, ETag: { } tag })
            tags[stream] = tag;
    }

    public void Saw(object about, string etag) => tags[(string)about] = etag;

    public static Request Record(string marker, string kind, string stream) =>
        new(marker, kind, PlainDesign.Recorder, HttpMethod.Post, "records", "treaty-officer", new { stream, text = marker }, "recorded");
}

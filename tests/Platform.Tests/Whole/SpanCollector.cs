using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Platform.Tests.Whole;

/// <summary>One span as it came over OTLP.</summary>
/// <param name="Service">Resource attribute <c>service.name</c>.</param>
/// <param name="Source">Name of the instrumentation scope.</param>
/// <param name="Parent">Empty for the first of its trace.</param>
public sealed record Span(string Service, string Source, string Name, string Trace, string Id, string Parent);

/// <summary>Receives OTLP over HTTP and keeps spans, lines of logs, and how often each service has reported its metrics. Reads the few fields it needs by their numbers in opentelemetry-proto (trace/v1, logs/v1, common/v1, resource/v1).</summary>
public sealed class SpanCollector : IAsyncDisposable
{
    readonly WebApplication app;
    readonly ConcurrentDictionary<string, Span> spans = new();
    readonly ConcurrentDictionary<string, int> reports = new();
    readonly ConcurrentQueue<string> logs = new();

    SpanCollector(WebApplication app) => this.app = app;

    public string Url => app.Urls.Single();

    public static async Task<SpanCollector> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new SpanCollector(builder.Build());
        collector.app.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            collector.Keep(signal, body.ToArray());
        });
        await collector.app.StartAsync();
        return collector;
    }

    public IReadOnlyList<Span> Of(string trace) => [.. spans.Values.Where(span => span.Trace == trace)];

    public IReadOnlyList<Span> Spans => [.. spans.Values];

    /// <summary>Every line logged so far, <c>service: text</c>.</summary>
    public IReadOnlyList<string> Logs => [.. logs];

    /// <summary>How often each process has sent its metrics, by service and instance: a clock of the services' own.</summary>
    public IReadOnlyDictionary<string, int> Reports => new Dictionary<string, int>(reports);

    void Keep(string signal, byte[] request)
    {
        foreach (var ofResource in Fields(request, 1))
        {
            string Named(string name) => Fields(ofResource, 1).SelectMany(resource => Fields(resource, 1)).Select(Attribute).Where(pair => pair.Key == name).Select(pair => pair.Value).FirstOrDefault("");
            var (service, scopes) = (Named("service.name"), Fields(ofResource, 2));
            if (signal == "traces")
                foreach (var span in scopes.SelectMany(scope => Read(service, scope)))
                    spans.TryAdd(span.Id, span);
            else if (signal == "logs")
                foreach (var line in scopes.SelectMany(scope => Fields(scope, 2)))
                    logs.Enqueue($"{service}: {Fields(line, 5).SelectMany(body => Fields(body, 1)).Select(Text).FirstOrDefault("")}");
            else
                reports.AddOrUpdate($"{service} {Named("service.instance.id")}", 1, (_, sent) => sent + 1);
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    static IEnumerable<Span> Read(string service, byte[] ofScope)
    {
        var source = Fields(ofScope, 1).SelectMany(scope => Fields(scope, 1)).Select(Text).FirstOrDefault("");
        foreach (var span in Fields(ofScope, 2))
            yield return new(service, source, Text(Fields(span, 5).Single()), Hex(Fields(span, 1).Single()), Hex(Fields(span, 2).Single()), Hex(Fields(span, 4).FirstOrDefault([])));
    }

    static (string Key, string Value) Attribute(byte[] attribute) =>
        (Text(Fields(attribute, 1).Single()), Fields(attribute, 2).SelectMany(value => Fields(value, 1)).Select(Text).FirstOrDefault(""));

    /// <summary>The length-delimited fields with one number, in order.</summary>
    static IEnumerable<byte[]> Fields(byte[] message, int number)
    {
        var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagFieldNumber(tag) == number && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
                yield return input.ReadBytes().ToByteArray();
            else
                input.SkipLastField();
        }
    }

    static string Text(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes);

    static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}

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

/// <summary>Receives OTLP over HTTP and keeps the spans. Reads the few fields it needs by their numbers in opentelemetry-proto (trace/v1, common/v1, resource/v1).</summary>
public sealed class SpanCollector : IAsyncDisposable
{
    readonly WebApplication app;
    readonly ConcurrentDictionary<string, Span> spans = new();

    SpanCollector(WebApplication app) => this.app = app;

    public string Url => app.Urls.Single();

    public static async Task<SpanCollector> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new SpanCollector(builder.Build());
        collector.app.MapPost("/v1/traces", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            foreach (var span in Read(body.ToArray()))
                collector.spans.TryAdd(span.Id, span);
        });
        collector.app.MapPost("/v1/{signal}", (string signal) => Results.Ok());
        await collector.app.StartAsync();
        return collector;
    }

    public IReadOnlyList<Span> Of(string trace) => [.. spans.Values.Where(span => span.Trace == trace)];

    public ValueTask DisposeAsync() => app.DisposeAsync();

    static IEnumerable<Span> Read(byte[] request)
    {
        foreach (var resourceSpans in Fields(request, 1))
        {
            var service = Fields(resourceSpans, 1).SelectMany(resource => Fields(resource, 1)).Select(Attribute).Where(pair => pair.Key == "service.name").Select(pair => pair.Value).FirstOrDefault("");
            foreach (var scopeSpans in Fields(resourceSpans, 2))
            {
                var source = Fields(scopeSpans, 1).SelectMany(scope => Fields(scope, 1)).Select(Text).FirstOrDefault("");
                foreach (var span in Fields(scopeSpans, 2))
                    yield return new(service, source, Text(Fields(span, 5).Single()), Hex(Fields(span, 1).Single()), Hex(Fields(span, 2).Single()), Hex(Fields(span, 4).FirstOrDefault([])));
            }
        }
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

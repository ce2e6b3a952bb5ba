using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Tests.Telemetry;

/// <summary>Takes OTLP over HTTP and keeps the bytes. Names and texts stand in protobuf as they are, which is all these tests look for.</summary>
sealed class Collector : IAsyncDisposable
{
    readonly WebApplication app;
    readonly ConcurrentDictionary<string, ConcurrentQueue<string>> received = new();

    Collector(WebApplication app) => this.app = app;

    public Dictionary<string, string?> Settings => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = app.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
    };

    public static async Task<Collector> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var collector = new Collector(app);
        app.MapPost("/v1/{signal}", async (string signal, Stream body) =>
        {
            using var bytes = new MemoryStream();
            await body.CopyToAsync(bytes);
            collector.received.GetOrAdd(signal, _ => []).Enqueue(Encoding.Latin1.GetString(bytes.ToArray()));
        });
        await app.StartAsync();
        return collector;
    }

    public bool Has(string signal, params string[] texts) => texts.All(text => All(signal).Contains(text, StringComparison.Ordinal));

    public string All(string signal) => received.TryGetValue(signal, out var bodies) ? string.Concat(bodies) : "";

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

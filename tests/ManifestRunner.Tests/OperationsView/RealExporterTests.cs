using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using ManifestRunner.OperationsView;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ManifestRunner.Tests.OperationsView;

/// <summary>What the OpenTelemetry SDK sends, as the services send it.</summary>
public sealed class Telemetry_of_the_real_exporter : IAsyncLifetime
{
    readonly ViewUnderTest view = ViewUnderTest.Start();
    readonly ActivitySource source = new("Tests.Deposits");

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        source.Dispose();
        await view.DisposeAsync();
    }

    [Fact]
    public async Task Arrives_as_a_trace_with_its_parents_attributes_events_and_error()
    {
        string trace;
        using (var provider = Sdk.CreateTracerProviderBuilder().AddSource(source.Name).SetResourceBuilder(Resource("treaties-2")).AddOtlpExporter(options => To(options, "traces")).Build())
        {
            using (var deposit = source.StartActivity("POST /instruments/{instrument}/actions", ActivityKind.Server)!)
            {
                trace = deposit.TraceId.ToHexString();
                deposit.SetTag("state", "TUV").SetTag("articles", (string[])["15", "16"]).SetTag("count", 3).SetTag("share", 0.5).SetTag("certain", true);
                using var record = source.StartActivity("record", ActivityKind.Internal)!;
                record.AddEvent(new ActivityEvent("exception", tags: new ActivityTagsCollection { ["exception.type"] = "Refused" }));
                record.SetStatus(ActivityStatusCode.Error, "a State joins once");
            }
            provider.ForceFlush().ShouldBeTrue();
        }

        var summary = (await view.Api("/api/traces?resource=treaties-2&errors=1")).GetProperty("traces").EnumerateArray().ShouldHaveSingleItem();
        summary.GetProperty("id").GetString().ShouldBe(trace);
        (summary.GetProperty("name").GetString(), summary.GetProperty("spans").GetInt32(), summary.GetProperty("errors").GetInt32()).ShouldBe(("POST /instruments/{instrument}/actions", 2, 1));

        var rows = (await view.Api($"/api/traces/{trace}")).GetProperty("rows").EnumerateArray().ToList();
        rows.Select(row => (row.GetProperty("name").GetString(), row.GetProperty("depth").GetInt32(), row.GetProperty("kind").GetString()))
            .ShouldBe([("POST /instruments/{instrument}/actions", 0, "server"), ("record", 1, "internal")]);
        rows[0].GetProperty("attributes").EnumerateObject().Select(attribute => $"{attribute.Name}={attribute.Value}")
            .ShouldBe(["state=TUV", "articles=15, 16", "count=3", "share=0.5", "certain=true"]);

        using var browser = await view.SignedIn();
        var page = await browser.GetStringAsync($"/traces/{trace}");
        page.ShouldContain("a State joins once");
        page.ShouldContain("exception.type");
        (await browser.GetStringAsync("/traces")).ShouldContain($"/traces/{trace}");
    }

    [Fact]
    public async Task Arrives_as_a_log_entry_that_leads_to_its_trace()
    {
        string trace;
        using var listener = new ActivityListener { ShouldListenTo = one => one == source, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(listener);
        using (var logging = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options =>
        {
            (options.IncludeFormattedMessage, options.ParseStateValues) = (true, true);
            options.SetResourceBuilder(Resource("reviews")).AddOtlpExporter(exporter => To(exporter, "logs"));
        })))
        using (var activity = source.StartActivity("enrol")!)
        {
            trace = activity.TraceId.ToHexString();
            logging.CreateLogger("Reviews.Enrolment").LogWarning("{State} is enrolled twice", "TUV");
        }

        var entry = (await view.Api("/api/logs?resource=reviews&level=warning&text=twice")).GetProperty("logs").EnumerateArray().ShouldHaveSingleItem();
        (entry.GetProperty("message").GetString(), entry.GetProperty("level").GetString(), entry.GetProperty("category").GetString(), entry.GetProperty("trace").GetString())
            .ShouldBe(("TUV is enrolled twice", "warning", "Reviews.Enrolment", trace));
        (await view.Api("/api/logs?level=error")).GetProperty("logs").GetArrayLength().ShouldBe(0);
        using var browser = await view.SignedIn();
        (await browser.GetStringAsync("/logs?level=Warning")).ShouldContain($"/traces/{trace}");
    }

    [Fact]
    public async Task Arrives_as_counters_gauges_and_histograms()
    {
        using var meter = new Meter("Tests.Measures");
        var (caughtUp, lag) = (meter.CreateCounter<long>("follower.caught_up", "{entry}"), meter.CreateHistogram<double>("relay.lag", "s", "From recording to confirm",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1, 10] }));
        meter.CreateObservableGauge("waiting", () => 7L);
        using (var provider = Sdk.CreateMeterProviderBuilder().AddMeter(meter.Name).SetResourceBuilder(Resource("networks"))
            .AddOtlpExporter((options, _) => To(options, "metrics")).Build())
        {
            caughtUp.Add(5);
            caughtUp.Add(6);
            for (var count = 0; count < 100; count++)
                lag.Record(count < 98 ? 0.05 : 5);
            provider.ForceFlush().ShouldBeTrue();
        }

        (await Series("follower.caught_up")).GetProperty("total").GetDouble().ShouldBe(11);
        (await Series("waiting")).GetProperty("now").GetDouble().ShouldBe(7);
        var distribution = await Series("relay.lag");
        distribution.GetProperty("total").GetDouble().ShouldBe(100);
        distribution.GetProperty("now").GetDouble().ShouldBe((98 * 0.05 + 2 * 5) / 100, 0.001);
        distribution.GetProperty("p50").GetDouble().ShouldBeInRange(0, 0.1);
        distribution.GetProperty("p99").GetDouble().ShouldBeInRange(1, 10);
        using var browser = await view.SignedIn();
        (await browser.GetStringAsync("/metrics?instrument=waiting")).ShouldContain("<h2>waiting</h2>");
    }

    [Fact]
    public async Task Is_refused_without_the_key_given_to_the_services()
    {
        using (var provider = Sdk.CreateTracerProviderBuilder().AddSource(source.Name).AddOtlpExporter(options => To(options, "traces", key: "guessed")).Build())
        {
            source.StartActivity("forged")!.Dispose();
            provider.ForceFlush();
        }

        view.Received.Traces.Size.Traces.ShouldBe(0);
    }

    [Theory]
    [InlineData("application/json", "", "{}", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-protobuf", "zstd", "", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-protobuf", "", "no protobuf", HttpStatusCode.BadRequest)]
    [InlineData("application/x-protobuf", "gzip", "no gzip", HttpStatusCode.BadRequest)]
    [InlineData("application/x-protobuf", "", "", HttpStatusCode.OK)]
    public async Task Is_answered_as_protobuf_whatever_was_sent(string type, string encoding, string body, HttpStatusCode status)
    {
        using var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new(type) } };
        if (encoding.Length > 0)
            content.Headers.ContentEncoding.Add(encoding);

        using var answer = await Send(content);

        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-protobuf");
    }

    [Fact]
    public async Task Is_read_when_packed_and_refused_when_it_unpacks_to_more_than_the_limit()
    {
        (await Send(Packed(1000))).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var bomb = Packed(Receiver.MostBytes + 1);
        bomb.Headers.ContentLength!.Value.ShouldBeLessThan(100_000);
        (await Send(bomb)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    /// <summary>One field of the given length that nobody reads, packed.</summary>
    static ByteArrayContent Packed(int length)
    {
        using var packed = new MemoryStream();
        using (var pack = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Compress))
        {
            pack.Write([15 << 3 | 2]);
            for (var rest = (uint)length; ; rest >>= 7)
            {
                pack.WriteByte((byte)(rest > 0x7F ? rest | 0x80 : rest));
                if (rest <= 0x7F)
                    break;
            }
            pack.Write(new byte[length]);
        }
        return new ByteArrayContent(packed.ToArray()) { Headers = { ContentType = new("application/x-protobuf"), ContentEncoding = { "gzip" } } };
    }

    async Task<HttpResponseMessage> Send(HttpContent content)
    {
        using var service = new HttpClient { BaseAddress = view.Root };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces") { Content = content, Headers = { { "x-otlp-api-key", view.Server.Access.ApiKey } } };
        return await service.SendAsync(request);
    }

    async Task<System.Text.Json.JsonElement> Series(string instrument) => (await view.Api($"/api/metrics/{instrument}")).GetProperty("series").EnumerateArray().ShouldHaveSingleItem();

    void To(OtlpExporterOptions options, string signal, string? key = null)
    {
        options.Endpoint = new Uri(view.Root, $"v1/{signal}");
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Headers = $"x-otlp-api-key={key ?? view.Server.Access.ApiKey}";
    }

    static ResourceBuilder Resource(string instance) => ResourceBuilder.CreateEmpty().AddService(instance.Split('-')[0], serviceInstanceId: instance);
}

using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Servers;
using ServiceDefaults.Tests.Sample;

namespace ServiceDefaults.Tests.Telemetry;

public class The_telemetry_of_a_service
{
    const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    static readonly string traceBytes = Encoding.Latin1.GetString(Convert.FromHexString(Trace));

    static async Task<(Collector Collector, Service Service)> Start()
    {
        var collector = await Collector.Start();
        var service = await Service.Start(collector.Settings);
        service.Http.DefaultRequestHeaders.Add("traceparent", $"00-{Trace}-00f067aa0ba902b7-01");
        return (collector, service);
    }

    [Fact]
    public async Task Names_a_span_after_its_route_in_the_callers_trace_with_what_a_reader_asks_for()
    {
        var (collector, service) = await Start();
        await using var one = collector;
        await using var two = service;

        await service.Post("/notes/secret-folder", "{}");

        await Eventually.True("the span arrives", () => Task.FromResult(collector.Has("traces", "POST /notes/{folder}", "http.route", "http.response.status_code", "sample", "service.name", traceBytes)));
    }

    [Fact]
    public async Task Leaves_out_the_questions_about_health()
    {
        var (collector, service) = await Start();
        await using var one = collector;
        await using var two = service;

        await service.Get("/health");
        await service.Get("/alive");
        await service.Get("/notes?asOf=2026-01-01");

        await Eventually.True("the other span arrives", () => Task.FromResult(collector.Has("traces", "GET /notes")));
        collector.All("traces").ShouldNotContain("GET /health");
        collector.All("traces").ShouldNotContain("GET /alive");
    }

    /// <summary>Aspire has everything sampled in what it runs.</summary>
    [Fact]
    public async Task Begins_a_trace_with_a_request_alone_whatever_the_environment_says()
    {
        await using var collector = await Collector.Start();
        await using var service = await Service.Start(new(collector.Settings) { ["OTEL_TRACES_SAMPLER"] = "always_on" });
        using var source = new ActivitySource("Npgsql");

        using (source.StartActivity("a look into the database", ActivityKind.Client))
        using (source.StartActivity("what it found", ActivityKind.Client))
        using (source.StartActivity("carried without anybody having asked"))
        {
        }
        using (source.StartActivity("a request", ActivityKind.Server))
        using (source.StartActivity("its look into the database", ActivityKind.Client))
        {
        }

        await Eventually.True("the request arrives", () => Task.FromResult(collector.Has("traces", "a request", "its look into the database")));
        collector.All("traces").ShouldNotContain("a look into");
        collector.All("traces").ShouldNotContain("what it found");
        collector.All("traces").ShouldNotContain("carried without");
    }

    [Fact]
    public async Task Carries_logs_with_the_trace_they_belong_to()
    {
        var (collector, service) = await Start();
        await using var one = collector;
        await using var two = service;

        await service.Get("/fail/bug");

        await Eventually.True("the log arrives", () => Task.FromResult(collector.Has("logs", "GET /fail/bug failed: interface/fault", traceBytes)));
    }

    [Fact]
    public async Task Counts_in_the_words_of_the_platform_and_the_framework()
    {
        var (collector, service) = await Start();
        await using var one = collector;
        await using var two = service;

        await service.App.Services.GetRequiredService<ServiceDefaults.Caching.AnswerCache>().GetOrCompute("x", () => Task.FromResult(1), TimeSpan.FromMinutes(1));
        await service.Get("/notes?asOf=2026-01-01");

        await Eventually.True("the metrics arrive", () => Task.FromResult(collector.Has("metrics", "cache.failures", "http.server.request.duration", "/notes")));
    }

    [Fact]
    public async Task Stays_at_home_when_nobody_is_named_to_send_it_to()
    {
        await using var service = await Service.Start();

        service.App.Services.GetServices<ILoggerProvider>().Select(provider => provider.GetType().Name).ShouldNotContain("OpenTelemetryLoggerProvider");
    }

    [Fact]
    public async Task Takes_its_name_from_the_environment_where_that_gives_one()
    {
        await using var collector = await Collector.Start();
        await using var service = await Service.Start(new(collector.Settings) { ["OTEL_SERVICE_NAME"] = "sample-from-outside" });
        service.Http.DefaultRequestHeaders.Add("traceparent", $"00-{Trace}-00f067aa0ba902b7-01");

        await service.Get("/notes?asOf=2026-01-01");

        await Eventually.True("the span arrives", () => Task.FromResult(collector.Has("traces", "sample-from-outside")));
    }
}

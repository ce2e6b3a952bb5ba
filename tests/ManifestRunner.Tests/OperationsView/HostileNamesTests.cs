using ManifestRunner.OperationsView.Telemetry;

namespace ManifestRunner.Tests.OperationsView;

public sealed class What_was_sent_with_a_hostile_name
{
    const string Hostile = "<script>alert(1)</script>\"'>";

    [Fact]
    public async Task Is_text_on_every_page()
    {
        await using var view = ViewUnderTest.Start();
        view.AddService(Hostile, $"http://127.0.0.1:1/{Hostile}", health: Hostile);
        view.Received.Traces.Add([Samples.Span(1, name: Hostile, service: Hostile, attribute: Hostile, failed: true) with { Status = Hostile }, Samples.Span(2, parent: 1, name: Hostile)]);
        view.Received.Logs.Add([Samples.Entry(Hostile, service: Hostile, trace: Samples.TraceId(1))]);
        view.Received.Metrics.Add([Samples.Point(Hostile, InstrumentKind.Gauge, TimeProvider.System.GetUtcNow(), 1, resource: Hostile, attribute: Hostile)]);
        using var browser = await view.SignedIn();

        foreach (var path in (string[])["/", "/logs", "/traces", $"/traces/{Samples.TraceId(1)}", $"/metrics?instrument={Uri.EscapeDataString(Hostile)}", $"/logs?text={Uri.EscapeDataString(Hostile)}"])
        {
            var page = await browser.GetStringAsync(path);
            page.ShouldNotContain("<script>alert");
            page.ShouldContain("&lt;script&gt;alert(1)");
        }
    }
}

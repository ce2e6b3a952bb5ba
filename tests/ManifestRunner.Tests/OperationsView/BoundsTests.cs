using ManifestRunner.OperationsView.Telemetry;

namespace ManifestRunner.Tests.OperationsView;

/// <summary>Memory is bounded: whoever pours in more loses the oldest.</summary>
public sealed class What_is_kept_of_telemetry
{
    static readonly Bounds small = new(Traces: 20, Lone: 5, Spans: 60, SpanBytes: 100_000, Logs: 30, LogBytes: 30_000, Series: 10);

    [Fact]
    public void Is_the_last_traces_when_there_are_too_many()
    {
        var traces = new Traces(small with { Spans = 1000 });
        for (var trace = 1; trace <= 500; trace++)
            traces.Add([Samples.Span(2 * trace, trace: trace, start: trace), Samples.Span(2 * trace + 1, parent: 2 * trace, trace: trace, start: trace)]);

        (traces.Size.Traces, traces.Size.Spans).ShouldBe((20, 40));
        traces.List(null, null, false, TimeSpan.Zero, 1, 100).Select(trace => trace.Id).ShouldBe(Enumerable.Range(481, 20).Reverse().Select(Samples.TraceId));
    }

    [Fact]
    public void Is_fewer_traces_when_their_spans_are_too_many()
    {
        var traces = new Traces(small);
        for (var trace = 1; trace <= 50; trace++)
            traces.Add(Enumerable.Range(1, 10).Select(span => Samples.Span(100 * trace + span, trace: trace)));

        traces.Size.Spans.ShouldBe(60);
    }

    [Fact]
    public void Is_less_when_what_is_sent_is_large()
    {
        var (traces, logs) = (new Traces(small), new StructuredLogs(small));
        for (var trace = 1; trace <= 50; trace++)
        {
            traces.Add([Samples.Span(2 * trace, trace: trace), Samples.Span(2 * trace + 1, trace: trace, attribute: new string('x', 20_000))]);
            logs.Add([Samples.Entry(new string('x', 5_000))]);
        }

        traces.Size.Bytes.ShouldBeInRange(1, small.SpanBytes);
        logs.Size.Bytes.ShouldBeInRange(1, small.LogBytes);
    }

    [Fact]
    public void Is_nothing_of_one_trace_that_never_ends_rather_than_all_of_it()
    {
        var traces = new Traces(small);
        for (var span = 1; span <= 10_000; span++)
            traces.Add([Samples.Span(span)]);

        traces.Size.Spans.ShouldBeLessThanOrEqualTo(small.Spans);
    }

    [Fact]
    public void Lets_no_background_work_push_out_what_people_did()
    {
        var traces = new Traces(small);
        traces.Add([Samples.Span(1, trace: 1, name: "deposit"), Samples.Span(2, parent: 1, trace: 1)]);
        for (var trace = 2; trace <= 500; trace++)
            traces.Add([Samples.Span(trace + 1, trace: trace, name: "look")]);

        traces.Of(Samples.TraceId(1)).Count.ShouldBe(2);
        traces.Size.Traces.ShouldBe(1 + small.Lone);
    }

    [Fact]
    public void Is_the_last_log_entries()
    {
        var logs = new StructuredLogs(small with { LogBytes = int.MaxValue });
        logs.Add(Enumerable.Range(1, 10_000).Select(number => Samples.Entry($"{number}")));

        logs.Size.Entries.ShouldBe(30);
        logs.List(null, LogLevel.Trace, null, null, 2).Select(entry => entry.Message).ShouldBe(["10000", "9999"]);
    }

    [Fact]
    public void Is_the_series_heard_of_last()
    {
        var time = new Clock(Samples.Begun);
        var metrics = new Metrics(small, time);
        for (var number = 0; number < 500; number++)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            metrics.Add([Samples.Point("waiting", InstrumentKind.Gauge, time.GetUtcNow(), number, attribute: $"{number}")]);
        }

        metrics.Size.ShouldBe(small.Series);
        metrics.Of("waiting", TimeSpan.FromMinutes(60), series => series.Attributes).Select(line => line.Now).Order().ShouldBe(Enumerable.Range(490, 10).Select(number => (double)number));
    }

    [Fact]
    public void Is_one_hour_of_each_series()
    {
        var time = new Clock(Samples.Begun);
        var metrics = new Metrics(small, time);
        for (var minute = 0; minute < 180; minute++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            metrics.Add([Samples.Point("waiting", InstrumentKind.Gauge, time.GetUtcNow(), minute)]);
        }

        var line = metrics.Of("waiting", TimeSpan.FromMinutes(60), series => series.Resource).ShouldHaveSingleItem();
        line.Values.Where(value => !double.IsNaN(value)).ShouldBe(Enumerable.Range(120, 60).Select(minute => (double)minute));
    }

    /// <summary>The bounds that hold in earnest, poured over with large telemetry: the process must not grow with it.</summary>
    [Fact]
    public void Takes_no_more_memory_for_twice_as_much()
    {
        var bounds = new Bounds();
        var (traces, logs) = (new Traces(bounds), new StructuredLogs(bounds));
        void Pour(int from)
        {
            for (var number = from; number < from + 30_000; number++)
            {
                traces.Add([Samples.Span(3 * number + 1, trace: number / 4 + 1, attribute: $"{number} {new string('x', 500)}")]);
                logs.Add([Samples.Entry($"{number} {new string('y', 500)}")]);
            }
        }

        Pour(0);
        var once = GC.GetTotalMemory(forceFullCollection: true);
        Pour(30_000);
        var twice = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(traces);
        GC.KeepAlive(logs);

        once.ShouldBeLessThan(80_000_000);
        twice.ShouldBeLessThan(once + 5_000_000);
    }
}

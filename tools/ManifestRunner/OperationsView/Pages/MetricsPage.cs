using System.Text.RegularExpressions;
using ManifestRunner.OperationsView.Telemetry;

namespace ManifestRunner.OperationsView.Pages;

/// <summary>What an operator watches, each as its value now and its line over the last minutes; and any other instrument.</summary>
static partial class MetricsPage
{
    static readonly int[] windows = [5, 15, 60];

    public static Html Of(Metrics metrics, string? chosen, int minutes, Html elsewhere)
    {
        var window = TimeSpan.FromMinutes(minutes);
        IReadOnlyList<Line> Of(string instrument, Func<Series, string> by) => metrics.Of(instrument, window, by);
        return Layout.Page("Metrics", "/metrics", Html.Of($"""
            {elsewhere}
            <form class="filter" method="get">
            <label>The last <select name="minutes">{windows.Select(one => Layout.Option($"{one}", $"{one} minutes", $"{minutes}"))}</select></label>
            <label>Another instrument <select name="instrument">{Layout.Option("", "none", chosen)}{metrics.Instruments().Select(instrument => Layout.Option(instrument.Name, instrument.Name, chosen))}</select></label>
            <button>Show</button>
            </form>
            <div data-live id="metrics">
            {(chosen is { Length: > 0 } ? Any(chosen, Of(chosen, series => series.Attributes.Length > 0 ? $"{series.Resource}: {series.Attributes}" : series.Resource)) : Html.Nothing)}
            <div class="panels">
            {Panel("Relay lag", "From recording an entry to the broker's confirm; mean.", "No service has relayed an entry since it started.", Of("relay.lag", series => series.Resource))}
            {Panel("Follower lag", "From recording an entry at its source to its being applied here; mean.", "No service has applied an entry since it started.", Of("follower.lag", series => series.Resource))}
            {Panel("Parked entries", "Foreign entries that could not be applied and wait for an operator.", "No service that keeps a journal answers yet.", Of(Measurements.Parked.Name, series => series.Service), new("/journals", "Look at them"))}
            {Panel("Catch-up reads", "Entries read from the source's journal rather than from the broker.", "None since the services started.", Of("follower.caught_up", series => series.Resource))}
            {Panel("Queue depth", "Messages in each queue of the broker.", "The broker's management API does not answer.", Of(Measurements.Queue.Name, QueueName))}
            {Requests(Of("http.server.request.duration", series => series.Service))}
            {Panel("Resident memory", "Of each resource with all its processes; pages they share are counted once.", "Not measured yet.", Of(Measurements.Memory.Name, series => series.Resource))}
            </div>
            </div>
            """));
    }

    /// <summary>Queues that a process makes for itself have names nobody knows: they are shown as one.</summary>
    static string QueueName(Series series) => TemporaryQueue().IsMatch(series.Attributes) ? "temporary queues" : series.Attributes.Replace("queue=", "", StringComparison.Ordinal);

    static Html Panel(string title, string meaning, string none, IReadOnlyList<Line> lines, KeyValuePair<string, string>? link = null) => Html.Of($"""
        <section class="panel"><h2>{title}</h2><p class="hint">{meaning}{(link is { } to ? Html.Of($""" <a href="{to.Key}">{to.Value}</a>""") : Html.Nothing)}</p>
        {(lines.Count == 0 ? Html.Of($"""<p class="none">{none}</p>""") : Html.Of($"""
            <table class="measures"><thead><tr><th>Who</th><th>Now</th><th>Lately</th></tr></thead><tbody>{lines.Select(Row)}</tbody></table>
            """))}
        </section>
        """);

    static Html Row(Line line) => Html.Of($"""
        <tr><th scope="row">{line.Name}</th><td class="number">{Now(line)}</td><td>{Sparkline.Of(line.Values, value => Value(line.Instrument, value))}</td></tr>
        """);

    static Html Requests(IReadOnlyList<Line> lines) => Html.Of($"""
        <section class="panel"><h2>HTTP requests</h2><p class="hint">Answered by each service; percentiles over the time shown.</p>
        {(lines.Count == 0 ? Html.Of($"""<p class="none">No request has been answered yet.</p>""") : Html.Of($"""
            <table class="measures"><thead><tr><th>Who</th><th>Each second</th><th>p50</th><th>p99</th><th>Requests lately</th></tr></thead><tbody>{lines.Select(line => Html.Of($"""
            <tr><th scope="row">{line.Name}</th><td class="number">{Written.Number(Lately(line.Rate))}</td><td class="number">{Written.Seconds(line.Percentile(0.5))}</td><td class="number">{Written.Seconds(line.Percentile(0.99))}</td><td>{Sparkline.Of(line.Rate, value => $"{Written.Number(value)} each second")}</td></tr>
            """))}</tbody></table>
            """))}
        </section>
        """);

    static Html Any(string name, IReadOnlyList<Line> lines) => lines.Count == 0
        ? Html.Of($"""<p class="none">{name} has not been measured.</p>""")
        : Html.Of($"""
            <section class="panel wide"><h2>{name}</h2><p class="hint">{lines[0].Instrument.Description} ({Kind(lines[0].Instrument)})</p>
            <table class="measures"><thead><tr><th>Who</th><th>Now</th><th>Lately</th></tr></thead><tbody>{lines.Select(Row)}</tbody></table></section>
            """);

    static string Kind(Instrument instrument) => instrument.Kind switch
    {
        InstrumentKind.Counter => "a counter: what came each second",
        InstrumentKind.Histogram => "many values: their mean",
        _ => "the last value",
    };

    static Html Now(Line line) => line.Instrument.Kind switch
    {
        InstrumentKind.Counter => Html.Of($"{Value(line.Instrument, line.Now)} <small>{Written.Value(line.Total, line.Instrument.Unit)} in all</small>"),
        InstrumentKind.Histogram when line.Age is { TotalMinutes: >= 1 } age => Html.Of($"{Value(line.Instrument, line.Now)} <small>{Written.Duration(age)} ago</small>"),
        _ => Html.Of($"{Value(line.Instrument, line.Now)}"),
    };

    static string Value(Instrument instrument, double value) => Written.Value(value, instrument.Unit) + (instrument.Kind == InstrumentKind.Counter && !double.IsNaN(value) ? "/s" : "");

    [GeneratedRegex("_endpoint_[a-z0-9]{20,}$")]
    private static partial Regex TemporaryQueue();

    /// <summary>The mean of the last minute.</summary>
    static double Lately(double[] rate) => rate.TakeLast(60 / Series.SlotSeconds + 1).SkipLast(1).Where(double.IsFinite).Sum() / (60 / Series.SlotSeconds);
}

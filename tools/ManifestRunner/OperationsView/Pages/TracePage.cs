using ManifestRunner.OperationsView.Telemetry;

namespace ManifestRunner.OperationsView.Pages;

/// <summary>One trace as a waterfall across services and the bus, with the logs written during it.</summary>
static class TracePage
{
    /// <summary>Deeper spans are no longer moved to the right, so that their names stay readable.</summary>
    const int DeepestShown = 12;

    /// <summary>Source of the database's spans: as a rule most of a trace, and its leaves.</summary>
    const string Database = "Npgsql";

    /// <param name="withDatabase">Whether the calls to the database are shown.</param>
    public static Html Of(IReadOnlyList<Span> spans, IReadOnlyList<LogEntry> logs, TraceSummary summary, bool withDatabase)
    {
        var rows = Waterfall.Of(spans).Where(row => withDatabase || row.Span.Source != Database || row.Span.Failed).ToList();
        var calls = spans.Count(span => span.Source == Database);
        return Layout.Page(summary.Name, "/traces", Html.Of($"""
            <p class="lead">{Written.Duration(summary.Duration)} from {Written.Time(summary.Start)} UTC, {summary.Spans} spans{(summary.Errors > 0 ? Html.Of($""", <strong class="unwell">{summary.Errors} with errors</strong>""") : Html.Nothing)}, in {TracesPage.Services(summary)} <span class="id">trace {summary.Id}</span></p>
            <p class="hint">Each line opens with what is known of the span. {(calls == 0 ? Html.Nothing : withDatabase ? Html.Of($"""<a href="?database=no">Leave out the {calls} calls to the database</a>""") : Html.Of($"""<a href="?">Show also the {calls} calls to the database</a>"""))}</p>
            <div class="waterfall" role="list" aria-label="Spans, each below the one it happened in">
            <div class="axis" aria-hidden="true"><span></span><span class="marks">{((double[])[0, 0.25, 0.5, 0.75, 1]).Select(part => Html.Of($"<span>{Written.Duration(summary.Duration * part)}</span>"))}</span></div>
            {rows.Select(row => Row(row, summary.Start, logs))}
            </div>
            <h2>Logs of this trace</h2>
            {(logs.Count == 0 ? Html.Of($"""<p class="none">Nothing was logged during it.</p>""") : LogsPage.Table(logs, withTrace: false))}
            """), live: false);
    }

    static Html Row(WaterfallRow row, DateTimeOffset start, IReadOnlyList<LogEntry> logs)
    {
        var span = row.Span;
        var (x, width) = (Math.Clamp(row.From * 1000, 0, 997), Math.Clamp(row.Length * 1000, 3, 1000));
        return Html.Of($"""
            <details role="listitem" id="{span.Id}"{(span.Failed ? Html.Of($" class=\"failed\"") : Html.Nothing)}>
            <summary>
            <span class="what d{Math.Min(row.Depth, DeepestShown)}"><span class="service {Layout.Colour(span.Service)}">{span.Resource}</span> <span class="name">{span.Name}</span>{(span.Failed ? Html.Of($""" <span class="badge bad">error</span>""") : Html.Nothing)}{LogCount(span, logs)} <span class="kind">{span.Hint}</span></span>
            <span class="when"><svg viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden="true"><rect class="{Layout.Colour(span.Service)}" x="{x:0.#}" width="{Math.Min(width, 1000 - x):0.#}" y="2" height="10"/></svg><span class="duration">{Written.Duration(span.Duration)}</span></span>
            </summary>
            <div class="detail">
            {(span.Status.Length > 0 ? Html.Of($"""<p class="unwell">{span.Status}</p>""") : Html.Nothing)}
            {Layout.Pairs([new("begins after", Written.Duration(span.Start - start)), new("lasts", Written.Duration(span.Duration)), new("kind", span.Kind), new("source", span.Source), new("span", span.Id), .. span.Attributes])}
            {span.Events.Select(one => Html.Of($"""<h3>{one.Name} <small>after {Written.Duration(one.At - start)}</small></h3>{Layout.Pairs(one.Attributes)}"""))}
            </div>
            </details>
            """);
    }

    static Html LogCount(Span span, IReadOnlyList<LogEntry> logs) =>
        logs.Count(entry => entry.Span == span.Id) is > 0 and var count ? Html.Of($""" <small class="logs">{count} logged</small>""") : Html.Nothing;
}

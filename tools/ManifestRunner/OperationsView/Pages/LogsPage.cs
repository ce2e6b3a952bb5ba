using ManifestRunner.OperationsView.Telemetry;

namespace ManifestRunner.OperationsView.Pages;

/// <summary>What the services logged, with its values and the trace it belongs to.</summary>
static class LogsPage
{
    /// <summary>Shown at once; a filter finds the others.</summary>
    public const int Most = 200;

    public static Html Of(IReadOnlyList<LogEntry> entries, IEnumerable<string> resources, string? resource, LogLevel least, string? text, string? trace, Html elsewhere) => Layout.Page("Logs", "/logs", Html.Of($"""
        {elsewhere}
        <form class="filter" method="get">
        {Layout.ResourceChoice(resources, resource)}
        <label>Level <select name="level">{Enum.GetValues<LogLevel>().Skip(1).Select(level => Layout.Option($"{level}", level < LogLevel.Critical ? $"{level} and above" : $"{level}", $"{least}"))}</select></label>
        <label>Text <input name="text" value="{text}"></label>
        {(trace is null ? Html.Nothing : Html.Of($"""<label>Trace <input name="trace" value="{trace}"></label>"""))}
        <button>Show</button>
        </form>
        <div data-live id="logs">{(entries.Count == 0 ? Html.Of($"""<p class="none">Nothing was logged that fits.</p>""") : Table(entries, withTrace: true))}</div>
        """));

    /// <param name="withTrace">Whether each entry leads to its trace.</param>
    public static Html Table(IReadOnlyList<LogEntry> entries, bool withTrace) => Html.Of($"""
        <table class="cards">
        <thead><tr><th>Time (UTC)</th><th>Level</th><th>Resource</th><th>Message</th>{(withTrace ? Html.Of($"<th>Trace</th>") : Html.Nothing)}</tr></thead>
        <tbody>{entries.Select(entry => Row(entry, withTrace))}</tbody>
        </table>
        {(entries.Count >= Most ? Html.Of($"""<p class="none">Only the last {Most} are shown: narrow them down above.</p>""") : Html.Nothing)}
        """);

    static Html Row(LogEntry entry, bool withTrace) => Html.Of($"""
        <tr class="level-{entry.Level.ToString().ToLowerInvariant()}">
        <td data-label="Time" class="time">{Written.Time(entry.At)}</td>
        <td data-label="Level"><span class="badge {(entry.Level >= LogLevel.Error ? "bad" : entry.Level == LogLevel.Warning ? "busy" : "off")}">{entry.Level.ToString()}</span></td>
        <td data-label="Resource"><span class="service {Layout.Colour(entry.Service)}">{entry.Resource}</span></td>
        <td data-label="Message"><details><summary>{entry.Message}</summary>{Layout.Pairs([new("category", entry.Category), .. entry.Attributes])}</details></td>
        {(withTrace ? Html.Of($"""<td data-label="Trace">{Link(entry)}</td>""") : Html.Nothing)}
        </tr>
        """);

    static Html Link(LogEntry entry) => entry.Trace.Length == 0 ? Html.Of($"{Written.Nothing}")
        : Html.Of($"""<a href="/traces/{entry.Trace}" aria-label="Trace {entry.Trace}">{entry.Trace[..8]}</a>""");
}

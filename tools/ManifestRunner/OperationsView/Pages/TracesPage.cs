using ManifestRunner.OperationsView.Telemetry;

namespace ManifestRunner.OperationsView.Pages;

/// <summary>What is asked of the list of traces.</summary>
/// <param name="Least">In milliseconds.</param>
/// <param name="All">Whether also those of one span are listed, which are background work most of the time.</param>
sealed record TraceFilter(string? Resource, string? Name, bool Errors, int Least, bool All);

/// <summary>The last traces.</summary>
static class TracesPage
{
    public const int Most = 100;

    public static Html Of(IReadOnlyList<TraceSummary> traces, IEnumerable<string> resources, TraceFilter filter, Html elsewhere)
    {
        var longest = traces.Select(trace => trace.Duration.Ticks).DefaultIfEmpty(1).Max();
        return Layout.Page("Traces", "/traces", Html.Of($"""
            {elsewhere}
            <form class="filter" method="get">
            {Layout.ResourceChoice(resources, filter.Resource)}
            <label>Name <input name="name" value="{filter.Name}"></label>
            <label>At least <input name="least" type="number" min="0" value="{filter.Least}" class="short"> ms</label>
            <label><input type="checkbox" name="errors" value="1"{Checked(filter.Errors)}> with errors</label>
            <label><input type="checkbox" name="all" value="1"{Checked(filter.All)}> also single spans</label>
            <button>Show</button>
            </form>
            <div data-live id="traces">{(traces.Count == 0 ? Html.Of($"""<p class="none">No trace that fits has come yet.</p>""") : Table(traces, longest))}</div>
            """));
    }

    static Html Table(IReadOnlyList<TraceSummary> traces, long longest) => Html.Of($"""
        <table class="cards">
        <thead><tr><th>Begun (UTC)</th><th>Name</th><th>Services</th><th>Spans</th><th>Duration</th></tr></thead>
        <tbody>{traces.Select(trace => Row(trace, longest))}</tbody>
        </table>
        {(traces.Count >= Most ? Html.Of($"""<p class="none">Only the last {Most} are shown: narrow them down above.</p>""") : Html.Nothing)}
        """);

    static Html Row(TraceSummary trace, long longest) => Html.Of($"""
        <tr>
        <td data-label="Begun" class="time">{Written.Time(trace.Start)}</td>
        <th scope="row" data-label="Name"><span><a href="/traces/{trace.Id}">{trace.Name}</a> <span class="kind">{trace.Hint}</span></span></th>
        <td data-label="Services">{Services(trace)}</td>
        <td data-label="Spans" class="number">{trace.Spans}{(trace.Errors > 0 ? Html.Of($""" <span class="badge bad">{trace.Errors} {(trace.Errors == 1 ? "error" : "errors")}</span>""") : Html.Nothing)}</td>
        <td data-label="Duration" class="number">{Written.Duration(trace.Duration)} <svg class="length" viewBox="0 0 100 6" width="100" height="6" aria-hidden="true"><rect width="{Math.Max(1, 100 * trace.Duration.Ticks / Math.Max(1, longest))}" height="6"/></svg></td>
        </tr>
        """);

    public static Html Services(TraceSummary trace) =>
        Html.Of($"""{trace.Resources.Select(one => Html.Of($"""<span class="service {Layout.Colour(one.Service)}">{one.Service} <small>{one.Spans}</small></span> """))}""");

    static Html Checked(bool on) => on ? Html.Of($" checked") : Html.Nothing;
}

namespace ManifestRunner.OperationsView.Pages;

/// <summary>The services' journals: what is parked, and whether they are sound.</summary>
static class JournalsPage
{
    public static Html Of(IReadOnlyList<Journal> journals, string formToken, Html outcome) => Layout.Page("Journals", "/journals", Html.Of($"""
        {outcome}
        <p class="lead">Entries of other services that a service could not apply are parked until an operator retries or skips them; see docs/operations/journals.md. Skipping wants a reason and is done through the service itself.</p>
        {(journals.Count == 0 ? Html.Of($"""<p class="none">No service that keeps a journal answers.</p>""") : Html.Nothing)}
        {journals.Select(journal => One(journal, formToken))}
        """), live: false);

    static Html One(Journal journal, string formToken) => Html.Of($"""
        <section class="panel wide" id="{journal.Service}">
        <h2>{journal.Service}</h2>
        <div class="do">{Button(journal.Service, "verify", "Verify", "what came since the last time", formToken)}{Button(journal.Service, "verify-full", "Verify all", "from the first entry", formToken)}</div>
        {(journal.Trouble is { } trouble ? Html.Of($"""<p class="unwell">{trouble}</p>""")
            : journal.Parked.Count == 0 ? Html.Of($"""<p class="good">Nothing is parked.</p>""")
            : Html.Of($"""
            <table class="cards"><thead><tr><th>Entry</th><th>Stream</th><th>Why</th><th>Tries</th><th>Parked (UTC)</th><th>Do</th></tr></thead>
            <tbody>{journal.Parked.Select(parked => Row(journal.Service, parked, formToken))}</tbody></table>
            """))}
        </section>
        """);

    static Html Row(string service, ParkedEntry parked, string formToken) => Html.Of($"""
        <tr><th scope="row" data-label="Entry"><span>{parked.Source} {parked.Position} <span class="kind">{parked.Type}</span></span></th>
        <td data-label="Stream">{parked.Stream}</td>
        <td data-label="Why">{parked.Reason}</td>
        <td data-label="Tries" class="number">{parked.Tries}</td>
        <td data-label="Parked">{parked.ParkedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)}</td>
        <td data-label="Do" class="do">{(parked.Skipped is { } why ? Html.Of($"skipped: {why}") : Button(service, $"{parked.Source}/{parked.Position}/retry", "Retry", "with all that is parked of its stream", formToken))}</td></tr>
        """);

    static Html Button(string service, string what, string name, string hint, string formToken) => Html.Of($"""
        <form method="post" action="/journals/{service}/{what}"><input type="hidden" name="{Access.FormField}" value="{formToken}"><button title="{hint}">{name}</button></form>
        """);

    public static Html Outcome(RetryOutcome outcome) => Html.Of($"""
        <p class="notice" role="status">{(outcome.Trouble ?? (outcome.StillParked == 0 ? $"All of {outcome.Stream} is applied." : $"{outcome.StillParked} entries of {outcome.Stream} are still parked: {outcome.Reason}"))}</p>
        """);

    public static Html Outcome(string service, Verification found) => Html.Of($"""
        <div class="notice" role="status"><p>{found switch
    {
        { Trouble: { } trouble } => $"{service} was not verified: {trouble}",
        { Sound: true } => $"The journal of {service} is sound: {Written.Number(found.Entries)} entries read, from after position {found.From} to {found.To}, epoch {found.Epoch}.",
        _ => $"The journal of {service} is not as it was written. {found.Findings.Count} findings in {Written.Number(found.Entries)} entries:",
    }}</p>
        {(found.Findings.Count == 0 ? Html.Nothing : Html.Of($"""<ul>{found.Findings.Select(one => Html.Of($"<li>{one.Stream}, version {one.Version}: {one.What}</li>"))}</ul>"""))}</div>
        """);
}

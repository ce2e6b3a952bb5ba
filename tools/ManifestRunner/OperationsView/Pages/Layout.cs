namespace ManifestRunner.OperationsView.Pages;

/// <summary>The frame of every page.</summary>
static class Layout
{
    const int Colours = 8, MostColoured = 1000;

    static readonly Dictionary<string, int> colours = new(StringComparer.Ordinal);

    static readonly (string Path, string Name)[] pages =
        [("/", "Resources"), ("/console", "Console"), ("/logs", "Logs"), ("/traces", "Traces"), ("/metrics", "Metrics"), ("/journals", "Journals")];

    /// <param name="here">Path of the page in the menu.</param>
    /// <param name="live">Whether the part marked <c>data-live</c> is brought up to date by itself.</param>
    public static Html Page(string title, string here, Html content, bool live = true) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title} – Operations</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/view.css">
        {(live ? Html.Of($"<script src=\"/live.js\" defer></script>") : Html.Nothing)}
        </head>
        <body>
        <a class="skip" href="#content">To the content</a>
        <header>
        <p class="house">Treaty Platform <span>Operations</span></p>
        <nav aria-label="Pages"><ul>{pages.Select(page => Html.Of($"""<li><a href="{page.Path}"{Current(page.Path == here)}>{page.Name}</a></li>"""))}</ul></nav>
        </header>
        <main id="content" tabindex="-1">
        <div class="title"><h1>{title}</h1>{(live ? Html.Of($"""<button type="button" id="pause" hidden>Pause updates</button>""") : Html.Nothing)}</div>
        {content}
        </main>
        </body>
        </html>
        """);

    /// <summary>What is shown to who has not signed in, or asks for what is not there.</summary>
    public static Html Notice(string title, Html text) => Page(title, "", Html.Of($"""<p class="notice">{text}</p>"""), live: false);

    public static Html Option(string value, string name, string? chosen) => Html.Of($"""<option value="{value}"{(value == (chosen ?? "") ? Html.Of($" selected") : Html.Nothing)}>{name}</option>""");

    /// <summary>Choice of a resource, the first being all of them.</summary>
    public static Html ResourceChoice(IEnumerable<string> resources, string? chosen) => Html.Of($"""
        <label>Resource <select name="resource">{Option("", "all", chosen)}{resources.Select(name => Option(name, name, chosen))}</select></label>
        """);

    /// <summary>Keys and values, as a list that a screen reader announces in pairs.</summary>
    public static Html Pairs(IEnumerable<KeyValuePair<string, string>> pairs) =>
        Html.Of($"""<dl class="pairs">{pairs.Select(pair => Html.Of($"<div><dt>{pair.Key}</dt><dd>{pair.Value}</dd></div>"))}</dl>""");

    /// <summary>One of eight colours for a service, always the same one, and another for the next as long as there are.</summary>
    public static string Colour(string service)
    {
        lock (colours)
        {
            if (!colours.TryGetValue(service, out var colour) && colours.Count < MostColoured)
                colours[service] = colour = colours.Count % Colours;
            return $"c{colour}";
        }
    }

    static Html Current(bool here) => here ? Html.Of($" aria-current=\"page\"") : Html.Nothing;
}

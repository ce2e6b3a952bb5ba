using System.Text;
using System.Text.RegularExpressions;
using ManifestRunner.Running;

namespace ManifestRunner.OperationsView.Pages;

/// <summary>The end of what a resource writes to its console.</summary>
static partial class ConsolePage
{
    /// <summary>Of the file's end: more than the lines asked for ever are.</summary>
    const int MostBytes = 1_000_000;

    public static Html List(IReadOnlyList<Vitals> resources) => Layout.Page("Console", "/console", Html.Of($"""
        <p class="lead">What each resource writes. <code>./platform logs NAME --follow</code> shows the same.</p>
        <ul class="choice">{resources.Where(resource => resource.State.Log is not null).Select(resource => Html.Of($"""
            <li><a href="/console/{resource.State.Name}">{resource.State.Name}</a> {ResourcesPage.Badge(resource.State.Status)}</li>
            """))}</ul>
        """), live: false);

    /// <param name="contains">Only lines that hold it; null for all.</param>
    public static Html Of(ResourceState resource, int lines, string? contains) => Layout.Page($"Console of {resource.Name}", "/console", Html.Of($"""
        <form class="filter" method="get">
        <label>Lines <select name="lines">{((int[])[200, 1000, 5000]).Select(count => Layout.Option($"{count}", $"the last {count}", $"{lines}"))}</select></label>
        <label>Containing <input name="contains" value="{contains}"></label>
        <button>Show</button> <a href="/console/{resource.Name}.txt">as plain text</a> <a href="/console">other resources</a>
        </form>
        <pre data-live id="log" class="console" tabindex="0" role="region" aria-label="The end of the log of {resource.Name}">{string.Join('\n', Tail(resource.Log!, lines, contains))}</pre>
        """));

    /// <summary>The last lines, without the colours meant for terminals.</summary>
    public static IEnumerable<string> Tail(string log, int lines, string? contains)
    {
        if (!File.Exists(log))
            return [];
        using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var whole = file.Length <= MostBytes;
        file.Position = whole ? 0 : file.Length - MostBytes;
        using var reader = new StreamReader(file, Encoding.UTF8);
        var all = TerminalCodes().Replace(reader.ReadToEnd(), "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return all.Skip(whole ? 0 : 1).Where(line => contains is null || line.Contains(contains, StringComparison.OrdinalIgnoreCase)).TakeLast(lines);
    }

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]|\r")]
    private static partial Regex TerminalCodes();
}

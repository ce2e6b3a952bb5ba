using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Portal.Browser.Tests.World;

/// <summary>Looks at a page as axe-core does.</summary>
static class Axe
{
    static readonly string script = Read();

    /// <summary>Every rule of WCAG 2.2, levels A and AA, and axe's own best practices.</summary>
    static readonly string[] tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    /// <returns>A line for each finding: rule, help, and the first element it was found at.</returns>
    public static async Task<IReadOnlyList<string>> Findings(IPage page)
    {
        // Evaluated by the browser's own tools, which the page's policy (run nothing) does not concern.
        await page.EvaluateAsync(script);
        var json = await page.EvaluateAsync<string>("tags => axe.run({ runOnly: { type: 'tag', values: tags } }).then(it => JSON.stringify(it.violations))", tags);
        return [.. JsonDocument.Parse(json).RootElement.EnumerateArray().Select(it =>
            $"{it.GetProperty("id").GetString()}: {it.GetProperty("help").GetString()} ({it.GetProperty("nodes").GetArrayLength()}) {it.GetProperty("nodes")[0].GetProperty("html").GetString()}")];
    }

    static string Read()
    {
        using var resource = typeof(AxeResult).Assembly.GetManifestResourceStream("Deque.AxeCore.Commons.Resources.axe.min.js")!;
        using var text = new StreamReader(resource);
        return text.ReadToEnd();
    }
}

using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Portal.Browser.Tests.World;

/// <summary>Looks at a page as axe-core does.</summary>
static class Axe
{
    /// <summary>Every rule of WCAG 2.2, levels A and AA, and axe's own best practices.</summary>
    static readonly AxeRunOptions rules = new() { RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice") };

    /// <returns>A line for each finding: rule, help, and the first element it was found at.</returns>
    public static async Task<IReadOnlyList<string>> Findings(IPage page) =>
        [.. (await page.RunAxe(rules)).Violations.Select(it => $"{it.Id}: {it.Help} ({it.Nodes.Length}) {it.Nodes[0].Html}")];
}

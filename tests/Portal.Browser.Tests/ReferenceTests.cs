using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Portal.Browser.Tests;

public class The_references_of_the_interfaces(Site site)
{
    /// <summary>Milliseconds: five megabytes of script take their time on a busy machine.</summary>
    const float Patience = 120_000;

    [Theory]
    [InlineData("/docs/", "Portal", "Show an instrument with its parties as of a day")]
    [InlineData("/api/treaties/docs/", "Treaties", "List the parties to an instrument")]
    public async Task Are_read_from_the_portal_without_asking_anyone_else(string path, string service, string useCase)
    {
        await using var context = await site.Browser.NewContextAsync(new() { BaseURL = site.Address.ToString(), ViewportSize = new() { Width = 1280, Height = 900 } });
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
        var (asked, complaints) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        page.Request += (_, request) => asked.Enqueue(request.Url);
        page.Console += (_, message) => { if (message.Type is "error") complaints.Enqueue(message.Text); };

        await page.GotoAsync(path);
        await page.GetByRole(AriaRole.Heading, new() { Name = service, Exact = true, Level = 1 }).WaitForAsync();
        await page.GetByText(useCase).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.ScreenshotAsync(new() { Path = Path.Combine(Site.Screenshots, $"reference-{service}.png") });

        asked.Where(address => !address.StartsWith(site.Address.ToString(), StringComparison.Ordinal) && !address.StartsWith("data:", StringComparison.Ordinal)).ShouldBeEmpty();
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Lead_from_the_portals_to_those_of_the_services()
    {
        await using var context = await site.Browser.NewContextAsync(new() { BaseURL = site.Address.ToString() });
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();

        await page.GotoAsync("/docs/");
        await page.GetByRole(AriaRole.Link, new() { Name = "treaties", Exact = true }).ClickAsync();

        await page.GetByRole(AriaRole.Heading, new() { Name = "Treaties", Exact = true, Level = 1 }).WaitForAsync();
        new Uri(page.Url).AbsolutePath.ShouldBe("/api/treaties/docs/");
    }
}

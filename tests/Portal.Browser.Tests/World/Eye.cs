using Microsoft.Playwright;

namespace Portal.Browser.Tests.World;

/// <summary>Looks at a page as people do: keeps a picture of it, and holds it to what every page is held to.</summary>
static class Eye
{
    /// <summary>Of a long table the beginning is enough for the eye.</summary>
    const int ScreenshotHeight = 2400;

    public static async Task LooksAt(IPage page, string name, string language, int width)
    {
        var height = Math.Min(await page.EvaluateAsync<int>("document.documentElement.scrollHeight"), ScreenshotHeight);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Site.Screenshots, $"{name}-{language}-{width}.png"), FullPage = true, Clip = new() { Width = width, Height = height } });

        (await page.GetAttributeAsync("html", "lang")).ShouldBe(language);
        (await page.GetAttributeAsync("html", "dir")).ShouldBe(language == "ar" ? "rtl" : "ltr");
        (await page.Locator("h1").CountAsync()).ShouldBe(1);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, "nobody has to scroll sideways (WCAG 2.2, 1.4.10)");
        (await Axe.Findings(page)).ShouldBeEmpty();
    }
}

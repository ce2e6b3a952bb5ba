namespace Portal.Browser.Tests;

public class Every_page(Site site)
{
    /// <summary>Every kind of page that everyone may see. The others stand in the tests of their forms.</summary>
    static readonly (string Name, string Path)[] pages =
    [
        ("home", "/"),
        ("instruments", "/instruments"),
        ("instrument", "/instruments/uncac"),
        ("instrument-then", "/instruments/untoc?asOf=2003-09-29&basis=effect"),
        ("instrument-unrecorded", "/instruments/hostages-1979"),
        ("states", "/states"),
        ("states-found", "/states?q=ken"),
        ("state", "/states/KEN"),
        ("directory", "/directory"),
        ("reports", "/reports"),
        ("report", "/reports/adherence-and-directory?asOf=2023-02-20&from=2022-02-01&to=2023-02-20"),
        ("figure", "/figures/treaties/parties?instrument=uncac&asOf=2023-02-20"),
        ("figure-of-reviews", "/figures/reviews/published-outcomes?asOf=2026-11-21"),
        ("sign-in", "/sign-in"),
        ("reviews", "/reviews"),
        ("needs", "/needs"),
        ("activities", "/activities?state=KEN"),
        ("activity", "/activities/" + OtherServices.Activity),
        ("results", "/results"),
        ("result", "/results/" + OtherServices.Activity),
        ("authority", "/authorities/" + OtherServices.Review),
    ];

    static readonly string[] languages = ["en", "zh", "ar"];

    /// <summary>Left to right and wide, right to left and narrow: what is wrong with a page mostly shows in one of the two.</summary>
    public static TheoryData<string, string, string, int> Telling => Of((language, width) => (language, width) is ("en", 1280) or ("ar", 320));

    public static TheoryData<string, string, string, int> Others => Of((language, width) => (language, width) is not (("en", 1280) or ("ar", 320)));

    [Theory]
    [MemberData(nameof(Telling))]
    public Task Is_read_by_everyone_wide_in_English_and_narrow_in_Arabic(string name, string path, string language, int width) => Look(name, path, language, width);

    [Theory, Trait("Category", "Long")]
    [MemberData(nameof(Others))]
    public Task Is_read_by_everyone_in_every_language_at_every_width(string name, string path, string language, int width) => Look(name, path, language, width);

    static TheoryData<string, string, string, int> Of(Func<string, int, bool> wanted)
    {
        var all = new TheoryData<string, string, string, int>();
        foreach (var (name, path) in pages)
            foreach (var language in languages)
                foreach (var width in new[] { 1280, 320 })
                    if (wanted(language, width))
                        all.Add(name, path, language, width);
        return all;
    }

    async Task Look(string name, string path, string language, int width)
    {
        var page = await site.Open(path, language, width);
        await Eye.LooksAt(page, name, language, width);
        if (name == "report")       // the notes are below what the picture of the page shows
            await page.Locator(".notes").First.ScreenshotAsync(new() { Path = Path.Combine(Site.Screenshots, $"{name}-notes-{language}-{width}.png") });
        await page.Context.DisposeAsync();
    }

    public static TheoryData<string> Paths => [.. pages.Select(it => it.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Is_whole_without_scripts_and_begins_with_the_way_past_the_navigation(string path)
    {
        var page = await site.Open(path, "en", 1280, javaScript: false);
        await page.Keyboard.PressAsync("Tab");
        var skip = page.Locator("a.skip");

        (await page.Locator("main h1").IsVisibleAsync()).ShouldBeTrue();
        (await skip.EvaluateAsync<bool>("it => document.activeElement === it")).ShouldBeTrue();
        (await skip.EvaluateAsync<bool>("it => it.getBoundingClientRect().top >= 0")).ShouldBeTrue("what has the focus is seen (WCAG 2.2, 2.4.11)");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        (await page.EvaluateAsync<bool>("document.querySelector('main').contains(document.activeElement) || document.querySelector('footer').contains(document.activeElement)")).ShouldBeTrue();
        await page.Context.DisposeAsync();
    }
}

using Microsoft.Playwright;
using Portal.Languages;
using Servers;

namespace Portal.Browser.Tests;

/// <summary>A form filled in as people do, in a browser, with and without scripts.</summary>
public class A_form(Site site)
{
    const string Activity = $"/activities/new?need={OtherServices.Need}";

    async Task<IPage> Open(string path, string language, int width, bool javaScript = true)
    {
        await site.ForgetDrafts();
        var officer = await site.Open("/sign-in", language, width, javaScript);
        await officer.SelectOptionAsync("form[action$=development] #role", "assistance-officer");
        await officer.ClickAsync("form[action$=development] button");
        await officer.GotoAsync(path);
        return officer;
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Grows_where_the_reader_is_and_puts_them_into_the_first_new_row(bool javaScript)
    {
        var page = await Open(Activity, "en", 1280, javaScript);

        await page.ClickAsync("button[name='#more'][value=participants]");

        await Eventually.Is("the reader is in the first new row", () => page.EvaluateAsync<string>("document.activeElement.id"), "activity-participants-2-state");
        await Eventually.True("the page stands where the new row is", async () => await Edge("top") > 0 && await Edge("bottom") < 900);
        // What is sent next shows what is wrong with it, and not the rows.
        await page.ClickAsync("main form button:not([name]):not([hidden])");
        await Eventually.Is("what is wrong is read first", () => page.EvaluateAsync<string>("document.activeElement.className"), "faults");
        await page.Context.DisposeAsync();

        Task<double> Edge(string side) => page.Locator("#activity-participants-2-state").EvaluateAsync<double>($"it => it.getBoundingClientRect().{side}");
    }

    /// <summary>By a button of the head of the page, which belongs to the form: with no script at all.</summary>
    [Theory]
    [InlineData(true, "ar", "العربية"), InlineData(false, "ar", "العربية"), InlineData(true, "zh", "中文")]
    public async Task Goes_with_its_writer_into_another_language(bool javaScript, string to, string name)
    {
        var page = await Open(Activity, "en", 1280, javaScript);
        await page.FillAsync("#activity-participants-0-female", "1,200");
        await page.FillAsync("#activity-place", "Nairobi");

        await page.Locator(".languages").GetByRole(AriaRole.Button, new() { Name = name }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Eventually.True("the page is in the other language", async () => await page.Locator($"html[lang={to}]").CountAsync() == 1);
        (await page.InputValueAsync("#activity-participants-0-female")).ShouldBe("1200");
        (await page.InputValueAsync("#activity-place")).ShouldBe("Nairobi");
        await Eventually.Is("why it is there is read first", () => page.EvaluateAsync<string>("document.activeElement.className"), "kept");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Site.Screenshots, $"kept-{to}.png") });
        await page.Context.DisposeAsync();
    }

    /// <summary>Somebody follows a link in the middle, and comes back.</summary>
    [Fact]
    public async Task Is_there_again_for_whoever_left_it_in_the_middle()
    {
        var page = await Open(Activity, "en", 1280);
        await page.FillAsync("#activity-place", "Nairobi");
        await page.GotoAsync("/instruments");

        await Eventually.True("what was typed is back", async () =>
        {
            await page.GotoAsync(Activity);
            return await page.InputValueAsync("#activity-place") == "Nairobi";
        });
        await page.ClickAsync(".kept button");
        (await page.InputValueAsync("#activity-place")).ShouldBe("");
        await page.Context.DisposeAsync();
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Is_sent_by_Enter(bool javaScript)
    {
        var page = await Open(Activity, "en", 1280, javaScript);

        await page.FillAsync("#activity-participants-0-female", "12");
        await page.PressAsync("#activity-participants-0-female", "Enter");

        (await page.Locator(".faults").CountAsync()).ShouldBe(1);
        (await page.Locator("#activity-participants-2-state").CountAsync()).ShouldBe(0, "no rows were asked for");
        await page.Context.DisposeAsync();
    }

    [Theory]
    [InlineData("en", 1280), InlineData("ar", 320), InlineData("zh", 1280)]
    public async Task Lets_a_few_of_198_be_chosen_with_the_chosen_ones_in_sight(string language, int width)
    {
        var page = await Open(Activity, language, width);
        var list = page.Locator("#activity-beneficiaries");
        (await list.Locator("input:visible").CountAsync()).ShouldBe(1, "the one that is ticked; the others are behind one stop");
        (await list.Locator("input:visible").IsCheckedAsync()).ShouldBeTrue();

        await list.Locator("summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        (await list.Locator(".ticks").EvaluateAsync<bool>("it => it.scrollWidth <= it.clientWidth")).ShouldBeTrue("nothing of it is beyond its side");
        await Eye.LooksAt(page, "form-many", language, width);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(language switch { "ar" => "فيجي", "zh" => "斐济", _ => "cote d’iv" });
        (await list.Locator(".ticks .tick:visible").CountAsync()).ShouldBe(1);
        await page.Keyboard.PressAsync("Enter");
        (await page.Locator(".faults").CountAsync()).ShouldBe(0, "it was looked for, not sent");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Shift+Tab");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.PressAsync("Delete");
        (await list.Locator("input:checked").CountAsync()).ShouldBe(2);
        await page.PressAsync("#activity-place", "Enter");
        (await list.Locator("> .tick input:checked").CountAsync()).ShouldBe(2, "both stand before the others now");
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task Lets_them_be_chosen_without_scripts()
    {
        var page = await Open(Activity, "en", 320, javaScript: false);
        var list = page.Locator("#activity-beneficiaries");

        await list.Locator("summary").PressAsync("Enter");
        (await list.Locator("input[type=search]").IsVisibleAsync()).ShouldBeFalse("it would find nothing");
        await list.Locator("input[value=FJI]").CheckAsync();
        await page.PressAsync("#activity-place", "Enter");

        (await list.Locator("> .tick input:checked").CountAsync()).ShouldBe(2);
        await page.Context.DisposeAsync();
    }

    [Theory]
    [InlineData("en", 1280), InlineData("ar", 320), InlineData("zh", 1280)]
    public async Task Counts_what_is_typed_and_says_what_is_wrong_with_all_of_it_kept(string language, int width)
    {
        var page = await Open(Activity, language, width);
        var limit = page.Locator("#activity-title-0-text-limit");
        var before = await limit.InnerTextAsync();

        await page.FillAsync("#activity-title-0-text", new string('t', 301));
        (await limit.InnerTextAsync()).ShouldContain("301");
        (await limit.GetAttributeAsync("class"))!.ShouldContain("over");
        await page.FillAsync("#activity-title-0-text", new string('t', 1301));
        (await limit.InnerTextAsync()).ShouldContain(LanguageCatalogue.Shipped().Of(language).Number(1301), Case.Sensitive, "as the page writes its numbers");
        await page.FillAsync("#activity-title-0-text", "");
        (await limit.InnerTextAsync()).ShouldBe(before);
        await page.FillAsync("#activity-title-0-text", new string('t', 301));
        await page.SelectOptionAsync("#activity-participants-0-state", "KEN");
        await page.FillAsync("#activity-participants-0-female", "1.000");
        await page.FillAsync("#activity-participants-0-male", "١٢");
        await page.FillAsync("#activity-participants-0-notStated", "٤2");
        await page.FillAsync("#activity-funding-0-donor", "Norway");
        await page.FillAsync("#activity-funding-0-amount", "1e6");
        await page.FillAsync("#activity-funding-0-currency", "dollars");
        await page.PressAsync("#activity-place", "Enter");

        (await page.InputValueAsync("#activity-title-0-text")).Length.ShouldBe(301);
        (await page.InputValueAsync("#activity-participants-0-female")).ShouldBe("1.000");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Site.Screenshots, $"form-wrong-{language}-{width}.png"), FullPage = true });
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
        await page.Locator("fieldset.rows").First.ScreenshotAsync(new() { Path = Path.Combine(Site.Screenshots, $"form-wrong-rows-{language}-{width}.png") });
        await page.Context.DisposeAsync();
    }

    [Theory]
    [InlineData("en", 1280), InlineData("ar", 320), InlineData("zh", 1280)]
    public async Task Offers_the_cycles_of_a_mechanism_with_it(string language, int width)
    {
        var officer = await site.Open("/sign-in", language, width);
        await officer.SelectOptionAsync("form[action$=development] #role", "review-officer");
        await officer.ClickAsync("form[action$=development] button");
        await officer.GotoAsync("/reviews/open");

        (await officer.Locator("#open-review-mechanism optgroup option").CountAsync()).ShouldBe(1);
        (await officer.Locator("#open-review-cycle").CountAsync()).ShouldBe(0);
        await Eye.LooksAt(officer, "form-open-review", language, width);
        await officer.Context.DisposeAsync();
    }
}

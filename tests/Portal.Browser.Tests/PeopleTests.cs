using Microsoft.Playwright;
using Portal.SignIn;

namespace Portal.Browser.Tests;

/// <summary>The pages by which people get in, walked through as an operator and an invited person walk through them.</summary>
public class Every_page_of_people(Site site)
{
    const string Password = "seventeen herons at dusk";

    [Theory]
    [InlineData("en", 1280), InlineData("ar", 320)]
    public Task Is_read_by_everyone_wide_in_English_and_narrow_in_Arabic(string language, int width) => Walk(language, width, javaScript: true);

    [Theory, Trait("Category", "Long")]
    [InlineData("en", 320), InlineData("ar", 1280), InlineData("zh", 320), InlineData("zh", 1280)]
    public Task Is_read_by_everyone_in_every_language_at_every_width(string language, int width) => Walk(language, width, javaScript: true);

    [Fact]
    public Task Needs_no_scripts() => Walk("en", 1280, javaScript: false);

    async Task Walk(string language, int width, bool javaScript)
    {
        var name = $"person-{language}-{width}-{(javaScript ? "with" : "without")}";
        var called = language switch { "ar" => "نادية الخطيب", "zh" => "王小明", _ => "Wanjirũ Kamaũ" };
        var operating = await site.Open("/sign-in", language, width, javaScript);
        await operating.SelectOptionAsync("form[action$=development] #role", "operator");
        await operating.ClickAsync("form[action$=development] button");
        await operating.GotoAsync("/users");
        await Looked(operating, "users");
        await operating.FillAsync("#invitation-fullName", called);
        await operating.FillAsync("#invitation-signInName", "not a name");
        await operating.SelectOptionAsync("#invitation-role", "focal-point");
        await operating.SelectOptionAsync("#invitation-state", "KEN");
        await operating.ClickAsync("main form[method=post] button:visible");
        await Looked(operating, "users-refused");
        await operating.FillAsync("#invitation-signInName", name);
        await operating.ClickAsync("main form[method=post] button:visible");
        await Looked(operating, "users-invited");
        var address = await operating.InnerTextAsync(".secret code");

        var person = await site.Open(address, language, width, javaScript);
        await Looked(person, "invitation");
        await Type(person, "Password1234", "Password1234");
        await Looked(person, "invitation-refused");
        await Type(person, Password, Password);
        person.Url.ShouldEndWith("/work");
        await person.GotoAsync("/account/second-factor");
        await Looked(person, "second-factor");
        var key = (await person.InnerTextAsync(".secret code")).Replace(" ", "", StringComparison.Ordinal);
        await person.FillAsync("#code", CodeNow(key));
        await person.FillAsync("#present", Password);
        await person.ClickAsync("main form button");
        await Looked(person, "recovery-codes");
        var code = await person.Locator("ol code").First.InnerTextAsync();
        await person.GotoAsync("/account");
        await Looked(person, "account");
        await person.GotoAsync("/account/name");
        await Looked(person, "account-name");

        var back = await site.Open("/sign-in", language, width, javaScript);
        await back.FillAsync("#name", name);
        await back.FillAsync("#password", Password);
        await back.ClickAsync("form[action$=sign-in] button");
        await Looked(back, "sign-in-second-factor");
        await back.FillAsync("#code", "no code");
        await back.ClickAsync("main form button");
        await Looked(back, "sign-in-second-factor-refused");
        await back.FillAsync("#code", code);
        await back.ClickAsync("main form button");
        back.Url.ShouldEndWith("/work");

        foreach (var (what, path) in new[] { ("work-of-operator", "/work"), ("services", "/services"), ("parked", "/services/reviews/parked/treaties/812") })
        {
            await operating.GotoAsync(path);
            await Looked(operating, what);
        }
        await operating.GotoAsync("/users");
        await operating.ClickAsync($"main tr:has-text('{name}') a");
        await Looked(operating, "user");
        await operating.Locator("details.aside").Last.Locator("summary").ClickAsync();
        await operating.Locator("details.aside").Last.Locator("button:visible").ClickAsync();
        (await operating.InnerTextAsync(".grave")).ShouldContain(called);
        await Looked(operating, "user-end-access");
        (await back.GotoAsync(address))!.Status.ShouldBe(404);
        await Looked(back, "invitation-dead");
        (await back.GotoAsync("/nothing-here"))!.Status.ShouldBe(404);
        await Looked(back, "unknown-address");
        foreach (var page in new[] { operating, person, back })
            await page.Context.DisposeAsync();

        Task Looked(IPage page, string what) => javaScript ? Eye.LooksAt(page, what, language, width) : Task.CompletedTask;
    }

    /// <summary>Forms on which the secretariat says what was done, with lists in the place of codes.</summary>
    [Theory]
    [InlineData("en", 1280), InlineData("ar", 320)]
    public async Task Or_of_an_officer_who_records_what_was_done_is_read_by_everyone(string language, int width)
    {
        var officer = await site.Open("/sign-in", language, width);
        await officer.SelectOptionAsync("form[action$=development] #role", "assistance-officer");
        await officer.ClickAsync("form[action$=development] button");
        foreach (var (name, path) in new[] { ("activity", $"/activities/new?need={OtherServices.Need}"), ("result", "/results/new") })
        {
            await officer.GotoAsync(path);
            await Eye.LooksAt(officer, name, language, width);
        }
        await officer.Context.DisposeAsync();
    }

    static async Task Type(IPage page, string password, string again)
    {
        await page.FillAsync("#password", password);
        await page.FillAsync("#again", again);
        await page.ClickAsync("main form button");
    }

    static string CodeNow(string key) => AuthenticatorCodes.CodeOf(key, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
}

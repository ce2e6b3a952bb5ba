using Servers;

namespace Portal.Browser.Tests;

/// <summary>Case 31 of the field: a shared computer.</summary>
public class Signing_out(Site site)
{
    /// <summary>The pages of a reader, and what was typed on one of them, are behind the way in for whoever sits down next.</summary>
    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Leaves_nothing_behind_the_Back_button(bool javaScript)
    {
        const string work = "/work", form = $"/activities/new?need={OtherServices.Need}";
        await site.ForgetDrafts();
        var page = await site.Open("/sign-in", "en", 1280, javaScript);
        await page.SelectOptionAsync("form[action$=development] #role", "assistance-officer");
        await page.ClickAsync("form[action$=development] button");
        await page.GotoAsync(form);
        await page.GotoAsync(work);
        await page.ClickAsync("form[action$='/sign-out'] button");
        await Eventually.True("signed out", async () => await page.Locator("form[action$='/sign-out']").CountAsync() == 0);

        foreach (var address in new[] { work, form })
        {
            await page.GoBackAsync();

            await Eventually.True($"{address} leads to the way in", () => Task.FromResult(new Uri(page.Url).AbsolutePath == "/sign-in"));
            Uri.UnescapeDataString(new Uri(page.Url).Query).ShouldBe($"?to={address}");
            (await page.Locator("#activity-place").CountAsync()).ShouldBe(0);
        }
        await page.Context.DisposeAsync();
    }
}

using Microsoft.Playwright;
using Portal.Languages;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Browser.Tests.Walks;

/// <summary>Somebody at a keyboard who has no mouse: goes from one thing to the next with Tab, chooses with the arrows, presses with Enter and Space.</summary>
sealed class Hands(IPage page, Language language, string who) : IAsyncDisposable
{
    /// <summary>So many stops are passed before it is said that a thing cannot be reached.</summary>
    const int StopsMax = 900;

    int pictures;

    public IPage Page => page;

    /// <summary>Opens a window, signs in as somebody and comes to what waits for them.</summary>
    public static async Task<Hands> Of(IBrowser browser, Uri portal, Language language, Role role, string? state = null)
    {
        var context = await browser.NewContextAsync(new() { BaseURL = portal.ToString(), ViewportSize = new() { Width = 1280, Height = 900 }, Locale = language.Code });
        var hands = new Hands(await context.NewPageAsync(), language, RoleNames.Of(role) + (state is null ? "" : $"-{state}"));
        await hands.Page.GotoAsync("/sign-in?to=/work");
        await hands.Choose("#role", RoleNames.Of(role));
        if (state is not null)
            await hands.Choose("#state", state);
        await hands.Press("form[action*=development] button");
        new Uri(hands.Page.Url).AbsolutePath.ShouldBe("/work", hands.Page.Url);
        return hands;
    }

    /// <summary>Follows a link by its words.</summary>
    public async Task Follow(string words)
    {
        await Reach($"a", words);
        await Go(() => page.Keyboard.PressAsync("Enter"));
    }

    /// <summary>Follows the first link of a list of what waits. What another service has just been told comes to it in its own time: the page is opened anew until it is there.</summary>
    public async Task FollowFirst(string list)
    {
        var first = $"section[aria-labelledby={list}] ul.plain a";
        await Eventually.True($"something waits for {who}", async () =>
        {
            if (await page.Locator(first).CountAsync() > 0)
                return true;
            await page.ReloadAsync();
            return false;
        });
        await Look("waits");
        await Reach(first);
        await Go(() => page.Keyboard.PressAsync("Enter"));
    }

    public async Task Press(string button)
    {
        await Reach(button);
        await Go(() => page.Keyboard.PressAsync("Enter"));
    }

    /// <summary>Sends a form by its own button.</summary>
    public Task Send(string form) => Press($"#form-{form} button[type=submit]:not([name]):not([hidden])");

    public async Task Type(string field, string text)
    {
        await Reach(field);
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>In the order in which the browser's own calendar is written for its reader.</summary>
    public async Task TypeDay(string field, DateOnly day)
    {
        foreach (var order in new[] { "MMddyyyy", "ddMMyyyy", "yyyyMMdd" })
        {
            await Reach(field);
            await page.EvaluateAsync("document.activeElement.blur()");
            await page.FocusAsync(field);
            await page.Keyboard.TypeAsync(day.ToString(order, System.Globalization.CultureInfo.InvariantCulture));
            if (await page.InputValueAsync(field) == $"{day:O}")
                return;
        }
        throw new InvalidOperationException($"{who} cannot type {day:O} into {field}: it is {await page.InputValueAsync(field)}.");
    }

    public async Task Choose(string list, string value)
    {
        await Reach(list);
        await page.Keyboard.PressAsync("Home");
        for (var stop = 0; await page.InputValueAsync(list) != value; stop++)
        {
            stop.ShouldBeLessThan(StopsMax, $"{value} is not in {list}");
            await page.Keyboard.PressAsync("ArrowDown");
        }
    }

    public async Task Tick(string box)
    {
        await Reach(box);
        await page.Keyboard.PressAsync("Space");
    }

    /// <summary>Opens what is folded away.</summary>
    public async Task Unfold(string summary)
    {
        await Reach(summary);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>What is wrong is said first, in the reader's language; one press leads to the field.</summary>
    /// <param name="field">Its element's id; null where it is the whole that is wrong.</param>
    public async Task IsTold(string words, string? field)
    {
        await Eventually.Is("what is wrong has the focus", () => page.EvaluateAsync<string>("document.activeElement.className"), "faults");
        (await page.TitleAsync()).ShouldStartWith(language["refusal.title"].Split("{0}")[0], Case.Sensitive, who);
        (await page.Locator(".faults").InnerTextAsync()).ShouldContain(words);
        await Look("refused");
        if (field is null)
            return;
        await Reach($".faults a[href='#{field}']");
        await page.Keyboard.PressAsync("Enter");
        await Eventually.Is("the field has the focus", () => page.EvaluateAsync<string>("document.activeElement.id"), field);
    }

    /// <summary>What cannot be taken back is asked once more, and done.</summary>
    public async Task BeSure(string form)
    {
        await Eventually.Is("what is grave has the focus", () => page.EvaluateAsync<string>("document.activeElement.className"), "grave");
        await Look("sure");
        await Press($"#form-{form} button[name='#sure']:not([hidden])");
    }

    /// <summary>What was done is said first, with what comes next.</summary>
    public async Task IsDone(string deed)
    {
        await Eventually.Is("what was done has the focus", () => page.EvaluateAsync<string>("document.activeElement.className"), "done");
        (await page.Locator("p.done").InnerTextAsync()).ShouldStartWith(language[$"form.{deed}.done"], Case.Sensitive, who);
        await Look("done");
    }

    /// <summary>Keeps a picture; what comes up on a slip, and nowhere else, is looked at as axe does, too.</summary>
    public async Task Look(string what)
    {
        await page.ScreenshotAsync(new() { Path = Path.Combine(Site.Screenshots, $"walk-{language.Code}-{who}-{++pictures}-{what}.png"), FullPage = true });
        if (what is "refused" or "sure")
            (await Axe.Findings(page)).ShouldBeEmpty(who);
    }

    async Task Go(Func<Task> press)
    {
        await page.EvaluateAsync("window.left = true");
        await press();
        // Between two pages there is none that could be asked.
        await Eventually.True("another page is there", async () =>
        {
            try
            {
                return !await page.EvaluateAsync<bool>("window.left === true");
            }
            catch (PlaywrightException)
            {
                return false;
            }
        });
        await page.WaitForLoadStateAsync(LoadState.Load);
    }

    /// <summary>Presses Tab until a thing has the focus.</summary>
    async Task Reach(string selector, string? words = null)
    {
        for (var stop = 0; stop < StopsMax; stop++)
        {
            if (await page.EvaluateAsync<bool>("([selector, words]) => document.activeElement.matches(selector) && (!words || document.activeElement.textContent.includes(words))", new[] { selector, words ?? "" }))
                return;
            await page.Keyboard.PressAsync("Tab");
        }
        throw new InvalidOperationException($"{who} cannot reach {selector} {words} on {page.Url} by keyboard.");
    }

    public async ValueTask DisposeAsync() => await page.Context.DisposeAsync();
}

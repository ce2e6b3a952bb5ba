using System.Net;
using System.Text.RegularExpressions;
using Portal.Gateway;
using Portal.SignIn;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.World;

/// <summary>What an operator and the people they invite do at the portal's pages.</summary>
static class People
{
    public const string Password = "seventeen herons at dusk";

    /// <summary>Posts a form of the portal's own, with the form token of the page it stands on.</summary>
    public static async Task<Page> Send(this Browser browser, string page, string action, Dictionary<string, string> typed) =>
        await browser.Send(action, new Dictionary<string, string>(typed) { ["form-token"] = Browser.Hidden((await browser.Get(page)).Text, "form-token") });

    /// <param name="called">In full; null for a person whose full name is what they sign in with.</param>
    public static Task<Page> TryToInvite(this Browser browser, string name, string role, string state, string? called = null) =>
        browser.Submit("/users", "invitation", new() { ["fullName"] = called ?? name, ["signInName"] = name, ["role"] = role, ["state"] = state });

    /// <returns>The address to hand over, without the portal's own part.</returns>
    public static async Task<string> Invite(this Browser browser, string name, Role role, string? state = null, string? called = null) =>
        AddressOn(await browser.TryToInvite(name, RoleNames.Of(role), state ?? "", called));

    public static string AddressOn(Page page) =>
        Regex.Match(page.Text, "<code dir=\"ltr\">https?://[^/]+(/invitation/[^<]+)</code>") is { Success: true } found ? found.Groups[1].Value
            : throw new InvalidOperationException($"No address ({page.Status}): {page.Words}");

    public static Task<Page> Accept(this Browser browser, string address, string password = Password, string? again = null) =>
        browser.Send(address, address, new() { ["password"] = password, ["again"] = again ?? password });

    /// <summary>Somebody who was invited, accepted, and is signed in.</summary>
    public static async Task<Browser> Enter(this ServiceHost<UpstreamService> portal, string name, Role role, string? state = null, string? called = null)
    {
        using var invites = await Browser.Of(portal, Role.Operator);
        var browser = new Browser(portal);
        var entered = await browser.Accept(await invites.Invite(name, role, state, called));
        entered.Status.ShouldBe(HttpStatusCode.SeeOther, entered.Words);
        return browser;
    }

    public static async Task<string> IdOf(this ServiceHost<UpstreamService> portal, string name) =>
        (await portal.Rows("SELECT name, id::text FROM portal_user", row => (Name: row.GetString(0), Id: row.GetString(1)))).Single(it => it.Name == name).Id;

    /// <summary>Does one of the operator's acts to somebody, and is sure.</summary>
    public static async Task<Page> Do(this Browser browser, ServiceHost<UpstreamService> portal, string act, string name) =>
        await browser.SubmitAndBeSure("/users/" + await portal.IdOf(name), act, []);

    /// <summary>Sets up a second factor with an app of the test's own.</summary>
    /// <returns>The secret in the app, and the answer with the recovery codes.</returns>
    public static async Task<(string Key, Page Answer)> SetSecondFactor(this Browser browser, TimeProvider time, string password = Password, int off = 0)
    {
        var page = await browser.Get(Account.SetSecondFactor.Address);
        var key = Regex.Match(page.Text, "secret=([A-Z2-7]+)&").Groups[1].Value;
        return (key, await browser.Send(Account.SetSecondFactor.Address, new Dictionary<string, string>
        {
            ["form-token"] = Browser.Hidden(page.Text, "form-token"),
            ["key"] = Browser.Hidden(page.Text, "key"),
            ["code"] = CodeNow(key, time, off),
            ["present"] = password,
        }));
    }

    /// <param name="off">Half minutes from now.</param>
    public static string CodeNow(string key, TimeProvider time, int off = 0) => AuthenticatorCodes.CodeOf(key, (time.GetUtcNow().ToUnixTimeSeconds() / 30) + off)
        .ToString("000000", System.Globalization.CultureInfo.InvariantCulture);

    public static async Task<Page> TypeCode(this Browser browser, string code) => await browser.Send(AskSecondFactor.Address, AskSecondFactor.Address, new() { ["code"] = code });
}

using Portal.Languages;
using Microsoft.Extensions.Time.Testing;
using System.Net;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Portal.Gateway;
using Portal.SignIn;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.SignIn;

public class Signing_in(RealServers servers)
{
    const string Password = "a long enough password";
    readonly FakeTimeProvider clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    async Task<ServiceHost<UpstreamService>> Portal(string environment = "Development") => await PortalHost.Start(await servers.NewDatabase("portal"), [], clock, environment);

    static async Task<PortalUser> Register(ServiceHost<UpstreamService> portal, string name, params Claim[] claims)
    {
        using var scope = portal.Services.CreateScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var user = new PortalUser { Id = Guid.CreateVersion7(), Name = name };
        (await users.CreateAsync(user, Password)).Succeeded.ShouldBeTrue();
        await users.AddClaimsAsync(user, claims);
        return user;
    }

    [Fact]
    public async Task Gives_a_cookie_that_scripts_and_other_sites_cannot_use_and_leads_on()
    {
        await using var portal = await Portal();
        await Register(portal, "anna", new Claim("role", "review-officer"));
        using var browser = new Browser(portal);

        var answer = await browser.SignIn("anna", Password, to: "/reviews?lang=ar");

        (answer.StatusCode, answer.Headers.Location!.ToString()).ShouldBe((HttpStatusCode.SeeOther, "/reviews?lang=ar"));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(it => it.StartsWith("session=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldContain("path=/");
        cookie.ShouldNotContain("domain=");
        (await browser.Get("/work")).Words.ShouldContain("Signed in as Review officer");
    }

    [Fact]
    public async Task Tells_the_same_of_an_unknown_name_a_wrong_password_and_a_paused_account()
    {
        await using var portal = await Portal();
        await Register(portal, "anna", new Claim("role", "review-officer"));
        await Register(portal, "paused", new Claim("role", "review-officer"));
        using var browser = new Browser(portal);
        for (var tries = 0; tries < SignInDefaults.TriesMax; tries++)
            await browser.SignIn("paused", "not the password");

        var answers = new List<string>();
        foreach (var (name, password) in new[] { ("nobody", Password), ("anna", "not the password"), ("paused", Password) })
        {
            var answer = await browser.SignIn(name, password);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            answers.Add(Regex.Replace((await answer.Content.ReadAsStringAsync()).Replace($"value=\"{name}\"", ""), "name=\"form-token\" value=\"[^\"]*\"", ""));
        }

        answers.Distinct().ShouldHaveSingleItem().ShouldContain("It was not possible to sign in");
        browser.Cookies.ShouldNotContain(cookie => cookie.Name == "session");
    }

    [Fact]
    public async Task Is_paused_after_five_wrong_tries_for_the_right_password_too()
    {
        await using var portal = await Portal();
        await Register(portal, "anna", new Claim("role", "review-officer"));
        using var browser = new Browser(portal);
        for (var tries = 1; tries < SignInDefaults.TriesMax; tries++)
            await browser.SignIn("anna", "not the password");
        (await browser.SignIn("anna", Password)).StatusCode.ShouldBe(HttpStatusCode.SeeOther, "four are forgiven");

        using var other = new Browser(portal);
        for (var tries = 0; tries < SignInDefaults.TriesMax; tries++)
            await other.SignIn("anna", "not the password");

        (await other.SignIn("anna", Password)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await portal.Scalar<bool>("SELECT lockout_end IS NOT NULL FROM portal_user")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("https://elsewhere.example/"), InlineData("//elsewhere.example"), InlineData("/\\elsewhere.example"), InlineData("javascript:alert(1)"), InlineData(""), InlineData("/sign-in")]
    public async Task Leads_to_no_place_but_this_portal(string to)
    {
        await using var portal = await Portal();
        await Register(portal, "anna", new Claim("role", "review-officer"));
        using var browser = new Browser(portal);

        (await browser.SignIn("anna", Password, to)).Headers.Location!.ToString().ShouldBe("/work");
    }

    [Fact]
    public async Task Takes_no_form_that_another_site_could_post()
    {
        await using var portal = await Portal();
        await Register(portal, "anna", new Claim("role", "review-officer"));
        using var browser = new Browser(portal);

        (await browser.Post("/sign-in", new() { ["name"] = "anna", ["password"] = Password })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.Post("/sign-in/development", new() { ["role"] = "review-officer" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        browser.Cookies.ShouldNotContain(cookie => cookie.Name == "session");
    }

    [Fact]
    public async Task Ends_with_signing_out_and_the_browser_forgets_what_it_kept()
    {
        await using var portal = await Portal();
        using var browser = await Browser.Of(portal, Role.ReviewOfficer);
        (await browser.Post("/sign-out", [])).StatusCode.ShouldBe(HttpStatusCode.BadRequest, "another site cannot sign anybody out");

        var answer = await browser.Post("/sign-out", new() { ["form-token"] = Browser.Hidden((await browser.Get("/work")).Text, "form-token") });

        (answer.StatusCode, answer.Headers.Location!.ToString()).ShouldBe((HttpStatusCode.SeeOther, "/"));
        answer.Headers.GetValues("Clear-Site-Data").Single().ShouldContain("\"cache\"");
        (await browser.Get("/work")).Leads.ShouldBe("/sign-in?to=%2Fwork");
    }

    [Fact]
    public async Task Does_not_outlive_a_right_that_is_taken_away_by_more_than_half_a_minute()
    {
        await using var portal = await Portal();
        var user = await Register(portal, "anna", new Claim("role", "review-officer"));
        using var browser = new Browser(portal);
        await browser.SignIn("anna", Password);
        (await browser.Get("/reviews/open")).Status.ShouldNotBe(HttpStatusCode.SeeOther);

        using (var scope = portal.Services.CreateScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
            var found = (await users.FindByIdAsync(user.Id.ToString()))!;
            await users.RemoveClaimAsync(found, new("role", "review-officer"));
            await users.UpdateSecurityStampAsync(found);
        }
        clock.Advance(SignInDefaults.RightsAreReadEvery + TimeSpan.FromSeconds(1));

        var after = await browser.Get("/reviews/open");
        after.Leads.ShouldBe("/sign-in?to=%2Freviews%2Fopen", $"{after.Status} {after.Words}");
    }

    [Fact]
    public async Task Holds_at_every_replica()
    {
        var database = await servers.NewDatabase("portal");
        await using var one = await PortalHost.Start(database, [], clock);
        await using var other = await PortalHost.Start(database, [], clock);
        using var browser = await Browser.Of(one, Role.Operator);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/work");
        request.Headers.Add("Cookie", string.Join("; ", browser.Cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")));

        var page = await (await other.Http.SendAsync(request)).Content.ReadAsStringAsync();

        page.ShouldContain("Signed in as Operator");
    }

    [Fact]
    public async Task Is_offered_to_developers_as_every_role_and_for_any_State()
    {
        await using var portal = await Portal();
        var english = LanguageCatalogue.Shipped().Default;
        foreach (var role in Enum.GetValues<Role>())
        {
            using var browser = await Browser.Of(portal, role, RoleNames.IsOfAState(role) ? "FJI" : null);
            (await browser.Get("/work")).Words.ShouldContain($"Signed in as {english[$"role.{RoleNames.Of(role)}"]} ");
        }
        using var without = new Browser(portal);
        (await without.SignIn(Role.FocalPoint, "nowhere")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await portal.Rows("SELECT value FROM user_claim WHERE type = 'state' ORDER BY value", row => row.GetString(0))).Distinct().ShouldBe(["FJI"]);
    }

    [Fact]
    public async Task Is_not_offered_to_developers_outside_Development()
    {
        await using var portal = await Portal("Production");
        using var browser = new Browser(portal);
        var page = await browser.Get("/sign-in");

        page.Text.ShouldNotContain("development");
        page.Text.ShouldNotContain("<select");
        (await browser.Post("/sign-in/development", new() { ["form-token"] = Browser.Hidden(page.Text, "form-token"), ["role"] = "review-officer" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await portal.Scalar<long>("SELECT count(*) FROM portal_user WHERE name <> 'operator'")).ShouldBe(0, "but for the first operator, who is invited there");
    }
}

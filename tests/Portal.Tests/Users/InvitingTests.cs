using Microsoft.Extensions.Time.Testing;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portal.Gateway;
using Portal.SignIn;
using Portal.Users;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.Users;

public class Inviting_a_person(RealServers servers)
{
    readonly FakeTimeProvider clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    async Task<ServiceHost<UpstreamService>> Portal(string environment = "Development") => await PortalHost.Start(await servers.NewDatabase("portal"), [], clock, environment);

    static Task<List<string>> Acts(ServiceHost<UpstreamService> portal, string name) =>
        portal.Rows($"SELECT act || ' by ' || coalesce((SELECT name FROM portal_user WHERE id = \"by\"), 'portal') FROM access_record WHERE subject = (SELECT id FROM portal_user WHERE name = '{name}') ORDER BY id", row => row.GetString(0));

    [Fact]
    public async Task Lets_them_choose_a_password_and_be_who_they_were_invited_as()
    {
        await using var portal = await Portal();
        using var operating = await Browser.Of(portal, Role.Operator);
        var address = await operating.Invite("w.kamau@example.org", Role.FocalPoint, "KEN", "Wanjirũ Kamaũ");
        (await operating.Get("/users")).Words.ShouldContain("Wanjirũ Kamaũ w.kamau@example.org Focal point KEN 1 March 2026 invited");
        using var browser = new Browser(portal);

        var asked = await browser.Get(address);
        asked.Words.ShouldContain("This invitation is for Wanjirũ Kamaũ . Your sign-in name is w.kamau@example.org .");
        var entered = await browser.Accept(address);

        (entered.Status, entered.Leads).ShouldBe((HttpStatusCode.SeeOther, "/work"));
        (await browser.Get("/work")).Words.ShouldContain("Signed in as Wanjirũ Kamaũ");
        (await browser.Get("/work")).Words.ShouldContain("Focal point · KEN");
        (await operating.Get("/users")).Words.ShouldContain("Wanjirũ Kamaũ w.kamau@example.org Focal point KEN 1 March 2026 active");
        using var elsewhere = new Browser(portal);
        (await elsewhere.SignIn("w.kamau@example.org", People.Password)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await Acts(portal, "w.kamau@example.org")).ShouldBe(["invited by operator", "entered by w.kamau@example.org"]);
    }

    [Fact]
    public async Task Keeps_the_address_nowhere_and_shows_it_once()
    {
        await using var portal = await Portal();
        using var operating = await Browser.Of(portal, Role.Operator);

        var address = await operating.Invite("anna", Role.ReviewOfficer);

        (await portal.TablesHolding(address["/invitation/".Length..])).ShouldBeEmpty();
        (await operating.Get("/users/" + await portal.IdOf("anna"))).Text.ShouldNotContain("/invitation/");
    }

    [Fact]
    public async Task Holds_once_and_not_for_two_at_the_same_time()
    {
        await using var portal = await Portal();
        using var operating = await Browser.Of(portal, Role.Operator);
        var address = await operating.Invite("anna", Role.ReviewOfficer);
        using var opened = new Browser(portal);
        for (var times = 0; times < 3; times++)
            (await opened.Get(address)).Status.ShouldBe(HttpStatusCode.OK, "opening it uses nothing up");

        // All have the form open before the first posts it: who opens it later gets no form any more.
        var browsers = Enumerable.Range(1, 4).Select(_ => new Browser(portal)).ToList();
        var tokens = new List<string>();
        foreach (var browser in browsers)
            tokens.Add(Browser.Hidden((await browser.Get(address)).Text, "form-token"));
        var tries = await Task.WhenAll(browsers.Zip(tokens, async (browser, token) =>
        {
            var password = $"{People.Password} {token[^4..]}";
            using var answer = await browser.Post(address, new() { ["form-token"] = token, ["password"] = password, ["again"] = password });
            return answer.StatusCode;
        }));
        browsers.ForEach(browser => browser.Dispose());

        tries.Count(status => status == HttpStatusCode.SeeOther).ShouldBe(1);
        tries.ShouldAllBe(status => status == HttpStatusCode.SeeOther || status == HttpStatusCode.BadRequest || status == HttpStatusCode.NotFound, "who comes second is told so");
        (await opened.Get(address)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await portal.Scalar<long>("SELECT count(*) FROM invitation")).ShouldBe(0);
    }

    [Fact]
    public async Task Holds_for_72_hours()
    {
        await using var portal = await Portal();
        using var operating = await Browser.Of(portal, Role.Operator);
        var address = await operating.Invite("anna", Role.ReviewOfficer);
        using var browser = new Browser(portal);

        clock.Advance(Invitation.Holds - TimeSpan.FromSeconds(1));
        var token = Browser.Hidden((await browser.Get(address)).Text, "form-token");
        clock.Advance(TimeSpan.FromSeconds(1));

        (await browser.Get(address)).Words.ShouldContain("lets nobody in");
        (await browser.Post(address, new() { ["form-token"] = token, ["password"] = People.Password, ["again"] = People.Password })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var later = await Browser.Of(portal, Role.Operator);
        (await later.Get("/users")).Words.ShouldContain("anna anna Review officer – 1 March 2026 invitation has run out");
    }

    [Fact]
    public async Task Anew_kills_the_old_address_the_old_password_and_open_browsers()
    {
        await using var portal = await Portal();
        using var operating = await Browser.Of(portal, Role.Operator);
        var first = await operating.Invite("anna", Role.ReviewOfficer);
        var second = People.AddressOn(await operating.Do(portal, "invite-anew", "anna"));
        using var browser = new Browser(portal);
        (await browser.Get(first)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await browser.Accept(second)).Status.ShouldBe(HttpStatusCode.SeeOther);

        var third = People.AddressOn(await operating.Do(portal, "invite-anew", "anna"));

        using var elsewhere = new Browser(portal);
        (await elsewhere.SignIn("anna", People.Password)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        clock.Advance(SignInDefaults.RightsAreReadEvery + TimeSpan.FromSeconds(1));
        (await browser.Get("/work")).Leads.ShouldBe("/sign-in?to=%2Fwork");
        (await elsewhere.Accept(third, "nineteen herons at dawn")).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await Acts(portal, "anna")).ShouldBe(["invited by operator", "invited-anew by operator", "entered by anna", "invited-anew by operator", "entered by anna"]);
    }

    [Theory]
    [InlineData("", "review-officer", "", "“Sign-in name” is missing")]
    [InlineData("two words", "review-officer", "", "A sign-in name has letters")]
    [InlineData("Operator", "review-officer", "", "Somebody has this sign-in name")]
    [InlineData("OPERATOR", "review-officer", "", "Somebody has this sign-in name")]
    [InlineData("operator ", "review-officer", "", "Somebody has this sign-in name")]
    [InlineData("operatoｒ", "review-officer", "", "A sign-in name has letters")]
    [InlineData("anna＠mission.example", "review-officer", "", "A sign-in name has letters")]
    [InlineData("anna", "", "", "“Role” is missing")]
    [InlineData("anna", "queen", "", "Choose a role")]
    [InlineData("anna", "focal-point", "", "This role is held for a State")]
    [InlineData("anna", "focal-point", "Kenya", "This role is held for a State")]
    [InlineData("anna", "review-officer", "KEN", "leave the State out")]
    public async Task Is_refused_and_everything_typed_stays(string name, string role, string state, string words)
    {
        await using var portal = await Portal();
        using var operating = await Browser.Of(portal, Role.Operator);

        var answer = await operating.TryToInvite(name, role, state, "Anna");

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Words.ShouldContain(words);
        answer.Markup.ShouldContain($"name=\"signInName\" value=\"{name}\"");
        answer.Text.ShouldContain("name=\"fullName\" value=\"Anna\"");
        answer.Text.ShouldContain("<title>Error: ");
        (await portal.Rows("SELECT name FROM portal_user", row => row.GetString(0))).ShouldBe(["operator"]);
        (await portal.Scalar<long>("SELECT count(*) FROM invitation")).ShouldBe(0);
    }

    [Fact]
    public async Task Is_for_the_operator_and_for_no_form_of_another_site()
    {
        await using var portal = await Portal();
        using var operating = await Browser.Of(portal, Role.Operator);
        await operating.Invite("anna", Role.ReviewOfficer);
        var page = "/users/" + await portal.IdOf("anna");

        (await operating.Post("/users", new() { ["#form"] = "invitation", ["#key"] = "1", ["fullName"] = "Berta", ["signInName"] = "berta", ["role"] = "operator" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await operating.Post(page, new() { ["#form"] = "end-access", ["#key"] = "1", ["#sure"] = "1" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.Operator))
        {
            using var browser = await Browser.Of(portal, role, RoleNames.IsOfAState(role) ? "KEN" : null);
            var token = Browser.Hidden((await browser.Get("/work")).Text, "form-token");
            (await browser.Post("/users", new() { ["form-token"] = token, ["#form"] = "invitation", ["#key"] = "1", ["fullName"] = "Berta", ["signInName"] = "berta", ["role"] = "operator" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden, role.ToString());
            (await browser.Post(page, new() { ["form-token"] = token, ["#form"] = "end-access", ["#key"] = "1", ["#sure"] = "1" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden, role.ToString());
        }
        (await portal.Scalar<long>("SELECT count(*) FROM portal_user WHERE name = 'berta' OR ended_at IS NOT NULL")).ShouldBe(0);
    }

    [Fact]
    public async Task Is_undone_by_ending_access_which_bites_within_half_a_minute()
    {
        await using var upstream = await Upstream.Start(_ => Task.CompletedTask);
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], clock, (UpstreamService.Networks, [upstream.Address]));
        using var browser = await portal.Enter("anna", Role.CentralAuthority, "KEN");
        using var operating = await Browser.Of(portal, Role.Operator);

        (await operating.Do(portal, "end-access", "anna")).Leads.ShouldBe("/users/" + await portal.IdOf("anna"));

        clock.Advance(SignInDefaults.RightsAreReadEvery + TimeSpan.FromSeconds(1));
        (await browser.Get("/work")).Leads.ShouldBe("/sign-in?to=%2Fwork");
        await browser.Get("/api/networks/requests");
        upstream.Asked.Last().Headers.ContainsKey("Authorization").ShouldBeFalse("no token is made any more");
        (await browser.SignIn("anna", People.Password)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var later = await Browser.Of(portal, Role.Operator);
        (await later.Get("/users")).Words.ShouldContain("anna anna Central authority KEN 1 March 2026 ended");
        (await Acts(portal, "anna")).Last().ShouldBe("ended by operator");
        (await portal.Rows("SELECT value FROM user_claim WHERE \"user\" = (SELECT id FROM portal_user WHERE name = 'anna') ORDER BY type", row => row.GetString(0))).ShouldBe(["central-authority", "KEN"], "what they were stays known");
    }

    [Theory]
    [InlineData("end-access"), InlineData("invite-anew"), InlineData("reset-second-factor"), InlineData("promote")]
    public async Task Is_nothing_an_operator_does_to_their_own_access(string act)
    {
        await using var portal = await Portal();
        using var operating = await Browser.Of(portal, Role.Operator);

        var page = "/users/" + await portal.IdOf("operator");
        var answer = await operating.Submit(page, [], new() { ["form-token"] = Browser.Hidden((await operating.Get(page)).Text, "form-token"), ["#form"] = act, ["#key"] = "1", ["#sure"] = "1" });
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);

        clock.Advance(SignInDefaults.RightsAreReadEvery + TimeSpan.FromSeconds(1));
        (await operating.Get("/users")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Shows_a_long_list_to_be_searched()
    {
        await using var portal = await Portal();
        using var operating = await Browser.Of(portal, Role.Operator);
        (await operating.Get("/users")).Text.ShouldNotContain("role=\"search\"");
        for (var number = 0; number < 21; number++)
            await operating.Invite($"person-{number:00}", Role.ReviewOfficer);

        (await operating.Get("/users")).Text.ShouldContain("role=\"search\"");
        var found = await operating.Get("/users?q=SON-1");

        found.Words.ShouldContain("person-17");
        found.Words.ShouldNotContain("person-07");
        (await operating.Get("/users?q=%25")).Words.ShouldContain("Nobody has such a name");
    }

    [Fact]
    public async Task Begins_with_an_operator_whose_address_stands_in_the_log_until_one_has_entered()
    {
        var database = await servers.NewDatabase("portal");
        await using (var portal = await PortalHost.Start(database, [], clock, "Production"))
        {
            await Eventually.Is("the first operator is invited", () => portal.Scalar<long>("SELECT count(*) FROM invitation"), 1L);
            (await Acts(portal, "operator")).ShouldBe(["invited by portal"]);
        }
        await using var again = await PortalHost.Start(database, [], clock);      // Development, where nobody is invited at the start
        (await again.Scalar<long>("SELECT count(*) FROM invitation")).ShouldBe(1);
        var first = again.Services.GetRequiredService<FirstOperator>();
        var one = (await first.Invite(CancellationToken.None))!;
        var other = (await first.Invite(CancellationToken.None))!;
        using var browser = new Browser(again);
        (await browser.Get(one)).Status.ShouldBe(HttpStatusCode.OK, "each replica logs one");

        (await browser.Accept(other)).Status.ShouldBe(HttpStatusCode.SeeOther);

        (await browser.Get("/users")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.Get(one)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await first.Invite(CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Tells_a_stranger_nothing()
    {
        await using var portal = await Portal("Production");
        using var stranger = new Browser(portal);
        (await stranger.Get("/users")).Leads.ShouldBe("/sign-in?to=%2Fusers");
        (await stranger.Get("/invitation/operator")).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}

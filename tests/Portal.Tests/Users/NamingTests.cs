using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Gateway;
using Portal.Languages;
using Portal.SignIn;
using Portal.Users;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.Users;

public class A_persons_name(RealServers servers)
{
    readonly FakeTimeProvider clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    async Task<ServiceHost<UpstreamService>> Portal(string environment = "Development") => await PortalHost.Start(await servers.NewDatabase("portal"), [], clock, environment);

    static string Marked(string name) => $"<bdi translate=\"no\">{name}</bdi>";

    [Theory]
    [InlineData("王小明", "zh"), InlineData("نادية الخطيب", "ar"), InlineData("Wanjirũ wa Kamaũ", "en"), InlineData("Παῦλος Ὀρέστης", "en")]
    public async Task Is_in_any_script_and_stands_wherever_they_are_shown(string name, string language)
    {
        await using var portal = await Portal();
        using var operating = await Browser.Of(portal, Role.Operator);
        var address = AddressOf(await operating.TryToInvite("person", "review-officer", "", $" {name}  "), name);
        using var person = new Browser(portal);
        (await person.Get(address)).Markup.ShouldContain(Marked(name));
        await person.Accept(address);
        var id = await portal.IdOf("person");

        (await person.Get($"/work?lang={language}")).Markup.ShouldContain($"<a href=\"/account\">{LanguageCatalogue.Shipped().All.Single(it => it.Code == language)["frame.signed-in"].Replace("{0}", Marked(name))}</a>");
        (await operating.Get($"/users?lang={language}")).Markup.ShouldContain($"<a href=\"/users/{id}\">{Marked(name)}</a>");
        var page = await operating.Get($"/users/{id}?lang={language}");
        page.Markup.ShouldContain($"<h1>{Marked(name)}</h1>");
        Regex.IsMatch(page.Markup, $"{Regex.Escape(Marked(name))}\\s+<bdi class=\"quiet\" translate=\"no\">person</bdi>\\s*</td>").ShouldBeTrue("they accepted their invitation themselves");
        page.Markup.ShouldContain(Marked("person"), customMessage: "what they sign in with tells them from others of the name");

        static string AddressOf(Page invited, string name)
        {
            invited.Markup.ShouldContain(Marked(name), customMessage: invited.Words);
            return People.AddressOn(invited);
        }
    }

    [Fact]
    public async Task Is_changed_by_themselves_and_by_an_operator_and_each_change_is_recorded_without_it()
    {
        await using var portal = await Portal();
        using var anna = await portal.Enter("anna", Role.ReviewOfficer, called: "Anna Berger");
        using var operating = await Browser.Of(portal, Role.Operator);

        var changed = await anna.Submit("/account/name", "own-name", new() { ["fullName"] = "Anna Berger-Nguyễn" });
        (changed.Status, changed.Leads).ShouldBe((HttpStatusCode.SeeOther, "/account"));
        var account = await anna.Get("/account");
        account.Words.ShouldContain("Your name is changed");
        account.Words.ShouldContain("Signed in as Anna Berger-Nguyễn");
        var page = "/users/" + await portal.IdOf("anna");
        (await operating.Submit(page, "name", new() { ["fullName"] = "Anna Nguyễn" })).Leads.ShouldBe(page);

        (await operating.Get(page)).Words.ShouldContain("The name is changed.");
        clock.Advance(SignInDefaults.RightsAreReadEvery + TimeSpan.FromSeconds(1));
        (await anna.Get("/work")).Words.ShouldContain("Signed in as Anna Nguyễn");
        (await portal.Rows("SELECT act || CASE WHEN \"by\" = subject THEN ' by themselves' ELSE '' END FROM access_record ORDER BY id", row => row.GetString(0)))
            .ShouldBe(["invited", "entered by themselves", "name-changed by themselves", "name-changed"]);
        (await portal.TablesHolding("Nguy")).ShouldBe(["portal_user"]);
    }

    [Theory]
    [InlineData("", "“Full name” is missing"), InlineData("   ", "“Full name” is missing"), InlineData("- . -", "A name has at least one letter"), InlineData("\u200B", "A name has at least one letter")]
    [InlineData("An\u0007na", "U+0007"), InlineData("An\u202Ena", "U+202E"), InlineData("An\u2067na", "U+2067")]
    public async Task Is_refused_where_nobody_could_read_it(string name, string words)
    {
        await using var portal = await Portal();
        using var anna = await portal.Enter("anna", Role.ReviewOfficer, called: "Anna");

        var answer = await anna.Submit("/account/name", "own-name", new() { ["fullName"] = name });

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Words.ShouldContain(words);
        answer.Text.ShouldContain("<title>Error: ");
        answer.Text.ShouldContain("id=\"own-name-fullName-fault\"");
        (await portal.Scalar<string>("SELECT full_name FROM portal_user WHERE name = 'anna'")).ShouldBe("Anna");
    }

    [Fact]
    public async Task Has_200_characters_at_most_and_the_page_says_so()
    {
        await using var portal = await Portal();
        using var anna = await portal.Enter("anna", Role.ReviewOfficer, called: "Anna");
        (await anna.Get("/account/name")).Text.ShouldContain("data-most=\"200\"");

        (await anna.Submit("/account/name", "own-name", new() { ["fullName"] = new('ش', 201) })).Words.ShouldContain("it has 201 characters, and at most 200 are taken");
        (await anna.Submit("/account/name", "own-name", new() { ["fullName"] = new('ش', 200) })).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Theory]
    [InlineData("en", "Focal point"), InlineData("zh", "联络人"), InlineData("ar", "جهة الاتصال")]
    public async Task Is_the_role_in_words_where_none_was_given(string language, string role)
    {
        await using var portal = await Portal();
        using var developer = await Browser.Of(portal, Role.FocalPoint, "KEN");
        using var operating = await Browser.Of(portal, Role.Operator);

        (await developer.Get($"/work?lang={language}")).Words.ShouldContain(LanguageCatalogue.Shipped().All.Single(it => it.Code == language).With("frame.signed-in", role));
        var list = await operating.Get($"/users?lang={language}");
        list.Words.ShouldContain($"{role} – {role} KEN");
        list.Text.ShouldNotContain(">focal-point-KEN<");
        (await operating.Get($"/users/{await portal.IdOf("focal-point-KEN")}?lang={language}")).Text.ShouldNotContain("focal-point-KEN");
    }

    [Fact]
    public async Task Is_the_role_of_the_first_operator_also_before_they_may_act_in_it()
    {
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), new() { ["SignIn:SecondFactor"] = "owed" }, clock);
        using var browser = new Browser(portal);
        await browser.Accept((await portal.Services.GetRequiredService<FirstOperator>().Invite(CancellationToken.None))!);

        var account = await browser.Get("/account");

        account.Words.ShouldContain("Signed in as Operator ");
        account.Words.ShouldContain("Your role needs a second factor");
        (await browser.Get("/account/name")).Leads.ShouldBe("/account/second-factor", "nothing else is done before");
    }

    [Fact]
    public async Task Is_missing_of_who_did_something_and_has_no_account_here()
    {
        await using var portal = await Portal();
        using var operating = await Browser.Of(portal, Role.Operator);
        await operating.Invite("anna", Role.ReviewOfficer);
        await portal.Rows("UPDATE access_record SET \"by\" = gen_random_uuid() RETURNING act", row => row.GetString(0));

        (await operating.Get("/users/" + await portal.IdOf("anna"))).Words.ShouldContain("invited somebody without an account here");
    }

    [Fact]
    public async Task Finds_them_whatever_its_accents_and_orders_them()
    {
        await using var portal = await Portal();
        using var operating = await Browser.Of(portal, Role.Operator);
        foreach (var (name, called) in new[] { ("a1", "Zoë Ångström"), ("a2", "Élodie Çelik"), ("a3", "Émile Dupont") })
            await operating.Invite(name, Role.ReviewOfficer, called: called);

        var found = await operating.Get("/users?q=elodie+celik");
        found.Words.ShouldContain("Élodie Çelik");
        found.Words.ShouldNotContain("Émile");
        (await operating.Get("/users?q=A3")).Words.ShouldContain("Émile Dupont");
        var all = (await operating.Get("/users")).Words;
        new[] { "Élodie Çelik", "Émile Dupont", "Zoë Ångström" }.Select(name => all.IndexOf(name, StringComparison.Ordinal)).ShouldBeInOrder();
    }
}

public class What_an_operator_types(RealServers servers)
{
    static readonly Dictionary<string, string> typed = new() { ["fullName"] = "نادية الخطيب", ["signInName"] = "nadia", ["role"] = "central-authority", ["state"] = "" };

    async Task<ServiceHost<UpstreamService>> Portal() => await PortalHost.Start(await servers.NewDatabase("portal"), [], null);

    static void ShouldHold(Page page)
    {
        page.Markup.ShouldContain("name=\"fullName\" value=\"نادية الخطيب\"");
        page.Markup.ShouldContain("name=\"signInName\" value=\"nadia\"");
        page.Markup.ShouldContain("<option value=\"central-authority\" selected");
    }

    [Fact]
    public async Task Is_faulted_all_at_once_each_at_its_field()
    {
        await using var portal = await Portal();
        using var operating = await Browser.Of(portal, Role.Operator);

        var page = await operating.TryToInvite("two words", "focal-point", "", "- - -");

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Text.ShouldContain("<title>Error: ");
        foreach (var field in new[] { "fullName", "signInName", "state" })
        {
            page.Text.ShouldContain($"id=\"invitation-{field}-fault\"");
            page.Text.ShouldContain($"<a href=\"#invitation-{field}\">");
        }
        (await portal.Scalar<long>("SELECT count(*) FROM invitation")).ShouldBe(0);
    }

    [Fact]
    public async Task Comes_with_them_into_another_language_and_is_there_after_the_session_has_ended()
    {
        await using var portal = await Portal();
        using var operating = await Browser.Of(portal, Role.Operator);
        var open = (await operating.Get("/users")).Form("invitation");

        var switched = await operating.Submit("/users?lang=ar", open, new(typed) { ["#language"] = "ar" });
        switched.Status.ShouldBe(HttpStatusCode.SeeOther);
        ShouldHold(await operating.Get(switched.Leads!));
        using var later = new Browser(portal);
        (await later.Submit("/users", open, typed)).Leads.ShouldBe("/sign-in?to=%2Fusers");
        await later.SignIn(Role.Operator);
        var page = await later.Get("/users?lang=en");
        ShouldHold(page);
        page.Words.ShouldContain("you were no longer signed in. Nothing is lost and nothing was done");

        (await later.Submit("/users", "invitation", new(typed) { ["state"] = "KEN" })).Words.ShouldContain("The invitation is made. Hand its address over.");
        (await portal.Scalar<long>("SELECT count(*) FROM draft")).ShouldBe(0, "what is done is kept no longer");
    }

    [Fact]
    public async Task Is_kept_of_no_form_that_asks_a_password_or_a_code()
    {
        await using var portal = await Portal();
        using var anna = await portal.Enter("anna", Role.ReviewOfficer);
        foreach (var page in new[] { "/account", "/account/second-factor" })
            (await anna.Get(page)).Text.ShouldNotContain("name=\"#of\"", customMessage: "no draft is kept of what has no owner");
        var token = Browser.Hidden((await anna.Get("/account")).Text, "form-token");
        anna.Forget("session");

        (await anna.Post("/account/password", new() { ["form-token"] = token, ["present"] = People.Password, ["password"] = "nineteen herons at dawn", ["again"] = "nineteen herons at dawn" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await portal.Scalar<long>("SELECT count(*) FROM draft")).ShouldBe(0);
    }
}

public class Ending_access(RealServers servers)
{
    [Theory]
    [InlineData("end-access", "Anna Berger (Central authority, KEN) loses access."), InlineData("invite-anew", "A new address is made for Anna Berger (Central authority, KEN)")]
    [InlineData("reset-second-factor", "Anna Berger (Central authority, KEN) loses the second factor")]
    public async Task Or_taking_something_of_it_says_who_loses_what_and_is_done_by_a_second_act(string act, string words)
    {
        FakeTimeProvider clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], clock);
        using var anna = await portal.Enter("anna", Role.CentralAuthority, "KEN", "Anna Berger");
        await anna.SetSecondFactor(clock);
        using var operating = await Browser.Of(portal, Role.Operator);
        var page = "/users/" + await portal.IdOf("anna");
        var before = await Stamp();

        var asked = await operating.Submit(page, act, []);

        asked.Status.ShouldBe(HttpStatusCode.OK);
        asked.AsksWhetherSure.ShouldBeTrue();
        asked.Words.ShouldContain(words);
        (await Stamp()).ShouldBe(before, "nothing is done yet");
        var back = await operating.Submit(page, asked.Form(act), new() { ["#back"] = "1" });
        back.AsksWhetherSure.ShouldBeFalse();
        (await Stamp()).ShouldBe(before);
        (await operating.SubmitAndBeSure(page, act, [])).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.SeeOther);
        (await Stamp()).ShouldNotBe(before);

        Task<string> Stamp() => portal.Scalar<string>("SELECT security_stamp || coalesce(ended_at::text, '') FROM portal_user WHERE name = 'anna'");
    }
}

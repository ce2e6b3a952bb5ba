using Microsoft.Extensions.Time.Testing;
using System.Net;
using System.Text.RegularExpressions;
using Portal.Gateway;
using Portal.SignIn;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.Users;

public class A_second_factor(RealServers servers)
{
    readonly FakeTimeProvider clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    async Task<ServiceHost<UpstreamService>> Portal(string? secondFactor = null) =>
        await PortalHost.Start(await servers.NewDatabase("portal"), new() { ["SignIn:SecondFactor"] = secondFactor }, clock);

    static string[] CodesOn(Page page) => [.. Regex.Matches(page.Text, "<li><code dir=\"ltr\">([^<]+)</code></li>").Select(match => match.Groups[1].Value)];

    /// <summary>Somebody who has set it up, and a browser in which they have said the password.</summary>
    async Task<(string Key, string[] Codes, Browser Halfway)> Anna(ServiceHost<UpstreamService> portal)
    {
        using var browser = await portal.Enter("anna", Role.ReviewOfficer);
        var (key, answer) = await browser.SetSecondFactor(clock);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Words);
        clock.Advance(TimeSpan.FromMinutes(1));
        var halfway = new Browser(portal);
        var said = await halfway.SignIn("anna", People.Password, to: "/reviews?lang=ar");
        said.Headers.Location!.ToString().ShouldBe("/sign-in/second-factor?to=%2Freviews%3Flang%3Dar");
        (await halfway.Get("/work")).Leads.ShouldBe("/sign-in?to=%2Fwork", "halfway is not in");
        return (key, CodesOn(answer), halfway);
    }

    /// <summary>RFC 6238, appendix B; six digits of the eight.</summary>
    [Theory]
    [InlineData(59, 287082), InlineData(1111111109, 081804), InlineData(1111111111, 050471), InlineData(1234567890, 005924), InlineData(2000000000, 279037), InlineData(20000000000, 353130)]
    public void Has_the_codes_of_the_standard(long seconds, int code) => AuthenticatorCodes.CodeOf("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", seconds / 30).ShouldBe(code);

    [Fact]
    public async Task Is_asked_for_after_the_password()
    {
        await using var portal = await Portal();
        var (key, _, browser) = await Anna(portal);
        using var __ = browser;

        var entered = await browser.TypeCode(People.CodeNow(key, clock)[..3] + " " + People.CodeNow(key, clock)[3..]);

        entered.Status.ShouldBe(HttpStatusCode.SeeOther, entered.Words);
        (await browser.Get("/work")).Words.ShouldContain("Signed in as anna");
    }

    [Theory]
    [InlineData('٠'), InlineData('۰'), InlineData('०'), InlineData('０')]
    public async Task Is_typed_in_the_digits_of_the_readers_script(char zero)
    {
        await using var portal = await Portal();
        var (key, _, browser) = await Anna(portal);
        using var __ = browser;
        string Written(string code) => string.Concat(code.Select(digit => (char)(zero + (digit - '0'))));

        (await browser.TypeCode(Written(People.CodeNow(key, clock)[..3]) + People.CodeNow(key, clock)[3..])).Status.ShouldBe(HttpStatusCode.BadRequest, "digits of two scripts are no code");
        var entered = await browser.TypeCode(Written(People.CodeNow(key, clock)));

        entered.Status.ShouldBe(HttpStatusCode.SeeOther, entered.Words);
    }

    [Fact]
    public async Task Is_a_code_of_about_now_and_each_holds_once()
    {
        await using var portal = await Portal();
        var (key, _, browser) = await Anna(portal);
        using var __ = browser;
        foreach (var off in new[] { -3, -2, 2, 3 })
            (await browser.TypeCode(People.CodeNow(key, clock, off))).Status.ShouldBe(HttpStatusCode.BadRequest, $"{off}");
        var code = People.CodeNow(key, clock, 1);
        (await browser.TypeCode(code)).Status.ShouldBe(HttpStatusCode.SeeOther);

        using var other = new Browser(portal);
        await other.SignIn("anna", People.Password);
        (await other.TypeCode(code)).Words.ShouldContain("This code is not accepted");
        (await other.TypeCode(People.CodeNow(key, clock))).Status.ShouldBe(HttpStatusCode.BadRequest, "an older one than was taken");
        clock.Advance(TimeSpan.FromMinutes(1));
        (await other.TypeCode(People.CodeNow(key, clock))).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    /// <summary>What a camera sees of the picture is compared, module by module, with what the address is written as.</summary>
    [Theory]
    [InlineData("anna"), InlineData("a.very.long-name_of+somebody@permanent-mission-to-the-united-nations.example")]
    public async Task Is_shown_as_a_picture_that_says_what_the_letters_say(string name)
    {
        await using var portal = await Portal();
        using var browser = await portal.Enter(name, Role.ReviewOfficer);

        var page = await browser.Get("/account/second-factor");

        var key = Regex.Match(page.Text, "<code dir=\"ltr\">([A-Z2-7 ]+)</code>").Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        key.Length.ShouldBe(32);
        using var expected = QRCoder.QRCodeGenerator.GenerateQrCode($"otpauth://totp/{Uri.EscapeDataString($"Treaty Platform:{name}")}?secret={key}&issuer=Treaty%20Platform", QRCoder.QRCodeGenerator.ECCLevel.M);
        var drawn = Regex.Match(page.Text, "<p class=\"qr\" role=\"img\" aria-label=\"[^\"]+\">(<svg .*?</svg>)</p>", RegexOptions.Singleline).Groups[1].Value;
        Dark(drawn).ShouldBe(Modules(expected), ignoreOrder: true);
        drawn.ShouldNotContain("style");
        page.Text.ShouldNotContain(" style=", customMessage: "the policy lets no style of its own be taken");
    }

    /// <summary>The dark modules, quiet zone included.</summary>
    static List<(int, int)> Modules(QRCoder.QRCodeData code) =>
        [.. code.ModuleMatrix.SelectMany((row, y) => Enumerable.Range(0, row.Count).Where(x => row[x]).Select(x => (x, y)))];

    /// <summary>The modules that a picture paints black, each a unit wide: runs from left to right, on white all over.</summary>
    static List<(int, int)> Dark(string svg)
    {
        var picture = System.Xml.Linq.XElement.Parse(svg);
        var (ground, ink) = (picture.Elements().First(), picture.Elements().Last());
        var side = ((string)picture.Attribute("viewBox")!).Split(' ')[2];
        ((string?)ground.Attribute("fill"), (string?)ground.Attribute("width"), (string?)ground.Attribute("height"), (string?)ink.Attribute("fill")).ShouldBe(("#ffffff", side, side, "#000000"));
        var path = (string)ink.Attribute("d")!;
        Regex.Replace(path, @"M\d+ \d+h(\d+)v1h-\1z", "").ShouldBeEmpty("nothing else is painted");
        return [.. Regex.Matches(path, @"M(\d+) (\d+)h(\d+)").SelectMany(run => Enumerable.Range(Number(run, 1), Number(run, 3)).Select(x => (x, Number(run, 2))))];

        static int Number(Match run, int group) => int.Parse(run.Groups[group].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Is_replaced_by_each_recovery_code_once()
    {
        await using var portal = await Portal();
        var (_, codes, browser) = await Anna(portal);
        using var __ = browser;
        codes.Length.ShouldBe(8);
        codes.ShouldBeUnique();

        (await browser.TypeCode(codes[3])).Status.ShouldBe(HttpStatusCode.SeeOther);

        (await browser.Get("/account")).Words.ShouldContain("7 recovery codes left");
        using var other = new Browser(portal);
        await other.SignIn("anna", People.Password);
        (await other.TypeCode(codes[3])).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await other.TypeCode(codes[4])).Status.ShouldBe(HttpStatusCode.SeeOther);
        var made = await other.Send("/account", "/account/recovery-codes", new() { ["present"] = People.Password });
        CodesOn(made).Length.ShouldBe(8);
        CodesOn(made).Intersect(codes).ShouldBeEmpty();
        (await portal.Scalar<long>("SELECT count(*) FROM access_record WHERE act = 'recovery-code-used'")).ShouldBe(2);
        (await portal.Scalar<long>("SELECT count(*) FROM access_record WHERE act = 'recovery-codes-made'")).ShouldBe(1);
    }

    [Theory]
    [InlineData("000000"), InlineData("no code")]
    public async Task Pauses_the_account_after_too_many_wrong_codes_for_the_right_ones_too(string wrong)
    {
        await using var portal = await Portal();
        var (key, codes, browser) = await Anna(portal);
        using var __ = browser;
        for (var tries = 0; tries < SignInDefaults.TriesMax; tries++)
            (await browser.TypeCode(wrong)).Status.ShouldBe(HttpStatusCode.BadRequest);

        (await browser.TypeCode(People.CodeNow(key, clock))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.TypeCode(codes[0])).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await portal.Scalar<long>("SELECT count(*) FROM access_record WHERE act = 'paused' AND \"by\" IS NULL")).ShouldBe(1);
    }

    [Fact]
    public async Task Stands_nowhere_in_clear()
    {
        await using var portal = await Portal();
        var (key, codes, browser) = await Anna(portal);
        using var __ = browser;

        foreach (var secret in codes.Append(key).Append(People.Password))
            (await portal.TablesHolding(secret)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Is_set_up_by_the_right_code_and_the_password_alone()
    {
        await using var portal = await Portal();
        using var browser = await portal.Enter("anna", Role.ReviewOfficer);

        (await browser.SetSecondFactor(clock, password: "not the password")).Answer.Words.ShouldContain("The present password is not right");
        (await browser.SetSecondFactor(clock, off: 5)).Answer.Words.ShouldContain("This is not the code of the moment");
        using (var foreign = await browser.Post("/account/second-factor", new() { ["present"] = People.Password }))
            foreign.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        (await portal.Scalar<bool>("SELECT bool_or(two_factor_enabled) FROM portal_user")).ShouldBeFalse();
        using var other = await portal.Enter("berta", Role.ReviewOfficer);
        var page = await other.Get("/account/second-factor");
        using var stolen = await browser.Post("/account/second-factor", new() { ["form-token"] = Browser.Hidden((await browser.Get("/account")).Text, "form-token"), ["key"] = Browser.Hidden(page.Text, "key"), ["present"] = People.Password });
        stolen.StatusCode.ShouldBe(HttpStatusCode.BadRequest, "a secret shown to somebody else");
    }

    [Fact]
    public async Task Anew_ends_the_old_one_when_the_new_one_is_confirmed()
    {
        await using var portal = await Portal();
        var (key, codes, browser) = await Anna(portal);
        using var _ = browser;
        await browser.TypeCode(People.CodeNow(key, clock));
        clock.Advance(TimeSpan.FromMinutes(1));

        var (renewed, _) = await browser.SetSecondFactor(clock);

        clock.Advance(TimeSpan.FromMinutes(1));
        using var other = new Browser(portal);
        await other.SignIn("anna", People.Password);
        (await other.TypeCode(People.CodeNow(key, clock))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await other.TypeCode(codes[0])).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await other.TypeCode(People.CodeNow(renewed, clock))).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Is_asked_for_after_an_invitation_anew_and_reset_by_the_operator()
    {
        await using var portal = await Portal();
        var (_, _, browser) = await Anna(portal);
        using var __ = browser;
        using var operating = await Browser.Of(portal, Role.Operator);
        var address = People.AddressOn(await operating.Do(portal, "invite-anew", "anna"));
        (await browser.Get("/sign-in/second-factor")).Leads.ShouldBe("/sign-in", "the password it came with is gone");
        (await browser.Accept(address, "nineteen herons at dawn")).Leads.ShouldBe("/sign-in/second-factor");

        (await operating.Do(portal, "reset-second-factor", "anna")).Status.ShouldBe(HttpStatusCode.SeeOther);

        using var other = new Browser(portal);
        (await other.SignIn("anna", "nineteen herons at dawn")).Headers.Location!.ToString().ShouldBe("/work");
        (await portal.Scalar<long>("SELECT count(*) FROM access_record WHERE act = 'second-factor-reset'")).ShouldBe(1);
    }

    [Theory]
    [InlineData(Role.Operator, null, true), InlineData(Role.TreatyOfficer, null, true), InlineData(Role.ReviewOfficer, null, true), InlineData(Role.AssistanceOfficer, null, true), InlineData(Role.NetworkOfficer, null, true)]
    [InlineData(Role.PermanentMission, "KEN", false), InlineData(Role.FocalPoint, "KEN", false), InlineData(Role.GovernmentalExpert, "KEN", false), InlineData(Role.CentralAuthority, "KEN", false)]
    public async Task Is_owed_by_the_operator_and_the_offices_before_they_may_do_anything(Role role, string? state, bool owed)
    {
        await using var upstream = await Upstream.Start(_ => Task.CompletedTask);
        var database = await servers.NewDatabase("portal");
        string address;
        await using (var developing = await PortalHost.Start(database, [], clock))
        {
            using var operating = await Browser.Of(developing, Role.Operator);
            address = await operating.Invite("anna", role, state);
        }
        await using var portal = await PortalHost.Start(database, new() { ["SignIn:SecondFactor"] = "owed" }, clock, (UpstreamService.Networks, [upstream.Address]));
        using var browser = new Browser(portal);
        await browser.Accept(address);

        (await browser.Get("/work")).Leads.ShouldBe(owed ? "/account/second-factor" : null);
        await browser.Get("/api/networks/requests");
        upstream.Asked.Last().Headers.ContainsKey("Authorization").ShouldBe(!owed);

        if (owed)
        {
            (await browser.Get("/account")).Words.ShouldContain("Your role needs a second factor");
            (await browser.SetSecondFactor(clock)).Answer.Status.ShouldBe(HttpStatusCode.OK);
        }
        (await browser.Get("/work")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Is_owed_outside_Development_where_nothing_else_is_said()
    {
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], clock, "Production");
        var factor = (SecondFactor)portal.Services.GetService(typeof(SecondFactor))!;
        factor.IsOwed(new() { Name = "anna" }, [new("role", "operator")]).ShouldBeTrue();
        factor.IsOwed(new() { Name = "anna", TwoFactorEnabled = true }, [new("role", "operator")]).ShouldBeFalse();
    }
}

using Microsoft.Extensions.Time.Testing;
using System.Net;
using Microsoft.Extensions.Configuration;
using Portal.Gateway;
using Portal.SignIn;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.Users;

public class Common_passwords
{
    static readonly GuessablePasswords passwords = new(new ConfigurationBuilder().Build());

    [Theory]
    [InlineData("password1234"), InlineData("Password123!"), InlineData("P4$$w0rd2026"), InlineData("passwordpassword"), InlineData("qwertyuiop123"), InlineData("123456789012"), InlineData("aaaaaaaaaaaa")]
    [InlineData("iloveyou12345"), InlineData("Summer2026!!"), InlineData("welcome-welcome"), InlineData("TreatyPlatform"), InlineData("unitednations1"), InlineData("abcdefghijkl"), InlineData("zxcvbnm,./1234"), InlineData("lkjhgfdsa0987")]
    [InlineData("1q2w3e4r5t6y"), InlineData("mitamitamita"), InlineData("letmein letmein"), InlineData("Dragon.Monkey.1999")]
    public void Are_found_however_they_are_spelled(string password) => passwords.IsCommon(password).ShouldBeTrue();

    [Theory]
    [InlineData("correct horse battery staple"), InlineData("a long enough password"), InlineData("vGh81kkw0qpX"), InlineData("seventeen herons at dusk"), InlineData("نجم فوق البحر القديم"), InlineData("春眠不觉晓处处闻啼鸟夜来"), InlineData("my cat eats blue socks daily")]
    public void Are_not_those_that_somebody_thought_of(string password) => passwords.IsCommon(password).ShouldBeFalse();

    [Fact]
    public void Are_also_those_of_a_list_that_the_operator_names()
    {
        var file = Path.GetTempFileName();
        File.WriteAllLines(file, ["Seventeen Herons at dusk"]);
        var listed = new GuessablePasswords(new ConfigurationBuilder().AddInMemoryCollection([new("SignIn:CommonPasswords", file)]).Build());
        File.Delete(file);

        listed.IsCommon("seventeen herons at dusk").ShouldBeTrue();
        Should.Throw<IOException>(() => new GuessablePasswords(new ConfigurationBuilder().AddInMemoryCollection([new("SignIn:CommonPasswords", file)]).Build()));
    }

    [Fact]
    public void Are_looked_for_in_no_time_whatever_is_typed()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        passwords.IsCommon(string.Concat(Enumerable.Range(0, 100_000).Select(number => (char)('a' + (number * number % 26)))));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }
}

public class Choosing_a_password(RealServers servers)
{
    readonly FakeTimeProvider clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    async Task<ServiceHost<UpstreamService>> Portal() => await PortalHost.Start(await servers.NewDatabase("portal"), [], clock);

    static Task<Page> Change(Browser browser, string present, string password, string? again = null) =>
        browser.Send("/account", "/account/password", new() { ["present"] = present, ["password"] = password, ["again"] = again ?? password });

    [Theory]
    [InlineData("short words", null, "Take at least 12 characters")]
    [InlineData("Password1234", null, "Too many people use this")]
    [InlineData("surely KAMAU herself", null, "It contains your sign-in name")]
    [InlineData("seventeen herons at dusk", "seventeen herons at dawn", "The two are not the same")]
    public async Task Is_refused_with_what_would_be_right(string password, string? again, string words)
    {
        await using var portal = await Portal();
        using var operating = await Browser.Of(portal, Role.Operator);
        var address = await operating.Invite("kamau", Role.ReviewOfficer);
        using var browser = new Browser(portal);

        var answer = await browser.Accept(address, password, again);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Words.ShouldContain(words);
        answer.Text.ShouldNotContain(password);
        (await browser.Get("/work")).Leads.ShouldBe("/sign-in?to=%2Fwork");
        (await browser.Accept(address)).Status.ShouldBe(HttpStatusCode.SeeOther, "the address still holds");
        var changed = await Change(browser, People.Password, password, again);
        changed.Status.ShouldBe(HttpStatusCode.BadRequest);
        changed.Words.ShouldContain(words);
    }

    [Fact]
    public async Task Asks_for_the_present_one_and_ends_other_browsers()
    {
        await using var portal = await Portal();
        using var browser = await portal.Enter("anna", Role.ReviewOfficer);
        using var other = new Browser(portal);
        await other.SignIn("anna", People.Password);
        (await Change(browser, "not the present one", "nineteen herons at dawn")).Words.ShouldContain("The present password is not right");

        var answer = await Change(browser, People.Password, "nineteen herons at dawn");

        answer.Words.ShouldContain("The password is changed");
        clock.Advance(SignInDefaults.RightsAreReadEvery + TimeSpan.FromSeconds(1));
        (await browser.Get("/work")).Status.ShouldBe(HttpStatusCode.OK);
        (await other.Get("/work")).Leads.ShouldBe("/sign-in?to=%2Fwork");
        (await other.SignIn("anna", People.Password)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await other.SignIn("anna", "nineteen herons at dawn")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await portal.Scalar<long>("SELECT count(*) FROM access_record WHERE act = 'password-changed' AND \"by\" = subject")).ShouldBe(1);
    }

    [Fact]
    public async Task Pauses_the_account_after_too_many_wrong_ones_and_says_so_to_the_operator()
    {
        await using var portal = await Portal();
        using var browser = await portal.Enter("anna", Role.ReviewOfficer);
        for (var tries = 0; tries < SignInDefaults.TriesMax; tries++)
            await Change(browser, "not the present one", "nineteen herons at dawn");

        (await Change(browser, People.Password, "nineteen herons at dawn")).Words.ShouldContain("paused for a quarter of an hour");
        using var operating = await Browser.Of(portal, Role.Operator);
        (await operating.Get("/users")).Words.ShouldContain("paused after wrong tries");
    }

    [Fact]
    public async Task Is_for_who_is_signed_in_and_for_no_form_of_another_site()
    {
        await using var portal = await Portal();
        using var stranger = new Browser(portal);
        (await stranger.Get("/account")).Leads.ShouldBe("/sign-in?to=%2Faccount");
        (await stranger.Post("/account/password", [])).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        using var browser = await portal.Enter("anna", Role.ReviewOfficer);

        (await browser.Post("/account/password", new() { ["present"] = People.Password, ["password"] = "nineteen herons at dawn", ["again"] = "nineteen herons at dawn" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        (await stranger.SignIn("anna", People.Password)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }
}

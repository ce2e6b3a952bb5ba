using System.Net;
using System.Text.RegularExpressions;
using Portal.Gateway;
using Portal.Home;
using Servers;

namespace Portal.Tests.Home;

public class The_first_page
{
    static Task<ServiceHost<UpstreamService>> Portal((UpstreamService, Uri[])[] services) => PortalHost.Start("Host=127.0.0.1;Port=1", [], new FixedClock(), services);

    /// <summary>Every number of the page, as its reader sees it and where it leads.</summary>
    static IEnumerable<(string Number, string Source)> Numbers(string page) =>
        Regex.Matches(page, "<a class=\"number\" href=\"([^\"]+)\">([^<]+)</a>").Select(match => (match.Groups[2].Value, WebUtility.HtmlDecode(match.Groups[1].Value)));

    [Fact]
    public async Task Shows_the_numbers_of_all_four_services_each_leading_to_its_records()
    {
        await using var services = await Figures.Start();
        await using var portal = await Portal(services.All);

        var page = await portal.Http.GetStringAsync("/");

        Numbers(page).ShouldBe([
            ("1,193", "/api/treaties/instruments/untoc/parties?asOf=2026-11-21"), ("1,194", "/api/treaties/instruments/untoc/parties?asOf=2026-11-21"),
            ("181", "/api/treaties/instruments/untoc-tip/parties?asOf=2026-11-21"), ("182", "/api/treaties/instruments/untoc-tip/parties?asOf=2026-11-21"),
            ("151", "/api/treaties/instruments/untoc-som/parties?asOf=2026-11-21"), ("152", "/api/treaties/instruments/untoc-som/parties?asOf=2026-11-21"),
            ("191", "/api/treaties/instruments/uncac/parties?asOf=2026-11-21"), ("192", "/api/treaties/instruments/uncac/parties?asOf=2026-11-21"),
            ("2", "/api/treaties/instruments"),
            ("36", "/api/reviews/mechanisms/uncac-irm/enrolments?asOf=2026-11-21"), ("37", "/api/reviews/mechanisms/uncac-irm/enrolments?asOf=2026-11-21"),
            ("12", "/api/technical-assistance/activities"),
            .. new[] { "untoc", "untoc-tip", "untoc-som", "untoc-firearms", "uncac" }.SelectMany(instrument => new[] { "5", "6" }.Select(number => (number, $"/api/technical-assistance/non-parties?instrument={instrument}&asOf=2026-11-21"))),
            ("4", "/api/networks/authorities"), ("3", "/api/networks/authorities"),
        ]);
        page.ShouldContain("not recorded");
        page.ShouldContain("21 November 2026");
        page.ShouldContain("UNCAC &lt;Merida&gt;");
    }

    [Theory]
    [InlineData("treaties", "/api/treaties/")]
    [InlineData("reviews", "/api/reviews/mechanisms")]
    [InlineData("technical-assistance", "/api/technical-assistance/activities")]
    [InlineData("networks", "/api/networks/authorities")]
    public async Task Says_so_where_a_service_is_away_and_keeps_the_others(string away, string source)
    {
        await using var services = await Figures.Start();
        var nobody = await Upstream.Away();
        await using var whole = await Portal(services.All);
        await using var portal = await Portal([.. services.All.Select(it => it.Item1.Name == away ? (it.Item1, [nobody]) : it)]);
        var all = Numbers(await whole.Http.GetStringAsync("/"));

        var answer = await portal.Http.GetAsync("/");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await answer.Content.ReadAsStringAsync();
        Regex.Count(page, "<p class=\"away\">").ShouldBe(1);
        WebUtility.HtmlDecode(page).ShouldContain($"“{away}” is not giving its figures");
        Numbers(page).ShouldBe(all.Where(number => !number.Source.StartsWith($"/api/{away}/", StringComparison.Ordinal)));
        Numbers(page).ShouldNotContain(number => number.Source.StartsWith(source, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Shows_no_number_that_a_service_did_not_give()
    {
        await using var services = await Figures.Start();
        await using var odd = await Upstream.Start(("/authorities", new { count = 7 }));
        await using var portal = await Portal([.. services.All.Select(it => it.Item1 == UpstreamService.Networks ? (it.Item1, [odd.Address]) : it)]);

        var page = await portal.Http.GetStringAsync("/");

        Regex.Count(page, "<p class=\"away\">").ShouldBe(1);
        Numbers(page).ShouldNotContain(number => number.Source.StartsWith("/api/networks", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Shows_instruments_by_their_codes_and_says_so_where_only_their_names_are_not_to_be_had()
    {
        await using var services = await Figures.Start();
        await using var nameless = await Upstream.Start([.. TodaysFigures.Instruments.Select(instrument => ($"/instruments/{instrument}/parties", (object)new { count = new { certain = 71, possible = 72 } }))]);
        await using var portal = await Portal([.. services.All.Select(it => it.Item1 == UpstreamService.Treaties ? (it.Item1, [nameless.Address]) : it)]);

        var page = await portal.Http.GetStringAsync("/");

        page.ShouldContain("<bdi>untoc-tip</bdi>");
        page.ShouldContain("by their codes");
        Numbers(page).Count(number => number.Number is "71" or "72").ShouldBe(10);
    }

    [Fact]
    public async Task Is_whole_while_one_replica_of_each_service_is_away()
    {
        await using var services = await Figures.Start();
        var nobody = await Upstream.Away();
        await using var portal = await Portal([.. services.All.Select(it => (it.Item1, new[] { nobody, it.Item2[0] }))]);

        (await portal.Http.GetStringAsync("/")).ShouldNotContain("class=\"away\"");
    }

    [Fact]
    public async Task Names_no_State()
    {
        await using var services = await Figures.Start();
        await using var portal = await Portal(services.All);

        var page = await portal.Http.GetStringAsync("/");

        page.ShouldNotContain("KEN");
        page.ShouldNotContain("duties");
    }
}

using System.Net;
using System.Text.RegularExpressions;
using Portal.Gateway;
using Servers;

namespace Portal.Tests.Home;

public class The_first_page
{
    static Task<ServiceHost<UpstreamService>> Portal((UpstreamService, Uri[])[] services) => PortalHost.Start("Host=127.0.0.1;Port=1", [], FourServices.Clock(), services);

    /// <summary>Every number of the page, as its reader sees it and the page that opens it.</summary>
    static IEnumerable<(string Number, string Opens)> Numbers(string page) =>
        Regex.Matches(page, "<a class=\"number\" href=\"([^\"]+)\">([^<]+)</a>").Select(match => (WebUtility.HtmlDecode(match.Groups[2].Value), WebUtility.HtmlDecode(match.Groups[1].Value)));

    [Fact]
    public async Task Shows_each_step_of_the_loop_with_its_numbers_each_opening_to_its_definition_and_records()
    {
        await using var services = await FourServices.Start();
        await using var portal = await Portal(services.All);

        var page = await portal.Http.GetStringAsync("/");

        Numbers(page).ShouldBe([
            ("1,193 (possibly 1,194)", "/figures/treaties/parties?instrument=untoc&asOf=2026-11-21"), ("191 (possibly 192)", "/figures/treaties/parties?instrument=uncac&asOf=2026-11-21"),
            ("36", "/figures/reviews/published-outcomes?asOf=2026-11-21"), ("37", "/figures/reviews/findings?asOf=2026-11-21"),
            ("5", "/figures/technical-assistance/needs?asOf=2026-11-21"), ("6", "/figures/technical-assistance/needs?asOf=2026-11-21&only=status:met"),
            ("12", "/figures/technical-assistance/activities?to=2026-11-21"), ("7", "/figures/technical-assistance/laws-adopted?to=2026-11-21"),
            ("4", "/figures/networks/authorities?asOf=2026-11-21"), ("3", "/figures/networks/authority-states?asOf=2026-11-21"),
            .. new[] { ("1,193", "untoc"), ("1,194", "untoc"), ("191", "uncac"), ("192", "uncac") }.Select(it => (it.Item1, $"/figures/treaties/parties?instrument={it.Item2}&asOf=2026-11-21")),
        ]);
        page.ShouldContain("not recorded");
        page.ShouldContain("21 November 2026");
        page.ShouldContain("UNCAC &lt;Merida&gt;");
    }

    [Theory]
    [InlineData("treaties", "Treaties")]
    [InlineData("reviews", "Reviews")]
    [InlineData("technical-assistance", "Technical assistance")]
    [InlineData("networks", "Networks")]
    public async Task Says_so_where_a_service_is_away_and_keeps_the_others(string away, string called)
    {
        await using var services = await FourServices.Start();
        var nobody = await Upstream.Away();
        await using var whole = await Portal(services.All);
        await using var portal = await Portal([.. services.All.Select(it => it.Item1.Name == away ? (it.Item1, [nobody]) : it)]);
        var all = Numbers(await whole.Http.GetStringAsync("/"));

        var answer = await portal.Http.GetAsync("/");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await answer.Content.ReadAsStringAsync();
        Regex.Count(page, "<p class=\"away\">").ShouldBe(1);
        WebUtility.HtmlDecode(page).ShouldContain($"“{called}” is not giving its figures");
        Numbers(page).ShouldBe(all.Where(number => !number.Opens.StartsWith($"/figures/{away}/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Shows_no_number_that_a_service_did_not_give()
    {
        await using var services = await FourServices.Start();
        await using var odd = await Upstream.Start(("/figures/authorities", new { count = 7 }));
        await using var portal = await Portal([.. services.All.Select(it => it.Item1 == UpstreamService.Networks ? (it.Item1, [odd.Address]) : it)]);

        var page = await portal.Http.GetStringAsync("/");

        Regex.Count(page, "<p class=\"away\">").ShouldBe(1);
        Numbers(page).ShouldNotContain(number => number.Opens.StartsWith("/figures/networks", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Is_whole_while_one_replica_of_each_service_is_away()
    {
        await using var services = await FourServices.Start();
        var nobody = await Upstream.Away();
        await using var portal = await Portal([.. services.All.Select(it => (it.Item1, new[] { nobody, it.Item2[0] }))]);

        (await portal.Http.GetStringAsync("/")).ShouldNotContain("class=\"away\"");
    }
}

using System.Net;
using System.Text.RegularExpressions;
using Portal.Gateway;
using ServiceDefaults.Access;

namespace Portal.Tests.States;

public class The_profile_of_a_State
{
    static Task<Upstream> Treaties() => Upstream.Start(
        ("/states/KEN", new
        {
            code = "KEN",
            name = "Kenya",
            names = new Dictionary<string, string> { ["en"] = "Kenya" },
            regionalGroup = "AG",
            asOf = "2026-11-21",
            footnotes = Array.Empty<object>(),
            instruments = new[] { new { instrument = "uncac", recorded = "recorded", standing = "party", possible = new[] { "party" }, signedOn = "2003-12-09", action = "ratification", depositedOn = "2003-12-09", notBefore = (string?)null, notAfter = (string?)null, effectiveOn = "2005-12-14", effectiveNotBefore = (string?)null, effectiveNotAfter = (string?)null, endsOn = (string?)null } },
        }),
        ("/instruments/uncac/statements", new { items = new[] { new { state = "KEN", kind = "declaration", madeOn = "2003-12-09", provisions = new[] { "uncac art. 66" }, territory = (string?)null, source = "x" }, new { state = "FJI", kind = "reservation", madeOn = "2008-05-14", provisions = Array.Empty<string>(), territory = (string?)null, source = "x" } } }),
        ("/instruments", new { items = Array.Empty<object>() }));

    static Task<Upstream> Reviews() => Upstream.Start(
        ("/mechanisms", new { items = Array.Empty<object>() }),
        ("/reviews", new { items = new[] { new { id = "01990000-0000-7000-8000-000000000001", mechanism = "uncac-irm", cycle = "2", state = "KEN", stage = "published", outcome = new { publishedOn = "2025-11-03", findings = new[] { new { kind = "need", article = "uncac art. 32", answeredOn = "2026-07-15" } } } } } }));

    [Fact]
    public async Task Joins_what_the_services_make_public_and_says_which_of_them_are_away()
    {
        await using var treaties = await Treaties();
        await using var reviews = await Reviews();
        await using var portal = await PortalHost.Start((UpstreamService.Treaties, [treaties.Address]), (UpstreamService.Reviews, [reviews.Address]), (UpstreamService.Networks, [await Upstream.Away()]));

        var page = WebUtility.HtmlDecode(await portal.Http.GetStringAsync("/states/ken"));

        page.ShouldContain("14 December 2005");
        page.ShouldContain("Article 66 of the");
        page.ShouldNotContain("uncac art.");
        page.Contains("14 May 2008", StringComparison.Ordinal).ShouldBeFalse("another State's reservation");
        page.ShouldContain("answered 15 July 2026");
        Regex.Matches(page, "The service “([^”]+)” is not").Select(match => match.Groups[1].Value).Distinct().ShouldBe(["Technical assistance", "Networks"]);
    }

    [Fact]
    public async Task Is_the_same_for_everyone_whoever_is_signed_in()
    {
        await using var treaties = await Treaties();
        await using var reviews = await Reviews();
        await using var portal = await PortalHost.Start((UpstreamService.Treaties, [treaties.Address]), (UpstreamService.Reviews, [reviews.Address]));
        using var officer = portal.As(Role.ReviewOfficer);

        var shown = await officer.GetStringAsync("/states/KEN");

        shown.ShouldBe(await portal.Http.GetStringAsync("/states/KEN"));
        treaties.Asked.Concat(reviews.Asked).ShouldAllBe(it => !it.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task Is_absent_for_what_is_no_State_and_not_while_only_Treaties_is_away()
    {
        await using var treaties = await Treaties();
        await using var portal = await PortalHost.Start((UpstreamService.Treaties, [treaties.Address]));
        await using var alone = await PortalHost.Start((UpstreamService.Treaties, [await Upstream.Away()]));

        (await portal.Http.GetAsync("/states/XXX")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await alone.Http.GetAsync("/states/KEN")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}

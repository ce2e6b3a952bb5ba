using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Portal.Gateway;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.Work;

public class Who_may_open_which_page(RealServers servers)
{
    static readonly Role[] all = Enum.GetValues<Role>();

    /// <summary>Nobody named means everyone. What a page shows of what it is about is for the services to say.</summary>
    static readonly Dictionary<string, Role[]> pages = new()
    {
        ["/sign-in"] = [],
        ["/work"] = all,
        ["/reviews"] = [],
        ["/reviews/open"] = [Role.ReviewOfficer],
        [$"/reviews/{ReviewsOfATest.Id}"] = [],
        ["/needs"] = [],
        [$"/needs/{ReviewsOfATest.Need}"] = [],
        [$"/assistance-requests/{ReviewsOfATest.Need}"] = [.. all.Where(role => role != Role.Operator)],
        ["/activities"] = [],
        [$"/activities/{ReviewsOfATest.Need}"] = [],
        ["/results"] = [],
        [$"/results/{ReviewsOfATest.Need}"] = [],
        ["/activities/new"] = [Role.AssistanceOfficer],
        ["/results/new"] = [Role.AssistanceOfficer],
        ["/duties"] = [Role.NetworkOfficer, Role.TreatyOfficer, Role.CentralAuthority, Role.PermanentMission],
        ["/authorities/new"] = [Role.NetworkOfficer, Role.CentralAuthority, Role.PermanentMission],
        [$"/authorities/{ReviewsOfATest.Need}"] = [],
        ["/actions/new"] = [Role.TreatyOfficer],
        [$"/actions/{ReviewsOfATest.Need}"] = [],
        ["/users"] = [Role.Operator],
        [$"/users/{ReviewsOfATest.Need}"] = [Role.Operator],
        ["/services"] = [Role.Operator],
        ["/services/reviews/parked/treaties/1"] = [Role.Operator],
        ["/account"] = all,
        ["/account/second-factor"] = all,
        ["/account/name"] = all,
        ["/invitation/nobodys"] = [],
        ["/cooperation"] = [Role.CentralAuthority],
        [$"/cooperation/{ReviewsOfATest.Need}"] = [Role.CentralAuthority],
        [$"/cooperation/new?to={ReviewsOfATest.Need}"] = [Role.CentralAuthority],
    };

    /// <summary>Every service answers with an empty list, and has nothing else.</summary>
    static Task<Upstream> Empty() => Upstream.Start(
        ("/states", none), ("/instruments", none), ("/mechanisms", none), ("/reviews", none), ("/needs", none), ("/requests", none), ("/programmes", none), ("/activities", none), ("/results", none),
        ("/authorities", none), ("/functions", none), ("/duties", none), ("/networks", none), ("/operations/parked", none), ("/operations/forks", none));

    static readonly object none = new { items = Array.Empty<object>() };

    [Fact]
    public async Task Is_as_the_table_says()
    {
        await using var empty = await Empty();
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, [.. UpstreamService.All.Select(service => (service, new[] { empty.Address }))]);
        using var stranger = new Browser(portal);
        var differences = new List<string>();
        foreach (var (page, allowed) in pages)
            if ((await stranger.Get(page)) is var seen && (seen.Status == HttpStatusCode.SeeOther) != (allowed.Length > 0))
                differences.Add($"{page}: the public gets {seen.Status}");
        foreach (var role in all)
        {
            using var browser = await Browser.Of(portal, role, RoleNames.IsOfAState(role) ? "ZWE" : null);
            foreach (var (page, allowed) in pages)
                if ((await browser.Get(page)) is var seen && ((seen.Status == HttpStatusCode.Forbidden) != (allowed.Length > 0 && !allowed.Contains(role)) || seen.Status >= HttpStatusCode.InternalServerError))
                    differences.Add($"{page}: {role} gets {seen.Status}");
        }
        differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task Is_told_on_a_page_and_leads_strangers_to_the_way_in()
    {
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null);
        using var stranger = new Browser(portal);
        (await stranger.Get("/reviews/open?lang=ar")).Leads.ShouldBe("/sign-in?to=%2Freviews%2Fopen%3Flang%3Dar");

        using var browser = await Browser.Of(portal, Role.Operator);
        var page = await browser.Get("/reviews/open?lang=ar");

        page.Status.ShouldBe(HttpStatusCode.Forbidden);
        page.Text.ShouldContain("<html lang=\"ar\" dir=\"rtl\">");
        var texts = Portal.Languages.LanguageCatalogue.Shipped().All.Single(language => language.Code == "ar");
        page.Words.ShouldContain(texts.With("not-for-you.roles", texts["role.review-officer"]));
        page.Words.ShouldContain(texts.With("not-for-you.yours", texts["role.operator"]));
        page.Words.ShouldContain(texts["not-for-you.ask"]);
    }

    /// <summary>A page that everybody may open, of which the service behind it tells some roles alone.</summary>
    [Fact]
    public async Task Is_told_in_the_same_way_where_it_is_the_service_that_refuses()
    {
        await using var services = await Upstream.Start(context =>
        {
            if (context.Request.Path != $"/needs/{ReviewsOfATest.Need}")
                return context.Response.WriteAsJsonAsync(none);
            var roles = new { kind = "list", text = "focal point", items = new[] { new { kind = "word", text = "focal point", value = "focal-point", of = "role" } } };
            context.Response.StatusCode = 403;
            return context.Response.WriteAsJsonAsync(new { status = 403, rule = "access/role", detail = "For: focal point.", sentence = "For: {roles}.", values = new { roles } }, (System.Text.Json.JsonSerializerOptions?)null, "application/problem+json");
        });
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, [.. UpstreamService.All.Select(service => (service, new[] { services.Address }))]);
        using var browser = await Browser.Of(portal, Role.ReviewOfficer);
        browser.Http.DefaultRequestHeaders.Add("Accept", "text/html");

        var page = await browser.Get($"/needs/{ReviewsOfATest.Need}");

        page.Status.ShouldBe(HttpStatusCode.Forbidden, page.Words);
        page.Words.ShouldContain("It is for who has this role: Focal point.");
        page.Words.ShouldContain("You are signed in with this role: Review officer.");
    }

    [Fact]
    public async Task Is_the_same_page_for_what_is_hidden_and_what_is_not_there()
    {
        await using var reviews = await ReviewsOfATest.Start("outcome");
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, (UpstreamService.Reviews, [reviews.Upstream.Address]));
        using var stranger = new Browser(portal);

        var absent = await stranger.Get("/reviews/01950000-0000-7000-8000-0000000000ff");

        absent.Status.ShouldBe(HttpStatusCode.NotFound);
        absent.Words.ShouldContain("is not there, or is not for you to see");
        absent.Text.ShouldNotContain("0000000000ff\"><bdi>");
    }
}

/// <summary>The step that is a reader's, and only that, is asked of them.</summary>
public class The_page_of_a_review(RealServers servers)
{
    [Theory]
    [InlineData("focal-points", Role.PermanentMission, "CHE", "focal-points")]
    [InlineData("focal-points", Role.FocalPoint, "KEN", null)]
    [InlineData("self-assessment", Role.FocalPoint, "KEN", "self-assessment")]
    [InlineData("self-assessment", Role.FocalPoint, "CHE", null)]
    [InlineData("self-assessment", Role.GovernmentalExpert, "KEN", null)]
    [InlineData("feedback", Role.FocalPoint, "GHA", "feedback")]
    [InlineData("feedback", Role.GovernmentalExpert, "GHA", "feedback-draft")]
    [InlineData("feedback", Role.GovernmentalExpert, "KEN", null)]
    [InlineData("feedback", Role.FocalPoint, "KEN", null)]
    [InlineData("outcome", Role.FocalPoint, "CHE", "outcome")]
    [InlineData("outcome", Role.FocalPoint, "FRA", null)]
    [InlineData("agreement", Role.FocalPoint, "KEN", "agreement")]
    [InlineData("agreement", Role.FocalPoint, "GHA", null)]
    [InlineData("publication", Role.ReviewOfficer, null, "publication")]
    [InlineData("publication", Role.AssistanceOfficer, null, null)]
    public async Task Asks_a_reader_their_own_step(string stage, Role role, string? state, string? asked)
    {
        await using var reviews = await ReviewsOfATest.Start(stage);
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, (UpstreamService.Reviews, [reviews.Upstream.Address]));
        using var browser = await Browser.Of(portal, role, state);

        var page = await browser.Get($"/reviews/{ReviewsOfATest.Id}");
        string[] steps = ["self-assessment", "feedback", "feedback-draft", "outcome", "agreement", "publication"];

        page.Status.ShouldBe(HttpStatusCode.OK);
        steps.Where(page.Asks).ShouldBe(asked is null or "focal-points" ? [] : [asked]);
        if (asked == "focal-points")
            page.Asks(asked).ShouldBeTrue();
        var work = await browser.Get("/work");
        work.Text.Contains($"/reviews/{ReviewsOfATest.Id}", StringComparison.Ordinal).ShouldBe(asked is not null, work.Words);
    }

    [Theory]
    [InlineData("en", "ltr"), InlineData("zh", "ltr"), InlineData("ar", "rtl")]
    public async Task Is_whole_in_every_language_and_shows_what_others_wrote_as_text(string language, string direction)
    {
        foreach (var stage in new[] { "focal-points", "self-assessment", "feedback", "outcome", "agreement", "publication", "published" })
        {
            await using var reviews = await ReviewsOfATest.Start(stage);
            await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, (UpstreamService.Reviews, [reviews.Upstream.Address]));
            using var browser = await Browser.Of(portal, Role.ReviewOfficer);

            var page = await browser.Get($"/reviews/{ReviewsOfATest.Id}?lang={language}");

            page.Status.ShouldBe(HttpStatusCode.OK);
            page.Text.ShouldContain($"<html lang=\"{language}\" dir=\"{direction}\">");
            page.Text.ShouldContain("A code &lt;script&gt;");
            page.Text.ShouldNotContain("A code <script");
            page.Text.ShouldNotContain(" style=");
            Regex.Matches(page.Text, " id=\"([^\"]+)\"").Select(match => match.Groups[1].Value).ShouldBeUnique();
        }
    }

    [Fact]
    public async Task Says_who_is_late_to_nobody_whom_the_service_does_not_tell()
    {
        await using var upstream = await Upstream.Start(
            ("/mechanisms", new { items = Array.Empty<object>() }),
            ($"/reviews/{ReviewsOfATest.Id}", new { id = ReviewsOfATest.Id, mechanism = "uncac-irm", cycle = "cycle-1", state = "KEN", reviewers = new[] { "CHE", "GHA" }, instruments = new[] { "uncac" }, startsOn = "2020-01-05", stage = "published", steps = (object?)null }),
            ("/reviews", new { items = Array.Empty<object>() }));
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, (UpstreamService.Reviews, [upstream.Address]));
        using var browser = await Browser.Of(portal, Role.FocalPoint, "FRA");

        var page = await browser.Get($"/reviews/{ReviewsOfATest.Id}");

        page.Words.ShouldNotContain("due");
        page.Text.ShouldNotContain("class=\"steps\"");
    }
}

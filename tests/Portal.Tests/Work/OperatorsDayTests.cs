using System.Net;
using Microsoft.Extensions.Time.Testing;
using Portal.Gateway;
using Portal.Languages;
using Portal.Users;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.Work;

/// <summary>What waits for an operator, in words and with a page for each.</summary>
[Collection(BeforeRealServices.Name)]
public class The_day_of_an_operator(RealServers servers, RealServices real)
{
    const string Parked = "/services/reviews/parked/treaties/812";

    readonly FakeTimeProvider clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    static object Entry(long position, string? skipped = null, int tries = 5) => new
    {
        source = "treaties", position, id = Guid.CreateVersion7(), stream = "participants/KEN", type = "treaties.action-deposited", reason = "NpgsqlException: <no> such row",
            tries, parkedAt = "2026-02-27T09:30:00Z", skipped,
    };

    static readonly object none = new { items = Array.Empty<object>() };

    static readonly object states = new { items = new[] { new { code = "KEN", name = "Kenya" } } };

    /// <summary>
    /// Reviews has parked two entries of one State, waits for Networks, and has seen Treaties lose a fact; Networks has passed over one, and Technical assistance is away.
    /// </summary>
    async Task<(ServiceHost<UpstreamService> Portal, Upstream Reviews, Upstream Others)> Start()
    {
        var reviews = await Upstream.Start(
            ("/operations/parked", new { items = new[] { Entry(812), Entry(815, tries: 0) } }),
            ("/operations/forks",
                new { items = new[] { new { source = "treaties", epoch = 1, position = 900, newEpoch = 2, noticedAt = "2026-02-20T08:00:00Z",
                lost = new[] { new { position = 899, id = Guid.CreateVersion7(), stream = "participants/FJI", type = "treaties.action-corrected",
                occurredOn = "2026-02-19" } } } } }),
            ("/operations/parked/treaties/812/retry", new { source = "treaties", stream = "participants/KEN", stillParked = 2, reason = "again" }));
        reviews.Health = new { status = "degraded", checks = new Dictionary<string,
            object> { ["broker"] = new { status = "degraded" }, ["copies of networks"] = new { status = "degraded", detail = "Nothing has come yet." },
            ["database"] = new { status = "healthy" } } };
        var others = await Upstream.Start(("/operations/parked", new { items = new[] { Entry(7, "Recorded twice by mistake.") } }), ("/operations/forks", none),
            ("/states", states), ("/instruments", none));
        var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], clock,
            (UpstreamService.Treaties, [others.Address]), (UpstreamService.Reviews, [reviews.Address]), (UpstreamService.TechnicalAssistance, [await Upstream.Away()]),
                (UpstreamService.Networks, [others.Address]));
        return (portal, reviews, others);
    }

    [Fact]
    public async Task Has_the_people_who_have_not_entered_the_oldest_invitation_first()
    {
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], clock);
        using var operating = await Browser.Of(portal, Role.Operator);
        await operating.Invite("nadia", Role.CentralAuthority, "KEN", "نادية الخطيب");
        clock.Advance(Invitation.Holds - TimeSpan.FromHours(1));
        using var later = await Browser.Of(portal, Role.Operator);
        await later.Invite("wang", Role.ReviewOfficer, called: "王小明");
        (await later.Get("/work")).Words.ShouldContain("نادية الخطيب Central authority, KEN · the invitation holds until 4 March 2026, 12:00 UTC");
        clock.Advance(TimeSpan.FromHours(2));

        var page = await later.Get("/work");

        page.Words.ShouldContain("نادية الخطيب Central authority, KEN · the invitation has run out on 4 March 2026, 12:00 UTC 王小明 Review officer · the invitation holds until 7 March 2026, 11:00 UTC");
        page.Markup.ShouldContain($"<a href=\"/users/{await portal.IdOf("nadia")}\"><bdi translate=\"no\">نادية الخطيب</bdi></a>");
        await later.Do(portal, "end-access", "nadia");
        (await later.Get("/work")).Words.ShouldNotContain("نادية", customMessage: "who was ended is awaited no more");
    }

    [Fact]
    public async Task Has_what_is_parked_by_service_and_what_is_behind_or_away()
    {
        var (portal, reviews, others) = await Start();
        await using var _ = portal;
        await using var __ = reviews;
        await using var ___ = others;
        using var browser = await Browser.Of(portal, Role.Operator);

        var work = await browser.Get("/work");

        work.Text.ShouldContain("<a href=\"/services#reviews\">");
        work.Words.ShouldContain("Reviews 2 entries wait · the oldest since 27 February 2026, 09:30 UTC");
        work.Words.ShouldContain("Reviews The message broker does not answer. What is recorded is kept, and travels when it answers again. It has not yet read all that the service “Networks” recorded.");
        work.Words.ShouldContain("Technical assistance It gives no answer, or is not ready for work.");
        work.Text.ShouldNotContain("/services#networks", customMessage: "what was passed over waits no more");
        var services = await browser.Get("/services");
        services.Text.ShouldContain($"<a href=\"{Parked}\">");
        services.Words.ShouldContain("action deposited · Kenya Treaties 27 February 2026, 09:30 UTC 5");
        services.Words.ShouldContain("lost when it was restored");
        foreach (var service in UpstreamService.All)
            services.Text.ShouldContain($"<h2 id=\"{service.Name}\">");
    }

    [Fact]
    public async Task Leads_to_each_entry_with_why_and_what_can_be_done_first()
    {
        var (portal, reviews, others) = await Start();
        await using var _ = portal;
        await using var __ = reviews;
        await using var ___ = others;
        using var browser = await Browser.Of(portal, Role.Operator);

        var first = await browser.Get(Parked);
        first.Text.ShouldContain("NpgsqlException: &lt;no&gt; such row");
        first.Words.ShouldContain("1 entry waits behind it");
        var behind = await browser.Get("/services/reviews/parked/treaties/815");
        behind.Text.ShouldContain($"<a href=\"{Parked}\">");
        (behind.Asks("retry-parked"), behind.Asks("skip-parked")).ShouldBe((false, false));
        (await browser.Get("/services/reviews/parked/treaties/1")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await browser.Get("/services/nothing/parked/treaties/812")).Status.ShouldBe(HttpStatusCode.NotFound);

        var tried = await browser.Submit(Parked, "retry-parked", []);

        (tried.Status, tried.Leads).ShouldBe((HttpStatusCode.SeeOther, "/services#reviews"));
        (await browser.Get("/services")).Words.ShouldContain("It was tried again.");
        var skip = await browser.Submit(Parked, "skip-parked", new() { ["reason"] = "Recorded twice by mistake." });
        skip.AsksWhetherSure.ShouldBeTrue();
        skip.Words.ShouldContain("“Reviews” will never take over this entry of the service “Treaties”");
        reviews.Asked.Where(it => it.Method == "POST").Select(it => it.Path).ShouldBe(["/operations/parked/treaties/812/retry"]);
    }

    [Theory]
    [InlineData("en"), InlineData("zh"), InlineData("ar")]
    public async Task Is_there_in_every_language(string language)
    {
        var (portal, reviews, others) = await Start();
        await using var _ = portal;
        await using var __ = reviews;
        await using var ___ = others;
        using var browser = await Browser.Of(portal, Role.Operator);
        var texts = LanguageCatalogue.Shipped().All.Single(it => it.Code == language);

        (await browser.Get($"/work?lang={language}")).Words.ShouldContain(texts["work.parked.heading"]);
        (await browser.Get($"/services?lang={language}")).Words.ShouldContain(texts["entry.treaties.action-deposited"]);
        (await browser.Get($"{Parked}?lang={language}")).Words.ShouldContain(texts["parked.reason"]);
    }

    [Fact]
    public async Task Retries_at_the_service_itself_what_it_has_parked()
    {
        await real.Clear();
        real.Shows(UpstreamService.Networks, "/operations/parked", new { items = new[] { Entry(812) } });
        using var browser = await Browser.Of(real.Portal, Role.Operator);
        var page = "/services/networks/parked/treaties/812";

        var tried = await browser.Submit(page, "retry-parked", []);

        real.Answered.Status.ShouldBe(404, "it understood, and has nothing parked");
        tried.Words.ShouldContain("This was not done yet");
        var reason = await browser.SubmitAndBeSure(page, "skip-parked", new() { ["reason"] = "Short" });
        real.Answered.Status.ShouldBe(400, "ten characters at least");
        reason.Text.ShouldContain("id=\"skip-parked-reason-fault\"");
    }
}

using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Portal.Gateway;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.Forms;

/// <summary>The one way in which a form becomes a deed of a service, seen at a review that awaits its outcome.</summary>
public class A_form_that_is_posted(RealServers servers)
{
    static readonly Dictionary<string, string> good = new()
    {
        ["summary[0].language"] = "en", ["summary[0].text"] = "Much is done.\r\nMore is to do.",
        ["findings[0].kind"] = "success",
        ["findings[0].article"] = "uncac art. 8",
        ["findings[0].text"] = "A <b>code</b>",
        // The second row stays empty.
        ["findings[2].kind"] = "need",
        ["findings[2].article"] = "uncac art. 14(1)",
        ["findings[2].text"] = "A law",
        ["findings[2].need.kind"] = "legislative-drafting",
    };

    async Task<(ServiceHost<UpstreamService> Portal, ReviewsOfATest Reviews, Browser Browser)> Start()
    {
        var reviews = await ReviewsOfATest.Start("outcome");
        var portal = await PortalHost.Start(await servers.NewDatabase("portal"), new() { ["Gateway:AnswersWithin"] = "00:00:02" }, null, (UpstreamService.Reviews, [reviews.Upstream.Address]));
        return (portal, reviews, await Browser.Of(portal, Role.FocalPoint, "CHE"));
    }

    static string Page => $"/reviews/{ReviewsOfATest.Id}";

    [Fact]
    public async Task Has_the_service_do_it_in_the_readers_name_at_the_version_that_was_seen_and_leads_back()
    {
        var (portal, reviews, browser) = await Start();
        await using var _ = portal;
        await using var __ = reviews;

        var answer = await browser.Submit(Page, "outcome", good);

        (answer.Status, answer.Leads).ShouldBe((HttpStatusCode.SeeOther, Page));
        var asked = reviews.Posted.ShouldHaveSingleItem();
        asked.Path.ShouldBe($"/reviews/{ReviewsOfATest.Id}/outcome");
        asked.Headers["If-Match"].ShouldBe("\"7\"");
        asked.Headers["Authorization"].ShouldStartWith("Bearer ");
        Guid.TryParse(asked.Headers["Idempotency-Key"], out var key).ShouldBeTrue();
        asked.Headers.ContainsKey("Cookie").ShouldBeFalse();
        JsonNode.DeepEquals(JsonNode.Parse(asked.Body), JsonNode.Parse(
            """
            {"summary":{"en":"Much is done.\nMore is to do."},"findings":[
              {"kind":"success","article":"uncac art. 8","text":"A <b>code</b>"},
              {"kind":"need","article":"uncac art. 14(1)","text":"A law","need":{"kind":"legislative-drafting"}}]}
            """)).ShouldBeTrue(asked.Body);
    }

    [Fact]
    public async Task Is_one_deed_however_often_it_is_posted()
    {
        var (portal, reviews, browser) = await Start();
        await using var _ = portal;
        await using var __ = reviews;
        var open = (await browser.Get(Page)).Form("outcome");

        var first = await browser.Submit(Page, open, good);
        reviews.Stage = "agreement";     // the page does not ask it any more
        var second = await browser.Submit(Page, open, good);

        (first.Status, second.Status).ShouldBe((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther));
        reviews.Posted.Count.ShouldBe(2);
        reviews.Posted.Select(asked => (asked.Headers["Idempotency-Key"], asked.Headers["If-Match"], asked.Body)).Distinct().ShouldHaveSingleItem();
        (await browser.Get(Page)).Asks("outcome").ShouldBeFalse();
    }

    [Fact]
    public async Task Keeps_everything_typed_when_it_is_refused_and_says_why_beside_the_field()
    {
        var (portal, reviews, browser) = await Start();
        await using var _ = portal;
        await using var __ = reviews;
        reviews.Refuses(409, new { rule = "reviews/need-names-its-kind", detail = "It is <none>.", field = "findings[1].text", source = "para. 44" });
        var open = (await browser.Get(Page)).Form("outcome");

        var page = await browser.Submit(Page, open, good);

        page.Status.ShouldBe(HttpStatusCode.Conflict);
        foreach (var typed in good.Values)
            WebUtility.HtmlDecode(page.Text).ReplaceLineEndings("\n").ShouldContain(typed.ReplaceLineEndings("\n"));
        page.Text.ShouldNotContain("<b>code</b>");
        // The service counts its rows, the page its own: what it calls the second stands in the third.
        page.Text.ShouldContain("<a href=\"#outcome-findings-2-text\"><bdi>It is &lt;none&gt;.</bdi></a>");
        var field = Regex.Match(page.Text, "<textarea id=\"outcome-findings-2-text\"[^>]*>").Value;
        field.ShouldContain("aria-invalid=\"true\"");
        field.ShouldContain("aria-describedby=\"outcome-findings-2-text-limit outcome-findings-2-text-fault\"");
        page.Text.ShouldContain("id=\"outcome-findings-2-text-fault\"");
        page.Words.ShouldContain("reviews/need-names-its-kind");
        page.Words.ShouldContain("para. 44");
        Regex.Match(page.Text, "<div class=\"faults\"[^>]*>").Value.ShouldContain("autofocus");
        Regex.Count(page.Text, "aria-invalid=\"true\"").ShouldBe(1);
        page.Form("outcome")["#key"].ShouldNotBe(open["#key"], "what comes next is another deed");
    }

    [Fact]
    public async Task Says_all_that_is_wrong_at_once_and_what_is_no_field_here_above_them()
    {
        var (portal, reviews, browser) = await Start();
        await using var _ = portal;
        await using var __ = reviews;
        reviews.Refuses(400, new { rule = "a", detail = "All.", field = "summary", errors = new[] { new { field = "summary", rule = "a", detail = "Too short." }, new { field = "elsewhere", rule = "b", detail = "Something else." } } });

        var page = await browser.Submit(Page, "outcome", good);

        page.Text.ShouldContain("<a href=\"#outcome-summary-0-text\"><bdi>Too short.</bdi></a>");
        page.Words.ShouldContain("Something else.");
        page.Text.ShouldNotContain("><bdi>Something else.</bdi></a>");
    }

    [Fact]
    public async Task Is_not_sent_while_something_is_missing_and_every_gap_is_named()
    {
        var (portal, reviews, browser) = await Start();
        await using var _ = portal;
        await using var __ = reviews;

        var page = await browser.Submit(Page, "outcome", new() { ["findings[0].text"] = "Only a text" });

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        Regex.Matches(page.Text, "<a href=\"#(outcome-[^\"]+)\">").Select(match => match.Groups[1].Value).ShouldBe(["outcome-summary-0-text", "outcome-findings-0-kind", "outcome-findings-0-article"]);
        page.Text.ShouldContain(">Only a text</textarea>");
        reviews.Posted.ShouldBeEmpty();
    }

    [Fact]
    public async Task Grows_by_more_rows_and_forgets_nothing()
    {
        var (portal, reviews, browser) = await Start();
        await using var _ = portal;
        await using var __ = reviews;

        var page = await browser.Submit(Page, "outcome", new(good) { ["#more"] = "findings" });

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("name=\"findings[5].text\"");
        page.Text.ShouldNotContain("name=\"findings[6].text\"");
        page.Text.ShouldContain(">A law</textarea>");
        reviews.Posted.ShouldBeEmpty();
    }

    [Fact]
    public async Task Is_not_taken_from_another_site_nor_from_who_was_signed_in_before()
    {
        var (portal, reviews, browser) = await Start();
        await using var _ = portal;
        await using var __ = reviews;
        var open = (await browser.Get(Page)).Form("outcome");
        var withoutToken = open.Where(it => it.Key != "form-token").ToDictionary();

        (await browser.Submit(Page, withoutToken, good)).Status.ShouldBe(HttpStatusCode.BadRequest);
        await browser.Post("/sign-out", new() { ["form-token"] = Browser.Hidden((await browser.Get("/work")).Text, "form-token") });
        await browser.SignIn(Role.FocalPoint, "GHA");
        (await browser.Submit(Page, open, good)).Status.ShouldBe(HttpStatusCode.BadRequest);

        reviews.Posted.ShouldBeEmpty();
    }

    [Fact]
    public async Task Waits_under_the_same_key_while_it_is_not_known_what_became_of_it()
    {
        var (portal, reviews, browser) = await Start();
        await using var _ = portal;
        await using var __ = reviews;
        reviews.Answers(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        var open = (await browser.Get(Page)).Form("outcome");

        var page = await browser.Submit(Page, open, good);

        page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.Words.ShouldContain("it is not known whether this was done");
        page.Text.ShouldContain(">A law</textarea>");
        page.Form("outcome")["#key"].ShouldBe(open["#key"]);
        page.Form("outcome")["#match"].ShouldBe(open["#match"]);
    }

    [Fact]
    public async Task Shows_what_changed_meanwhile_before_it_is_sent_again()
    {
        var (portal, reviews, browser) = await Start();
        await using var _ = portal;
        await using var __ = reviews;
        var open = (await browser.Get(Page)).Form("outcome");
        reviews.Tag = "\"8\"";
        reviews.Refuses(412, new { rule = "if-match/stale", detail = "It is at version 8.", field = (string?)null });

        var page = await browser.Submit(Page, open, good);

        page.Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        reviews.Posted.ShouldHaveSingleItem().Headers["If-Match"].ShouldBe("\"7\"", "what the reader saw");
        page.Words.ShouldContain("Somebody changed this while you were writing");
        page.Text.ShouldContain(">A law</textarea>");
        page.Form("outcome")["#match"].ShouldBe("\"8\"");
    }
}

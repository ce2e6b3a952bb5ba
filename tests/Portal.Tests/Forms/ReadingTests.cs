using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Portal.Gateway;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.Forms;

/// <summary>What is typed into a form is read in its reader's language, and what cannot be read comes back with everything that was typed.</summary>
public class What_is_typed_into_a_form(RealServers servers)
{
    static readonly Dictionary<string, string> good = new()
    {
        ["kind"] = "training",
        ["title[0].language"] = "en", ["title[0].text"] = "Workshop",
        ["instruments"] = "uncac",
        ["beneficiaries"] = "KEN",
        ["from"] = "2026-02-01",
        ["to"] = "2026-02-02",
        ["online"] = "true",
        ["source"] = "Report",
    };

    static Task<Upstream> Services() => Upstream.Start(context => context.Request switch
    {
        { Method: "POST" } => context.Response.WriteAsJsonAsync(new { id = Guid.Empty }),
        { Path.Value: "/states" } => context.Response.WriteAsJsonAsync(new { items = new[] { new { code = "KEN", name = "Kenya", kind = "member-state" }, new { code = "EUE", name = "European Union", kind = "reio" } } }),
        { Path.Value: "/instruments" } => context.Response.WriteAsJsonAsync(new { items = new[] { new { id = "uncac", shortName = "UNCAC" } } }),
        _ => context.Response.WriteAsJsonAsync(new { items = Array.Empty<object>() }),
    });

    async Task<(Page Page, JsonNode? Sent)> Send(string language, Dictionary<string, string> typed)
    {
        await using var services = await Services();
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, [.. UpstreamService.All.Select(service => (service, new[] { services.Address }))]);
        using var browser = await Browser.Of(portal, Role.AssistanceOfficer);
        var fields = new Dictionary<string, string>(good);
        foreach (var (name, value) in typed)
            fields[name] = value;
        var page = await browser.Submit($"/activities/new?lang={language}", "activity", fields);
        return (page, services.Asked.SingleOrDefault(it => it.Method == "POST") is { } sent ? JsonNode.Parse(sent.Body) : null);
    }

    [Fact]
    public async Task Is_sent_as_the_service_reads_it()
    {
        var (page, sent) = await Send("ar", new()
        {
            ["from"] = "٢٠٢٦-٠٢-٠١",
            ["participants[0].state"] = "KEN",
            ["participants[0].female"] = "١٢",
            ["participants[0].male"] = "1 250",
            ["participants[0].notStated"] = "٠",
            ["funding[0].donor"] = "النرويج",
            ["funding[0].amount"] = "٤٢٬٠٠٠٫٥٠",
            ["funding[0].currency"] = "usd",
        });

        page.Status.ShouldBe(HttpStatusCode.SeeOther, page.Words);
        ((string)sent!["from"]!).ShouldBe("2026-02-01");
        JsonNode.DeepEquals(sent["participants"], JsonNode.Parse("""[{"state":"KEN","female":12,"male":1250,"notStated":0}]""")).ShouldBeTrue(sent.ToJsonString());
        JsonNode.DeepEquals(sent["funding"], JsonNode.Parse("""[{"donor":"النرويج","amount":42000.50,"currency":"USD"}]""")).ShouldBeTrue(sent.ToJsonString());
    }

    [Theory]
    [InlineData("en"), InlineData("ar"), InlineData("zh")]
    public async Task Is_kept_and_every_fault_said_at_its_field_at_once_before_a_service_is_asked(string language)
    {
        var typed = new Dictionary<string, string>
        {
            ["from"] = "2026-02-30",
            ["to"] = "31/11/2026",
            ["title[0].language"] = "en", ["title[0].text"] = new string('t', 301),
            ["participants[0].state"] = "KEN",
            ["participants[0].female"] = "12.5",
            ["participants[0].male"] = "1.000",
            ["participants[0].notStated"] = "٤2",
            ["funding[0].donor"] = "Norway",
            ["funding[0].amount"] = "1e6",
            ["funding[0].currency"] = "dollars",
        };

        var (page, sent) = await Send(language, typed);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        sent.ShouldBeNull();
        string[] wrong = ["title-0-text", "from", "to", "participants-0-female", "participants-0-male", "participants-0-notStated", "funding-0-amount", "funding-0-currency"];
        Regex.Matches(page.Text, "<a href=\"#activity-([^\"]+)\"><bdi>").Select(match => match.Groups[1].Value).ShouldBe(wrong);
        foreach (var field in wrong)
            page.Text.ShouldContain($"id=\"activity-{field}-fault\"");
        foreach (var value in typed.Values)
            WebUtility.HtmlDecode(page.Text).ShouldContain($"value=\"{value}\"");
        page.Words.ShouldNotContain("{");
        if (language == "en")
        {
            page.Words.ShouldContain("“First day”: there is no such day as “2026-02-30”. February 2026 has 28 days.");
            page.Words.ShouldContain("“Men”: “1.000” can mean 1000 or 1.00.");
            page.Words.ShouldContain("“Title” is too long: it has 301 characters, and at most 300 are taken.");
        }
    }

    [Fact]
    public async Task Stays_a_day_that_a_browser_shows_in_its_calendar_whatever_digits_it_came_in()
    {
        var (page, _) = await Send("ar", new() { ["from"] = "٢٠٢٦-٠٢-٠١", ["to"] = "31/11/2026", ["source"] = "" });

        page.Text.ShouldContain("name=\"from\" value=\"2026-02-01\" type=\"date\" max=\"9999-12-31\"");
        page.Text.ShouldContain("name=\"to\" value=\"31/11/2026\" type=\"text\"", Case.Sensitive, "a browser's calendar would drop it");
    }

    [Fact]
    public async Task May_be_as_long_as_the_field_says()
    {
        var (page, sent) = await Send("en", new() { ["title[0].language"] = "en", ["title[0].text"] = new string('t', 300) });

        page.Status.ShouldBe(HttpStatusCode.SeeOther, page.Words);
        ((string)sent!["title"]!["en"]!).Length.ShouldBe(300);
    }

    [Fact]
    public async Task Has_its_limit_beside_every_field_of_text_and_is_cut_by_none()
    {
        await using var services = await Services();
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, [.. UpstreamService.All.Select(service => (service, new[] { services.Address }))]);
        using var browser = await Browser.Of(portal, Role.AssistanceOfficer);

        var page = await browser.Get("/activities/new");

        foreach (var (field, most) in new[] { ("title-0-text", 300), ("place", 200), ("funding-0-donor", 200), ("source", 500) })
            page.Text.ShouldContain($"id=\"activity-{field}-limit\" data-counts=\"activity-{field}\" data-most=\"{most}\"");
        page.Words.ShouldContain("At most 300 characters.");
        page.Text.ShouldNotContain("maxlength");
    }

    [Fact]
    public async Task Is_not_asked_where_there_is_nothing_to_choose_and_says_when_it_is_needed()
    {
        await using var services = await Services();
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, [.. UpstreamService.All.Select(service => (service, new[] { services.Address }))]);
        using var browser = await Browser.Of(portal, Role.AssistanceOfficer);

        var activity = await browser.Get("/activities/new");

        activity.Text.ShouldNotContain("name=\"needs\"");
        activity.Words.ShouldContain("Place (needed unless it was held online)");
        activity.Text.ShouldNotContain("value=\"EUE\"", Case.Sensitive, "no organization is assisted");
        (await browser.Get("/results/new")).Text.ShouldNotContain("name=\"activities\"");
    }

    [Theory]
    [InlineData("en", "Too long to be taken"), InlineData("ar", "أطول مما يُقبل"), InlineData("zh", "内容过长，无法接受")]
    public async Task Is_answered_with_a_page_where_it_is_too_long_to_be_read(string language, string heading)
    {
        await using var services = await Services();
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, [.. UpstreamService.All.Select(service => (service, new[] { services.Address }))]);
        using var browser = await Browser.Of(portal, Role.AssistanceOfficer);
        var open = (await browser.Get($"/activities/new?lang={language}")).Form("activity");
        browser.Http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));

        foreach (var (address, fields) in new (string, Dictionary<string, string>)[]
        {
            ("/activities/new", new(open) { ["title[0].language"] = "en", ["title[0].text"] = new string('t', 4 * 1024 * 1024 + 1) }),
            ("/activities/new", Enumerable.Range(0, 5100).ToDictionary(index => $"f{index}", _ => "")),
            ("/activities/new", new(open) { ["title[0].language"] = "en", ["title[0].text"] = new string('t', 31_000_000) }),
            ("/sign-in", new() { ["name"] = new string('t', 4 * 1024 * 1024 + 1) }),
        })
        {
            // FormUrlEncodedContent refuses texts of this length.
            using var body = new StringContent(string.Join('&', fields.Select(it => $"{Uri.EscapeDataString(it.Key)}={(it.Value.Length > 60_000 ? it.Value : Uri.EscapeDataString(it.Value))}")), new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
            using var answer = await browser.Http.PostAsync(address, body);
            var page = await Page.Of(answer);
            page.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge, page.Text);
            page.Text.ShouldContain($"<html lang=\"{language}\"");
            page.Words.ShouldContain(heading);
            answer.Headers.Contains("Content-Security-Policy").ShouldBeTrue();
        }
        services.Asked.ShouldNotContain(it => it.Method == "POST");
    }

    [Fact]
    public async Task Is_sent_by_Enter_and_more_rows_lead_into_the_first_of_them()
    {
        var reviews = await ReviewsOfATest.Start("outcome");
        await using var _ = reviews;
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, (UpstreamService.Reviews, [reviews.Upstream.Address]));
        using var browser = await Browser.Of(portal, Role.FocalPoint, "CHE");
        var address = $"/reviews/{ReviewsOfATest.Id}";

        var page = await browser.Get(address);

        var form = Regex.Match(page.Text, "<form method=\"post\" action=\"/reviews.*?</form>", RegexOptions.Singleline).Value;
        Regex.Match(form, "<button [^>]*>").Value.ShouldNotContain("#more", Case.Sensitive, "the first button is the one that Enter presses");
        form.ShouldContain($"formaction=\"{address}#outcome-findings-3-kind\"");
        var more = await browser.Submit(address, "outcome", new() { ["#more"] = "findings" });
        more.Text.ShouldContain("id=\"outcome-findings-3-kind\"");
        more.Text.ShouldContain($"formaction=\"{address}#outcome-findings-6-kind\"");
        var full = await browser.Submit(address, "outcome", new() { ["#more"] = "findings", ["#rows:findings"] = "500" });
        full.Words.ShouldContain("These are the 500 rows that are taken at most.");
        full.Text.ShouldNotContain("name=\"#more\" value=\"findings\"");
    }

    [Fact]
    public async Task Is_a_mechanism_with_a_cycle_of_its_own()
    {
        var reviews = await ReviewsOfATest.Start("outcome");
        await using var _ = reviews;
        reviews.Refuses(409, new { rule = "reviews/cycle-over", detail = "It is over.", field = "cycle" });
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, (UpstreamService.Reviews, [reviews.Upstream.Address]));
        using var browser = await Browser.Of(portal, Role.ReviewOfficer);

        var page = await browser.Submit("/reviews/open", "open-review", new()
        {
            ["mechanism"] = "uncac-irm cycle-1", ["state"] = "KEN", ["reviewers[0]"] = "CHE", ["reviewers[1]"] = "GHA", ["startsOn"] = "2026-01-05", ["note.reference"] = "NV 1", ["note.date"] = "2026-01-05",
        });

        page.Status.ShouldBe(HttpStatusCode.Conflict);
        var sent = JsonNode.Parse(reviews.Posted.ShouldHaveSingleItem().Body)!;
        ((string)sent["mechanism"]!, (string)sent["cycle"]!).ShouldBe(("uncac-irm", "cycle-1"));
        page.Text.ShouldContain("<a href=\"#open-review-mechanism\"><bdi>It is over.</bdi></a>");
        page.Text.ShouldContain("<option value=\"uncac-irm cycle-1\" selected");
    }

    [Fact]
    public async Task Is_counted_by_the_one_script_that_a_page_with_a_form_has()
    {
        await using var services = await Services();
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, [.. UpstreamService.All.Select(service => (service, new[] { services.Address }))]);
        using var browser = await Browser.Of(portal, Role.AssistanceOfficer);

        using var answer = await browser.Http.GetAsync("/activities/new");
        var page = await answer.Content.ReadAsStringAsync();

        var (address, hash) = Regex.Match(page, "<script src=\"([^\"]+)\" integrity=\"([^\"]+)\" defer>") is var script ? (script.Groups[1].Value, script.Groups[2].Value) : default;
        answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldEndWith($"; script-src '{hash}'; connect-src 'self'");
        Regex.Count(page, "<script").ShouldBe(1);
        $"sha256-{Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(await portal.Http.GetByteArrayAsync(address)))}".ShouldBe(hash);
    }
}

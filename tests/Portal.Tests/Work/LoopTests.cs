using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Portal.Gateway;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.Work;

/// <summary>What the other forms have a service do: where it goes, and with what.</summary>
public class The_work_of_a_reader(RealServers servers)
{
    const string Id = "01950000-0000-7000-8000-00000000000a", Other = "01950000-0000-7000-8000-00000000000b";

    static readonly object need = new { id = Id, state = "KEN", instrument = "uncac", article = "uncac art. 14(1)", kind = "legislative-drafting", review = Other, mechanism = "uncac-irm", identifiedOn = "2026-01-01", status = "identified", requests = Array.Empty<Guid>(), activities = Array.Empty<Guid>(), results = Array.Empty<Guid>() };
    static readonly object request = new { id = Id, state = "KEN", needs = new[] { Other }, instrument = "uncac", articles = new[] { "uncac art. 14(1)" }, kind = "legal-advice", requestedOn = "2026-01-02", description = "Please", note = new { reference = "NV 1", date = "2026-01-02" }, decision = (object?)null };
    static readonly object activity = new
    {
        id = Id,
        details = new
        {
            kind = "training", title = new { fr = "Atelier" }, instruments = new[] { "uncac" }, beneficiaries = new[] { "KEN" }, from = "2026-02-01", to = "2026-02-02", place = "Nairobi", online = true, languages = new[] { "fr", "pt" }, programme = "gpc",
            articles = new[] { "uncac art. 14(1)" }, needs = new[] { Id }, participants = new[] { new { state = "KEN", female = 12, male = 9, notStated = 0 } }, funding = new[] { new { donor = "Kuwait", amount = 12.125m, currency = "KWD" } }, source = "Report",
        },
        participations = new { total = 21, female = 12, male = 9, notStated = 0 },
        joinedAfterwards = new[] { new { state = "KEN", instrument = "uncac", notBefore = "2026-03-01", notAfter = "2026-03-31" } },
        corrections = new[] { new { recordedAt = "2026-03-01T10:00:00Z", reason = "Misread", was = new { kind = "meeting", title = new { fr = "Atelier" }, instruments = new[] { "uncac" }, beneficiaries = new[] { "KEN" }, from = "2026-02-01", to = "2026-02-02", source = "Report" } } },
    };

    static readonly object result = new { id = Id, kind = "law-adopted", state = "KEN", title = new { en = "Act" }, articles = new[] { "uncac art. 14(1)" }, adoptedOn = "2026-02-03", needs = new[] { Id }, activities = new[] { Id }, source = "Gazette", withdrawn = new { recordedAt = "2026-03-01T10:00:00Z", reason = "Not adopted" }, corrections = Array.Empty<object>() };

    static readonly object cooperation = new { id = Id, from = new { authority = Id, state = "KEN" }, to = new { authority = Other, state = "CHE" }, instrument = "uncac", urgent = true, stage = "transmitted", transmittedOn = "2026-01-02", subject = "Account", text = "Whose is it?" };
    static readonly object authority = new { id = Other, state = "CHE", territory = (string?)null, contact = (object?)null, names = new { en = "Federal Office" }, functions = new[] { new { function = "mutual-legal-assistance", instrument = "uncac" } } };

    /// <summary>All services at once: what was posted is answered with an id.</summary>
    static Task<Upstream> Services(object ofRequests) => Upstream.Start(context =>
    {
        context.Response.Headers.ETag = "\"3\"";
        var path = context.Request.Path.Value!;
        if (context.Request.Method == "POST")
            return context.Response.WriteAsJsonAsync(new { id = Other });
        object? found = path == $"/needs/{Id}" ? need : path == $"/requests/{Id}" ? ofRequests : path.StartsWith("/authorities/", StringComparison.Ordinal) ? authority
            : path is "/requests" ? new { items = new[] { ofRequests } }
            : path is "/needs" ? new { items = new[] { need } }
            : path is "/programmes" ? new { items = new[] { new { id = "gpc", names = new { en = "Programme" } } } }
            : path is "/authorities" ? new { items = new[] { authority } }
            : path is "/states" ? new { items = new[] { new { code = "KEN", name = "Kenya" } } }
            : path is "/instruments" ? new { items = new[] { new { id = "uncac", shortName = "Convention against Corruption" } } }
            : path is "/activities" ? new { items = new[] { new { id = Other, details = new { kind = "training", title = new { en = "Workshop" }, instruments = new[] { "uncac" }, beneficiaries = new[] { "KEN" }, from = "2026-02-01", to = "2026-02-02" } } } }
            : path == $"/activities/{Id}" ? activity : path == $"/results/{Id}" ? result
            : path is "/results" ? new { items = new[] { result } }
            : path is "/functions" or "/mechanisms" or "/reviews" or "/networks" or "/duties" ? new { items = Array.Empty<object>() } : null;
        if (found is not null)
            return context.Response.WriteAsJsonAsync(found);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });

    async Task Posts(object ofRequests, Role role, string? state, string page, string form, Dictionary<string, string> typed, string path, string? ifMatch, string leads, string body)
    {
        await using var services = await Services(ofRequests);
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, [.. UpstreamService.All.Select(service => (service, new[] { services.Address }))]);
        using var browser = await Browser.Of(portal, role, state);

        var answer = await browser.SubmitAndBeSure(page, form, typed);

        (answer.Status, answer.Leads).ShouldBe((HttpStatusCode.SeeOther, leads), answer.Words);
        var asked = services.Asked.Single(it => it.Method == "POST");
        asked.Path.ShouldBe(path);
        asked.Headers.GetValueOrDefault("If-Match").ShouldBe(ifMatch);
        JsonNode.DeepEquals(JsonNode.Parse(asked.Body), JsonNode.Parse(body)).ShouldBeTrue(asked.Body);
    }

    [Fact]
    public Task Requests_assistance_for_a_need_of_ones_State() => Posts(request, Role.FocalPoint, "KEN", $"/needs/{Id}", "request-assistance",
        new() { ["kind"] = "legal-advice", ["description"] = "Please", ["note.reference"] = "NV 1", ["note.date"] = "2026-01-02" }, "/requests", null, $"/assistance-requests/{Other}",
        $$"""{"state":"KEN","instrument":"uncac","needs":["{{Id}}"],"articles":["uncac art. 14(1)"],"kind":"legal-advice","description":"Please","note":{"reference":"NV 1","date":"2026-01-02"} }""");

    [Fact]
    public Task Says_that_a_need_is_met() => Posts(request, Role.PermanentMission, "KEN", $"/needs/{Id}", "mark-met",
        new() { ["metOn"] = "2026-02-01" }, $"/needs/{Id}/met", "\"3\"", $"/needs/{Id}", """{"metOn":"2026-02-01"}""");

    [Fact]
    public Task Decides_on_a_request() => Posts(request, Role.AssistanceOfficer, null, $"/assistance-requests/{Id}", "decision",
        new() { ["kind"] = "accepted", ["programme"] = "gpc" }, $"/requests/{Id}/decision", "\"3\"", $"/assistance-requests/{Id}", """{"kind":"accepted","programme":"gpc"}""");

    [Fact]
    public Task Records_an_activity() => Posts(request, Role.AssistanceOfficer, null, $"/activities/new?need={Id}", "activity",
        new()
        {
            ["kind"] = "training",
            ["title[0].language"] = "en", ["title[0].text"] = "Workshop",
            ["instruments"] = "uncac",
            ["beneficiaries"] = "KEN",
            ["from"] = "2026-02-01",
            ["to"] = "2026-02-02",
            ["online"] = "true",
            ["needs"] = Id,
            ["source"] = "Report",
            ["participants[1].state"] = "KEN",
            ["participants[1].female"] = "12",
            ["participants[1].male"] = "9",
            ["participants[1].notStated"] = "0",
            ["funding[0].donor"] = "Norway",
            ["funding[0].amount"] = "1000.50",
            ["funding[0].currency"] = "USD",
        }, "/activities", null, $"/needs/{Id}",
        $$"""{"kind":"training","title":{"en":"Workshop"},"instruments":["uncac"],"beneficiaries":["KEN"],"from":"2026-02-01","to":"2026-02-02","online":true,"articles":[],"languages":[],"needs":["{{Id}}"],"participants":[{"state":"KEN","female":12,"male":9,"notStated":0}],"funding":[{"donor":"Norway","amount":1000.50,"currency":"USD"}],"source":"Report"}""");

    [Fact]
    public Task Records_a_result() => Posts(request, Role.AssistanceOfficer, null, $"/results/new?need={Id}", "result",
        new() { ["kind"] = "law-adopted", ["state"] = "KEN", ["title[0].language"] = "en", ["title[0].text"] = "Act", ["articles"] = "uncac art. 14(1)", ["adoptedOn"] = "2026-02-03", ["needs"] = Id, ["source"] = "Gazette" }, "/results", null, $"/needs/{Id}",
        $$"""{"kind":"law-adopted","state":"KEN","title":{"en":"Act"},"articles":["uncac art. 14(1)"],"adoptedOn":"2026-02-03","needs":["{{Id}}"],"activities":[],"source":"Gazette"}""");

    [Fact]
    public async Task Is_asked_with_names_where_codes_would_have_to_be_known_and_what_was_chosen_stays()
    {
        await using var services = await Services(request);
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, [.. UpstreamService.All.Select(service => (service, new[] { services.Address }))]);
        using var browser = await Browser.Of(portal, Role.AssistanceOfficer);

        var activity = await browser.Get($"/activities/new?need={Id}");
        foreach (var (name, value, words) in new[] { ("instruments", "uncac", "Convention against Corruption"), ("beneficiaries", "KEN", "Kenya"), ("needs", Id, "Kenya · Article 14, paragraph 1, of the Convention against Corruption · Legislative drafting") })
        {
            activity.Text.ShouldContain($"type=\"checkbox\" name=\"{name}\" value=\"{value}\" checked");
            activity.Words.ShouldContain(words);
        }
        var refused = await browser.Submit($"/activities/new?need={Id}", "activity", new() { ["beneficiaries"] = "KEN", ["place"] = "Nairobi" });
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Text.ShouldContain("name=\"beneficiaries\" value=\"KEN\" checked");
        refused.Text.ShouldContain("value=\"Nairobi\"");
        refused.Text.ShouldNotContain("name=\"needs\" value=\"" + Id + "\" checked");
        (await browser.Get("/results/new")).Words.ShouldContain("Workshop · 1 February 2026");
    }

    [Fact]
    public async Task Is_asked_with_codes_while_nobody_says_the_names()
    {
        await using var services = await Services(request);
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, (UpstreamService.TechnicalAssistance, [services.Address]));
        using var browser = await Browser.Of(portal, Role.AssistanceOfficer);

        (await browser.Get($"/activities/new?need={Id}")).Text.ShouldContain("name=\"beneficiaries\" value=\"KEN\" type=\"text\"");
    }

    [Fact]
    public Task Sends_a_request_for_information() => Posts(cooperation, Role.CentralAuthority, "KEN", $"/cooperation/new?to={Other}", "transmit",
        new() { ["from"] = Id, ["instrument"] = "uncac", ["urgent"] = "true", ["subject"] = "Account", ["text"] = "Whose?" }, "/requests", null, $"/cooperation/{Other}",
        $$"""{"to":"{{Other}}","from":"{{Id}}","instrument":"uncac","urgent":true,"subject":"Account","text":"Whose?"}""");

    /// <summary>Case 7 of the field: what a browser writes as two signs at the end of a line counts as one, as an interface counts it, and is sent so.</summary>
    [Fact]
    public Task Sends_as_many_signs_as_the_interface_takes_however_its_lines_end() => Posts(cooperation, Role.CentralAuthority, "KEN", $"/cooperation/new?to={Other}", "transmit",
        new() { ["from"] = Id, ["instrument"] = "uncac", ["subject"] = "Account", ["text"] = Lines(1000, 49, "\r\n") }, "/requests", null, $"/cooperation/{Other}",
        $$"""{"to":"{{Other}}","from":"{{Id}}","instrument":"uncac","urgent":false,"subject":"Account","text":{{JsonSerializer.Serialize(Lines(1000, 49, "\n"))}}}""");

    /// <summary>Of 50,000 signs where an end of line is one.</summary>
    static string Lines(int lines, int each, string end) => string.Concat(Enumerable.Repeat(new string('t', each) + end, lines - 1)) + new string('t', each + 1);

    [Fact]
    public Task Acknowledges_a_request_received() => Posts(cooperation, Role.CentralAuthority, "CHE", $"/cooperation/{Id}", "acknowledgement", [], $"/requests/{Id}/acknowledgement", "\"3\"", $"/cooperation/{Id}", "{}");

    [Fact]
    public Task Withdraws_a_request_sent() => Posts(cooperation, Role.CentralAuthority, "KEN", $"/cooperation/{Id}", "withdrawal", new() { ["reason"] = "Found" }, $"/requests/{Id}/withdrawal", "\"3\"", $"/cooperation/{Id}", """{"reason":"Found"}""");

    [Theory]
    [InlineData(Role.FocalPoint, "KEN", "needs,requests,reviews")]
    [InlineData(Role.AssistanceOfficer, null, "decisions")]
    [InlineData(Role.NetworkOfficer, null, "duties")]
    [InlineData(Role.Operator, null, "invitations,parked,late")]
    public async Task Is_gathered_by_role(Role role, string? state, string lists)
    {
        await using var services = await Services(request);
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, [.. UpstreamService.All.Select(service => (service, new[] { services.Address }))]);
        using var browser = await Browser.Of(portal, role, state);

        var page = await browser.Get("/work");

        page.Status.ShouldBe(HttpStatusCode.OK);
        foreach (var list in new[] { "reviews", "needs", "requests", "decisions", "received", "sent", "duties", "invitations", "parked", "late" })
            page.Text.Contains($"<h2 id=\"{list}\">", StringComparison.Ordinal).ShouldBe(lists.Split(',').Contains(list), list);
    }

    [Theory]
    [InlineData("en"), InlineData("zh"), InlineData("ar")]
    public async Task Is_there_in_every_language(string language)
    {
        foreach (var (ofRequests, role, state, pages) in new (object, Role, string?, string[])[]
        {
            (request, Role.FocalPoint, "KEN", ["/work", "/needs", $"/needs/{Id}", $"/assistance-requests/{Id}", "/reviews"]),
            (request, Role.AssistanceOfficer, null, ["/work", "/activities", "/activities?state=KEN", "/results", $"/activities/{Id}", $"/results/{Id}", $"/needs/{Id}", $"/assistance-requests/{Id}", $"/activities/new?need={Id}", $"/results/new?need={Id}"]),
            (request, Role.ReviewOfficer, null, ["/reviews/open"]),
            (cooperation, Role.CentralAuthority, "CHE", ["/work", "/cooperation", $"/cooperation/{Id}", $"/cooperation/new?to={Other}"]),
        })
        {
            await using var services = await Services(ofRequests);
            await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, [.. UpstreamService.All.Select(service => (service, new[] { services.Address }))]);
            using var browser = await Browser.Of(portal, role, state);
            foreach (var path in pages)
            {
                var page = await browser.Get($"{path}{(path.Contains('?') ? '&' : '?')}lang={language}");
                page.Status.ShouldBe(HttpStatusCode.OK, $"{role} {path} {language}: {page.Words}");
                page.Text.ShouldContain($"<html lang=\"{language}\"");
            }
        }
    }
}

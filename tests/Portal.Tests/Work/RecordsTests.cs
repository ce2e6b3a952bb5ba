using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Portal.Gateway;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.Work;

/// <summary>What the assistance officer recorded, from the form to its page, and what is done there when it was wrong.</summary>
[Collection(BeforeRealServices.Name)]
public partial class What_was_recorded(RealServers servers, RealServices services)
{
    [Fact]
    public async Task Has_a_page_where_it_is_corrected_and_withdrawn_with_what_is_refused_told_in_the_readers_language()
    {
        await services.Clear();
        foreach (var (language, money, typed, missing, followed, open, changed, withdrawn) in new[]
        {
            ("en", "1,250.125", "1250.1250", "“Reason” is missing.", "What followed it names it: the result. Correct or withdraw that first.", "Open the result",
                "It says what is on record already", "It was recorded by mistake and counts for nothing."),
            ("ar", "1 250٫125", "1250٫1250", "«السبب» ناقص.", "تذكره نتائج تلته: النتيجة.", "افتح النتيجة", "هذا ما هو مسجل بالفعل", "سُجّل خطأً ولا يُحسب."),
        })
        {
            using var officer = await Browser.Of(services.Portal, Role.AssistanceOfficer);
            await officer.Get($"/?lang={language}");

            var recorded = await officer.Submit("/activities/new", "activity", new()
            {
                ["kind"] = "training", ["title[0].language"] = "en", ["title[0].text"] = "Workshop on assets", ["instruments"] = "uncac", ["beneficiaries"] = "KEN",
                    ["from"] = "2026-01-02", ["to"] = "2026-01-03", ["place"] = "Nairobi", ["languages"] = "fr",
                ["articles"] = "uncac art. 14(1), uncac art. 52", ["programme"] = "country-ken", ["source"] = "Mission report",
                ["participants[0].state"] = "KEN", ["participants[0].female"] = "12", ["participants[0].male"] = "9", ["participants[0].notStated"] = "0",
                ["funding[0].donor"] = "Kuwait", ["funding[0].amount"] = "1250.125", ["funding[0].currency"] = "KWD",
            });
            recorded.Status.ShouldBe(HttpStatusCode.SeeOther, recorded.Words);
            var page = recorded.Leads!;
            page.ShouldStartWith("/activities/");
            var opened = await officer.Get(page);
            foreach (var said in new[] { "Workshop on assets", "Nairobi", "Mission report", language == "en" ? "Country-level assistance: Kenya"
                : "المساعدة على الصعيد القطري: كينيا", language == "en" ? "Article 52 of the Convention against Corruption" : "المادة 52 من اتفاقية مكافحة الفساد", "Kuwait",
                money, "21", language == "en" ? "French" : "الفرنسية" })
                opened.Words.ShouldContain(said);
            opened.Text.ShouldContain("href=\"/states/KEN\"");

            // As it stands: what the form was opened with says what is on record, to the last decimal.
            var asIs = Filled(opened.Text, "correct-activity");
            asIs["details.funding[0].amount"].ShouldBe(typed);
            (await Send(asIs, [])).Words.ShouldContain(missing);
            var unchanged = await Send(asIs, new() { ["reason"] = "Nothing" });
            (unchanged.Status, unchanged.Words.Contains(changed, StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Conflict, true), unchanged.Words);
            var refused = await Send(asIs, new() { ["reason"] = "The days were misread.", ["details.to"] = "2025-01-01", ["details.place"] = "Mombasa" });
            refused.Status.ShouldBe(HttpStatusCode.BadRequest);
            refused.Text.ShouldContain("href=\"#correct-activity-details-to\"");
            refused.Text.ShouldContain("value=\"Mombasa\"", Case.Sensitive, "what was typed is kept");
            var corrected = await Send(asIs, new() { ["reason"] = "The place was misread.", ["details.place"] = "Mombasa", ["details.participants[0].female"] = "13" });
            (corrected.Status, corrected.Leads).ShouldBe((HttpStatusCode.SeeOther, page), corrected.Words);
            var after = await officer.Get(page);
            after.Words.ShouldContain("The place was misread.");
            after.Words.ShouldContain("Mombasa");
            after.Words.ShouldContain("Nairobi", Case.Sensitive, "what it said before stays to be seen");
            (await Send(asIs, new() { ["reason"] = "Late", ["details.place"] = "Kisumu" }))
                .Status.ShouldBe(HttpStatusCode.PreconditionFailed, "it was opened before the correction");

            var reported = await officer.Submit("/results/new", "result",
                new() { ["kind"] = "law-adopted", ["state"] = "KEN", ["title[0].language"] = "en", ["title[0].text"] = "Assets Act", ["adoptedOn"] = "2026-02-03",
                ["activities"] = page.Split('/')[^1], ["source"] = "Gazette" });
            var result = reported.Leads!;
            result.ShouldStartWith("/results/");
            (await officer.Get(page)).Text.ShouldContain($"href=\"{result}\"");
            (await officer.Get(result)).Text.ShouldContain($"href=\"{page}\"");
            var standing = await officer.Submit(page, "withdraw-activity", new() { ["reason"] = "Twice" });
            standing.Status.ShouldBe(HttpStatusCode.Conflict);
            standing.Words.ShouldContain(followed);
            WebUtility.HtmlDecode(standing.Text).ShouldContain($"<a href=\"{result}\">{open}</a>");

            var renamed = await officer.Submit(result, Filled((await officer.Get(result)).Text, "correct-result"),
                new() { ["reason"] = "It amends another.", ["details.kind"] = "law-amended" });
            (renamed.Status, renamed.Leads).ShouldBe((HttpStatusCode.SeeOther, result), renamed.Words);
            (await officer.Submit(result, "withdraw-result", new() { ["reason"] = "The bill fell." })).Status.ShouldBe(HttpStatusCode.SeeOther);
            (await officer.Get(result)).Words.ShouldContain("The bill fell.");
            (await officer.Submit(page, "withdraw-activity", new() { ["reason"] = "It was recorded twice." })).Leads.ShouldBe(page);

            using var stranger = new Browser(services.Portal);
            var gone = await stranger.Get($"{page}?lang={language}");
            gone.Words.ShouldContain(withdrawn);
            gone.Words.ShouldContain("It was recorded twice.");
            gone.Asks("correct-activity").ShouldBeFalse();
            (await officer.Get(page)).Asks("withdraw-activity").ShouldBeFalse();
            (await stranger.Get("/activities?state=KEN")).Text.ShouldNotContain(page);
            (await stranger.Get("/results?state=KEN")).Text.ShouldNotContain(result);

            Task<Page> Send(Dictionary<string, string> asItStands, Dictionary<string, string> other) =>
                officer.Submit(page, asItStands, new(other) { ["#key"] = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString() });
        }
    }

    [Fact]
    public async Task Is_listed_by_day_the_latest_first_part_by_part_and_of_one_State()
    {
        await services.Clear();
        var officer = services.TechnicalAssistance.As(Role.AssistanceOfficer);
        for (var day = 1; day <= 60; day++)
        {
            var (of, on) = (day % 2 == 0 ? new[] { "NRU", "TUV" } : ["TUV"], new DateOnly(2020, 1, 1).AddDays(day * 7 % 61));
            (await officer.PostAsJsonAsync("/activities",
                new { kind = "training", title = new { en = $"Workshop {on:yyyy-MM-dd}" }, instruments = new[] { "uncac" }, beneficiaries = of, from = on, to = on,
                place = "Suva", source = "Report" })).StatusCode.ShouldBe(HttpStatusCode.Created);
        }
        using var reader = new Browser(services.Portal);

        var first = await reader.Get("/activities?state=TUV");
        var second = await reader.Get(Next(first));

        var days = Days(first).Concat(Days(second)).ToList();
        days.Count.ShouldBe(60);
        days.ShouldBe(days.OrderDescending());
        Regex.IsMatch(second.Text, "rel=\"next\"").ShouldBeFalse();
        (await reader.Get("/activities?state=nru")).Words.ShouldContain("Assistance given: Nauru");
        Days(await reader.Get("/activities?state=NRU")).Count.ShouldBe(30);
        (await reader.Get("/states/NRU")).Text.ShouldContain("href=\"/activities?state=NRU\"");
        (await reader.Get("/activities?state=ZZZ")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await reader.Get("/figures/technical-assistance/activities?from=2020-01-01&to=2020-01-31")).Text.ShouldContain("<a href=\"/activities/");

        static List<string> Days(Page page) => [.. Regex.Matches(page.Text, "Workshop ([0-9-]{10})</bdi>").Select(match => match.Groups[1].Value)];
        static string Next(Page page) => WebUtility.HtmlDecode(Regex.Match(page.Text, "rel=\"next\" href=\"([^\"]+)\"").Groups[1].Value);
    }

    [Fact]
    public async Task Is_of_a_programme_and_those_that_fit_come_first()
    {
        await using var services = await Offering(Programme("for-fiji", "country", "FJI"), Programme("of-the-world", "global"), Programme("for-kenya", "country", "KEN"),
            Programme("of-a-region", "regional"), Programme("a-project", "project"));
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null,
            [.. UpstreamService.All.Select(service => (service, new[] { services.Address }))]);
        using var officer = await Browser.Of(portal, Role.AssistanceOfficer);

        string[] fitting = ["For Kenya: for-kenya", "Regional programmes and projects: of-a-region a-project", "Global programmes: of-the-world", "For other countries: for-fiji"];
        Groups(await officer.Get($"/activities/new?need={Need}")).ShouldBe(fitting);
        Groups(await officer.Get($"/assistance-requests/{Need}")).ShouldBe(fitting);
        Groups(await officer.Get("/activities/new"))
            .ShouldBe(["Regional programmes and projects: of-a-region a-project", "Global programmes: of-the-world", "For single countries: for-fiji for-kenya"]);

        static List<string> Groups(Page page) => [.. Regex.Matches(page.Text, "<optgroup label=\"([^\"]+)\">(.*?)</optgroup>", RegexOptions.Singleline)
            .Select(match => $"{match.Groups[1].Value}: {string.Join(' ', Regex.Matches(match.Groups[2].Value, "value=\"([^\"]+)\"").Select(option => option.Groups[1].Value))}")];
    }

    [Fact]
    public async Task Waits_for_the_officer_by_day_the_oldest_first()
    {
        await using var services = await Offering();
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null,
            [.. UpstreamService.All.Select(service => (service, new[] { services.Address }))]);
        using var officer = await Browser.Of(portal, Role.AssistanceOfficer);

        var work = await officer.Get("/work");

        Regex.Matches(work.Words, "([0-9]+) January 2026").Select(match => match.Groups[1].Value).ShouldBe(["2", "5", "9"]);
        services.Asked.ShouldContain(asked => asked.Path.StartsWith("/requests?open=true"));
        foreach (var place in new[] { "/activities", "/results" })
            work.Text.ShouldContain($"href=\"{place}\"");
    }

    [Theory]
    [InlineData("en", "There is neither yet: record the activity first."), InlineData("ar", "سجِّل النشاط أولا."), InlineData("zh", "请先记录活动。")]
    public async Task Is_no_result_where_there_is_nothing_it_could_be_the_result_of_and_the_page_says_so_before(string language, string said)
    {
        var none = new { items = Array.Empty<object>() };
        await using var services = await Upstream.Start(("/states", none), ("/instruments", none), ("/needs", none), ("/activities", none), ("/programmes", none));
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null,
            [.. UpstreamService.All.Select(service => (service, new[] { services.Address }))]);
        using var officer = await Browser.Of(portal, Role.AssistanceOfficer);

        var page = await officer.Get($"/results/new?lang={language}");

        page.Words.ShouldContain(said);
        page.Text.ShouldContain("href=\"/activities/new\"");
        page.Asks("result").ShouldBeFalse();
        (await officer.Get("/activities/new")).Asks("activity").ShouldBeTrue();
    }

    const string Need = "01950000-0000-7000-8000-00000000000a";

    static object Programme(string id, string level, params string[] states) => new { id, names = new { en = id }, level, states };

    static object Request(string on) =>
        new { id = Need, state = "KEN", needs = Array.Empty<Guid>(), instrument = "uncac", articles = Array.Empty<string>(), kind = "legal-advice", requestedOn = on,
        description = "Please", note = new { reference = "NV 1", date = on } };

    static Task<Upstream> Offering(params object[] programmes) => Upstream.Start(context =>
    {
        object found = context.Request.Path.Value switch
        {
            $"/needs/{Need}" => new { id = Need, state = "KEN", instrument = "uncac", article = "uncac art. 14(1)", kind = "other", review = Need, mechanism = "uncac-irm",
                identifiedOn = "2026-01-01", status = "identified" },
            $"/requests/{Need}" => Request("2026-01-02"),
            "/requests" => new { items = new[] { Request("2026-01-05"), Request("2026-01-02"), Request("2026-01-09") } },
            "/programmes" => new { items = programmes },
            "/states" => new { items = new[] { new { code = "KEN", name = "Kenya" } } },
            _ => new { items = Array.Empty<object>() },
        };
        return context.Response.WriteAsJsonAsync(found);
    });

    /// <summary>Everything that stands in a form, as a browser would send it.</summary>
    static Dictionary<string, string> Filled(string page, string form)
    {
        var html = Regex.Matches(page, "<form .*?</form>", RegexOptions.Singleline).Select(match => match.Value)
            .Single(html => html.Contains($"name=\"#form\" value=\"{form}\"", StringComparison.Ordinal));
        var fields = new Dictionary<string, string>();
        foreach (Match input in Input().Matches(html))
            if (Attribute(input.Value, "name") is { } name
                && (Attribute(input.Value, "type") is not ("checkbox" or "radio") || input.Value.Contains(" checked", StringComparison.Ordinal)))
                // Several provisions are one text as well as many.
                fields[name] = string.Join(", ", new[] { fields.GetValueOrDefault(name), Attribute(input.Value, "value") }.Where(it => !string.IsNullOrEmpty(it)));
        foreach (Match select in Regex.Matches(html, "<select [^>]*name=\"([^\"]+)\".*?</select>", RegexOptions.Singleline))
            fields.Add(WebUtility.HtmlDecode(select.Groups[1].Value), Regex.Match(select.Value, "<option value=\"([^\"]*)\" selected") is { Success: true } chosen
                ? WebUtility.HtmlDecode(chosen.Groups[1].Value) : "");
        foreach (Match text in Regex.Matches(html, "<textarea [^>]*name=\"([^\"]+)\"[^>]*>(.*?)</textarea>", RegexOptions.Singleline))
            fields.Add(WebUtility.HtmlDecode(text.Groups[1].Value), WebUtility.HtmlDecode(text.Groups[2].Value));
        return fields;

        static string? Attribute(string element, string name) => Regex.Match(element, $" {name}=\"([^\"]*)\"") is { Success: true } found
            ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;
    }

    [GeneratedRegex("<input [^>]*>")]
    private static partial Regex Input();
}

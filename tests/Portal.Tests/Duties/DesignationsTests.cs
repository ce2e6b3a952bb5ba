using System.Net;
using System.Text.RegularExpressions;
using Portal.Gateway;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.Duties;

/// <summary>What the network officer does in a day: from the list of what is owed to the sentence that it is recorded, and later to its change and its end.</summary>
[Collection(BeforeRealServices.Name)]
public class A_designation_that_is_owed(RealServers servers, RealServices services)
{
    const string Owed = "/duties?state=NAM&instrument=uncac";

    [Fact]
    public async Task Is_recorded_from_the_list_and_changed_and_withdrawn_at_its_authority_with_what_is_refused_told_in_the_readers_language()
    {
        await services.Clear();
        foreach (var (language, function, recorded, nameless, late, sure) in new[]
        {
            ("en", "Prevention of corruption", "The designation was recorded", "“Name of the authority” is missing", "The note verbale bears a date after today",
                "Look once more before you do this"),
            ("ar", "منع الفساد", "سُجّل التعيين", "اسم السلطة", "تحمل المذكرة الشفوية تاريخا لاحقا لتاريخ اليوم", "انظر مرة أخرى قبل القيام بذلك"),
            ("zh", "预防腐败", "指定已登记", "主管机关名称", "普通照会的日期晚于今天", "在执行之前请再确认一次"),
        })
        {
            using var officer = await Browser.Of(services.Portal, Role.NetworkOfficer);
            await officer.Get($"/?lang={language}");
            var list = await officer.Get(Owed);
            var form = Link(list, "function=prevention-of-corruption");
            form.ShouldStartWith("/authorities/new?state=NAM&instrument=uncac");
            var before = Links(list).Count;

            // The form knows what is owed.
            var open = await officer.Get(form);
            open.Text.ShouldContain("<option value=\"NAM\" selected>");
            Regex.IsMatch(open.Text, "name=\"details.functions\" value=\"prevention-of-corruption/uncac\" checked").ShouldBeTrue(open.Text);
            open.Words.ShouldContain(function);
            open.Text.ShouldContain($"<option value=\"{language}\" selected>", Case.Sensitive, "the name is asked for in the reader's language first");

            var note = new Dictionary<string,
                string> { ["details.source.reference"] = "NV 7", ["details.source.date"] = "2026-01-02", ["details.channels"] = "direct", ["details.languages"] = "fr" };
            var typed = new Dictionary<string, string>(note) { ["state"] = "NAM", ["details.functions"] = "prevention-of-corruption/uncac" };
            var refused = await officer.Submit(form, "designate", typed);
            refused.Status.ShouldBe(HttpStatusCode.BadRequest);
            refused.Text.ShouldContain($"href=\"#designate-details-names-0-text\"");
            refused.Words.ShouldContain(nameless);
            var done = await officer.Submit(form, "designate", new(typed) { ["details.names[0].language"] = language, ["details.names[0].text"] = $"Office {language}" });
            (done.Status, done.Leads).ShouldBe((HttpStatusCode.SeeOther, "/duties"), done.Words);
            (await officer.Get("/duties")).Words.ShouldContain(recorded);
            Links(await officer.Get(Owed)).Count.ShouldBe(before - 1);

            // In the directory, and on from there.
            var directory = await officer.Get("/directory?state=NAM");
            var page = Regex.Match(directory.Text, $"href=\"(/authorities/[0-9a-f-]{{36}})\"[^>]*>[^/]*Office {language}<").Groups[1].Value;
            var authority = await officer.Get(page);
            authority.Words.ShouldContain($"Office {language}");
            authority.Words.ShouldContain("NV 7");

            var future = await officer.Submit(page, "keep-authority",
                new() { ["functions"] = "prevention-of-corruption/uncac", ["names[0].language"] = "en", ["names[0].text"] = "Bureau", ["source.reference"] = "NV 8",
                ["source.date"] = "2999-01-02" });
            (future.Status, future.Text.Contains("href=\"#keep-authority-source-date\"", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.BadRequest, true), future.Words);
            future.Words.ShouldContain(late);
            var seen = authority.Form("keep-authority");
            var changed = await officer.Submit(page, seen,
                new() { ["functions"] = "prevention-of-corruption/uncac", ["names[0].language"] = "en", ["names[0].text"] = "Bureau", ["source.reference"] = "NV 8",
                ["source.date"] = "2026-01-03" });
            (changed.Status, changed.Leads).ShouldBe((HttpStatusCode.SeeOther, page), changed.Words);
            var after = await officer.Get(page);
            after.Words.ShouldContain("Bureau");
            after.Words.ShouldContain("NV 7", Case.Sensitive, "what the directory said before stays to be seen");
            (await officer.Submit(page, new Dictionary<string, string>(seen) { ["#key"] = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString() },
                new() { ["functions"] = "asset-recovery/uncac", ["names[0].language"] = "en", ["names[0].text"] = "Third", ["source.reference"] = "NV 9",
                ["source.date"] = "2026-01-04" }))
                .Status.ShouldBe(HttpStatusCode.PreconditionFailed, "it was opened before the change");

            var ending = new Dictionary<string, string> { ["source.reference"] = "NV 10", ["source.date"] = "2026-01-05" };
            var asked = await officer.Submit(page, "withdraw-authority", ending);
            (asked.Status, asked.AsksWhetherSure).ShouldBe((HttpStatusCode.OK, true));
            asked.Words.ShouldContain(sure);
            asked.Words.ShouldContain("Bureau");
            (await officer.SubmitAndBeSure(page, "withdraw-authority", ending)).Leads.ShouldBe(page);
            (await officer.Get(page)).Asks("keep-authority").ShouldBeFalse();
            Links(await officer.Get(Owed)).Count.ShouldBe(before, "it is owed again");
        }
    }

    [Fact]
    public async Task Is_told_by_a_State_for_itself_alone()
    {
        await services.Clear();
        using var mission = await Browser.Of(services.Portal, Role.PermanentMission, "LSO");
        var form = Link(await mission.Get("/duties"), "function=prevention-of-corruption");
        (await mission.Get("/duties")).Text.ShouldNotContain("/states/CHE");

        var open = await mission.Get(form.Replace("state=LSO", "state=CHE", StringComparison.Ordinal));
        open.Text.ShouldNotContain("name=\"state\"", Case.Sensitive, "it speaks for no other State");
        var typed = new Dictionary<string,
            string> { ["details.functions"] = "prevention-of-corruption/uncac", ["details.names[0].language"] = "en", ["details.names[0].text"] = "Commission",
            ["details.source.reference"] = "NV 1", ["details.source.date"] = "2026-01-02" };
        (await mission.Submit(form, "designate", typed)).Leads.ShouldBe("/duties");

        (await mission.Get("/directory?state=LSO")).Words.ShouldContain("Commission");
        using var other = await Browser.Of(services.Portal, Role.CentralAuthority, "CHE");
        var page = Link(await other.Get("/directory?state=LSO"), "/authorities/");
        (await other.Get(page)).Asks("keep-authority").ShouldBeFalse();
        using var reader = await Browser.Of(services.Portal, Role.TreatyOfficer);
        Links(await reader.Get("/duties")).ShouldBeEmpty("the treaty officer reads, and records no designation");
    }

    [Theory]
    [InlineData("en", "FJI CHE KEN BRA"), InlineData("zh", "FJI CHE KEN BRA"), InlineData("ar", "FJI CHE KEN BRA")]
    public async Task Is_listed_with_the_overdue_first_and_by_day_and_by_name(string language, string order)
    {
        await using var services = await Owing(("KEN", "open", "2027-01-02"), ("BRA", "open", null), ("FJI", "overdue", "2020-01-01"), ("CHE", "overdue", "2021-01-01"));
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null,
            [.. UpstreamService.All.Select(service => (service, new[] { services.Address }))]);
        using var officer = await Browser.Of(portal, Role.NetworkOfficer);

        States(await officer.Get($"/duties?lang={language}")).ShouldBe(order.Split(' '));
        States(await officer.Get("/work")).ShouldBe(order.Split(' '));
    }

    [Fact]
    public async Task Is_listed_by_the_names_of_the_readers_language_where_the_day_is_the_same()
    {
        await using var services = await Owing(("KEN", "open", "2027-01-02"), ("BRA", "open", "2027-01-02"), ("CHE", "open", "2027-01-02"));
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null,
            [.. UpstreamService.All.Select(service => (service, new[] { services.Address }))]);
        using var officer = await Browser.Of(portal, Role.NetworkOfficer);

        States(await officer.Get("/duties?lang=en")).ShouldBe(["BRA", "KEN", "CHE"]);
        States(await officer.Get("/duties?lang=ar")).ShouldBe(["BRA", "CHE", "KEN"]);
    }

    [Fact]
    public async Task Is_counted_and_paged_and_a_page_that_is_no_more_is_the_last_there_is()
    {
        await using var services = await Owing([.. Enumerable.Range(0, 120).Select(index => ("KEN", "overdue", (string?)$"2020-{1 + (index / 28):00}-{1 + (index % 28):00}"))]);
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null,
            [.. UpstreamService.All.Select(service => (service, new[] { services.Address }))]);
        using var officer = await Browser.Of(portal, Role.NetworkOfficer);

        var first = await officer.Get("/duties?instrument=uncac");
        first.Words.ShouldContain("Designations owed: 120. Overdue: 120. States: 1.");
        Links(first).Count.ShouldBe(50);
        var next = WebUtility.HtmlDecode(Regex.Match(first.Text, "rel=\"next\" href=\"([^\"]+)\"").Groups[1].Value);
        next.ShouldBe("/duties?instrument=uncac&page=2");
        var last = await officer.Get("/duties?page=9");
        (Links(last).Count, last.Text.Contains("rel=\"next\"", StringComparison.Ordinal)).ShouldBe((20, false));
        var work = await officer.Get("/work");
        work.Words.ShouldContain("These are the first 20 of 120.");
        work.Text.ShouldContain("href=\"/duties\"");
    }

    static string Link(Page page, string holding) =>
        WebUtility.HtmlDecode(Regex.Matches(page.Text, "href=\"([^\"]+)\"").Select(match => match.Groups[1].Value)
        .First(it => WebUtility.HtmlDecode(it).Contains(holding, StringComparison.Ordinal)));

    static List<string> Links(Page page) => [.. Regex.Matches(page.Text, "href=\"(/authorities/new\\?[^\"]*function=[^\"]+)\"").Select(match => match.Groups[1].Value)];

    static List<string> States(Page page) => [.. Regex.Matches(page.Text, "href=\"/authorities/new\\?state=([A-Z]{3})").Select(match => match.Groups[1].Value)];

    /// <summary>Names in the order of one language are not in that of another.</summary>
    static Task<Upstream> Owing(params (string State, string Status, string? DueBy)[] duties) => Upstream.Start(context =>
    {
        var language = context.Request.Headers.AcceptLanguage.ToString();
        object found = (context.Request.Path.Value, language) switch
        {
            ("/states", var it) when it.StartsWith("ar", StringComparison.Ordinal) =>
                Items(new { code = "KEN", name = "كينيا" }, new { code = "BRA", name = "البرازيل" }, new { code = "CHE", name = "سويسرا" }, new { code = "FJI", name = "فيجي" }),
            ("/states", _) => Items(new { code = "KEN", name = "Kenya" }, new { code = "BRA", name = "Brazil" }, new { code = "CHE", name = "Switzerland" },
                new { code = "FJI", name = "Fiji" }),
            ("/instruments", _) => Items(new { id = "uncac", shortName = "UNCAC" }),
            ("/functions", _) => Items(new { function = "extradition", instrument = "uncac", names = new { en = "Extradition" } }),
            ("/duties", _) => Items([.. duties.Index().Where(it => it.Item.Status == context.Request.Query["status"]).Select(it => (object)new
            {
                id = $"01950000-0000-7000-8000-{it.Index:000000000000}", state = it.Item.State, instrument = "uncac", function = "extradition", article = "uncac art. 44",
                    status = it.Item.Status, dueBy = it.Item.DueBy,
            })]),
            _ => Items(),
        };
        return Microsoft.AspNetCore.Http.HttpResponseJsonExtensions.WriteAsJsonAsync(context.Response, found);
    });

    static object Items(params object[] items) => new { items };
}

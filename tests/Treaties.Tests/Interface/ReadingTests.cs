using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Treaties.Tests.World;

namespace Treaties.Tests.Interface;

public class Reading_the_real_record(RealRecordService service) : IClassFixture<RealRecordService>
{
    readonly TreatiesService treaties = service.Treaties;

    [Theory]
    [InlineData("untoc", "2014-01-01", 179)]
    [InlineData("uncac", "2015-12-31", 178)]
    [InlineData("uncac", "2020-06-30", 187)]
    [InlineData("untoc", "2023-02-20", 190)]
    [InlineData("untoc", "2000-12-11", 0)]
    public async Task Counts_as_published(string instrument, string asOf, int certain)
    {
        var answer = await treaties.Get($"/instruments/{instrument}/parties?asOf={asOf}&basis=deposit");

        answer.GetProperty("count").GetProperty("certain").GetInt32().ShouldBe(certain);
        answer.GetProperty("items").EnumerateArray().Count(item => item.GetProperty("certainty").GetString() == "certain").ShouldBe(certain);
        answer.GetProperty("items").GetArrayLength().ShouldBe(answer.GetProperty("count").GetProperty("possible").GetInt32());
    }

    [Fact]
    public async Task Keeps_counts_by_deposit_and_by_effect_apart()
    {
        (await Certain("/instruments/untoc/parties?asOf=2003-09-28&basis=deposit")).ShouldBeGreaterThan(40);
        (await Certain("/instruments/untoc/parties?asOf=2003-09-28&basis=effect")).ShouldBe(0);

        async Task<int> Certain(string path) => (await treaties.Get(path)).GetProperty("count").GetProperty("certain").GetInt32();
    }

    [Fact]
    public async Task Shows_a_party_that_may_have_withdrawn_as_certain_with_the_bounds()
    {
        var bhutan = (await treaties.Get("/instruments/uncac/parties?asOf=2020-06-30")).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("state").GetString() == "BTN");

        bhutan.GetProperty("certainty").GetString().ShouldBe("certain");
        bhutan.GetProperty("possiblyWithdrawn").GetProperty("notBefore").GetString().ShouldBe("2017-09-21");
        bhutan.GetProperty("possiblyWithdrawn").GetProperty("notAfter").GetString().ShouldBe("2023-09-27");
    }

    [Fact]
    public async Task Lists_the_statements_in_force_on_a_day()
    {
        (await treaties.Get("/instruments/uncac/statements?asOf=2018-06-03")).GetProperty("items").GetArrayLength().ShouldBe(0);

        var bermuda = (await treaties.Get("/instruments/uncac/statements?asOf=2018-06-04")).GetProperty("items").EnumerateArray().Single();
        (bermuda.GetProperty("state").GetString(), bermuda.GetProperty("kind").GetString(), bermuda.GetProperty("territory").GetString()).ShouldBe(("GBR", "territorial-application", "Bermuda"));
    }

    [Fact]
    public async Task Names_who_may_review_a_State_from_the_day_the_instrument_binds_it()
    {
        (await Reviewers("2015-10-03")).ShouldBeEmpty("Tuvalu deposited on 4 September 2015 and is bound from 4 October");

        var reviewers = await Reviewers("2015-10-04");
        reviewers.ShouldContain("KEN");
        reviewers.ShouldNotContain("TUV");
        reviewers.ShouldNotContain("NZL", "it deposited on 1 December 2015");

        async Task<List<string>> Reviewers(string asOf) =>
            [.. (await treaties.Get($"/instruments/uncac/participants/TUV/reviewers?asOf={asOf}")).GetProperty("items").EnumerateArray().Select(item => item.GetString()!)];
    }

    [Fact]
    public async Task Says_not_recorded_where_nothing_is_and_nothing_known_before_the_first_import()
    {
        var hostages = await treaties.Get("/instruments/hostages-1979/parties");
        hostages.GetProperty("count").ValueKind.ShouldBe(JsonValueKind.Null);
        hostages.GetProperty("recorded").GetString().ShouldBe("not-recorded");

        var before = await treaties.Get("/instruments/untoc/parties?knownAt=2020-01-01T00:00:00Z");
        before.GetProperty("count").ValueKind.ShouldBe(JsonValueKind.Null);
        before.GetProperty("recorded").GetString().ShouldBe("nothing-known");
        (await treaties.Get("/figures/parties?instrument=untoc&knownAt=2020-01-01T00:00:00Z")).GetProperty("recorded").GetString().ShouldBe("nothing-known");
    }

    [Fact]
    public async Task Gives_the_same_answer_once_to_who_has_it_already()
    {
        using var first = await treaties.Host.Http.GetAsync("/instruments/untoc/parties?asOf=2014-01-01");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/instruments/untoc/parties?asOf=2014-01-01") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var later = new HttpRequestMessage(HttpMethod.Get, "/instruments/untoc/parties?asOf=2014-01-02") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };

        (await treaties.Host.Http.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await treaties.Host.Http.SendAsync(later)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Gives_every_list_as_a_table_too()
    {
        foreach (var (path, first) in new[]
        {
            ("/instruments/untoc/parties?asOf=2014-01-01&format=csv", "state,name,action,"), ("/instruments/untoc/actions?format=csv", "id,instrument,state,"), ("/states?format=csv", "code,name,"),
            ("/instruments?format=csv", "id,short_name,"), ("/figures?format=csv", "name,definition,"), ("/figures/regional-breakdown?instrument=untoc&format=csv", "group,certain,"), ("/figures/parties/records?instrument=untoc&format=csv", "instrument,state,"),
        })
            (await treaties.Host.Http.GetStringAsync(path)).ShouldStartWith(first);
        (await treaties.Host.Http.GetStringAsync("/instruments/untoc/parties?asOf=2014-01-01&format=csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(180);
        (await treaties.Host.Http.GetStringAsync("/instruments/uncac/actions?format=csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(RealRecord.Record.Of(Contracts.InstrumentId.Parse("uncac")).Count() + 1);
    }

    [Fact]
    public async Task Names_the_198_in_the_language_asked_for()
    {
        (await treaties.Get("/states")).GetProperty("items").GetArrayLength().ShouldBe(198);
        (await NameOf("/states/CIV?lang=en", null)).ShouldBe("Côte d'Ivoire");
        (await NameOf("/states/DEU", "de;q=0.9, zh-Hans;q=0.8, fr;q=0.7")).ShouldBe("德国");
        (await NameOf("/states/DEU", "de")).ShouldBe("Germany");
        (await treaties.Get("/states/KEN")).GetProperty("names").EnumerateObject().Count().ShouldBe(6);
        (await treaties.Get("/states/KEN")).GetProperty("instruments").GetArrayLength().ShouldBe(RealRecord.Catalogue.All.Count());
        (await treaties.Host.Http.GetAsync("/states/KEN?lang=xx")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await treaties.Host.Http.GetAsync("/states/XKX")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        async Task<string?> NameOf(string path, string? languages)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (languages is not null)
                request.Headers.Add("Accept-Language", languages);
            using var answer = await treaties.Host.Http.SendAsync(request);
            return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("name").GetString();
        }
    }

    [Fact]
    public async Task Derives_entry_into_force_and_holds_it_against_the_recorded_one()
    {
        var force = (await treaties.Get("/instruments/untoc")).GetProperty("entryIntoForce");

        (force.GetProperty("derived").GetString(), force.GetProperty("recorded").GetString(), force.GetProperty("agrees").GetBoolean()).ShouldBe(("2003-09-29", "2003-09-29", true));
        force.GetProperty("thresholdDepositedOn").GetString().ShouldBe("2003-07-01");
        (await treaties.Get("/instruments/uncac/articles")).GetProperty("items").GetArrayLength().ShouldBe(71);
        (await treaties.Get("/instruments")).GetProperty("items").GetArrayLength().ShouldBe(26);
    }

    [Theory]
    [InlineData("en", "Mutual legal assistance", "IV. International cooperation"), InlineData("ar", "المساعدة القانونية المتبادلة", "الفصل الرابع - التعاون الدولي"), InlineData("zh", "司法协助", "四、国际合作"), InlineData("fr", "Mutual legal assistance", "IV. International cooperation")]
    public async Task Heads_articles_in_the_language_asked_for_and_in_English_where_it_has_none(string language, string title, string chapter)
    {
        var article = (await treaties.Get($"/instruments/uncac/articles?lang={language}")).GetProperty("items")[45];

        (article.GetProperty("number").GetInt32(), article.GetProperty("title").GetString(), article.GetProperty("chapter").GetString()).ShouldBe((46, title, chapter));
    }

    [Fact]
    public async Task Every_article_on_record_is_headed_in_each_language_of_the_pages()
    {
        foreach (var instrument in (await treaties.Get("/instruments")).GetProperty("items").EnumerateArray().Select(it => it.GetProperty("id").GetString()))
        {
            var inEnglish = await Headings("en");
            foreach (var language in new[] { "ar", "zh" })
                (await Headings(language)).Zip(inEnglish).ShouldAllBe(it => it.First.Length > 0 && it.First != it.Second, $"{instrument} {language}");

            async Task<List<string>> Headings(string language) =>
                [.. (await treaties.Get($"/instruments/{instrument}/articles?lang={language}")).GetProperty("items").EnumerateArray().Select(it => it.GetProperty("title").GetString()!)];
        }
    }

    [Fact]
    public async Task Lists_actions_of_a_period_and_kind_page_by_page()
    {
        var all = RealRecord.Record.Of(Contracts.InstrumentId.Parse("uncac")).Count(act => act.Kind == Contracts.Treaties.TreatyActionKind.Accession && act.Date.NotBefore.Year <= 2010 && act.Date.NotAfter.Year >= 2010);
        List<string?> seen = [];
        for (string? path = "/instruments/uncac/actions?from=2010-01-01&to=2010-12-31&kind=accession&limit=2"; path is not null;)
        {
            var page = await treaties.Get(path);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
            path = page.GetProperty("next").GetString() is { } next ? $"/instruments/uncac/actions?from=2010-01-01&to=2010-12-31&kind=accession&limit=2&cursor={next}" : null;
        }

        seen.Count.ShouldBe(all);
        seen.Distinct().Count().ShouldBe(all);
        (await treaties.Host.Http.GetAsync("/instruments/uncac/actions?from=2011-01-01&to=2010-12-31")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Says_what_would_follow_if_a_State_deposited()
    {
        var answer = await treaties.Get("/instruments/untoc/what-if?state=SLB&depositOn=2027-03-01");

        (answer.GetProperty("kind").GetString(), answer.GetProperty("effectiveOn").GetString(), answer.GetProperty("wouldBeRefused").GetBoolean()).ShouldBe(("accession", "2027-03-31", false));
        (answer.GetProperty("after").GetProperty("certain").GetInt32() - answer.GetProperty("before").GetProperty("certain").GetInt32()).ShouldBe(1);
        (await treaties.Get("/instruments/untoc-tip/what-if?state=SLB&depositOn=2027-03-01")).GetProperty("findings")[0].GetProperty("rule").GetString().ShouldBe("treaties/protocol-needs-convention");
        (await treaties.Host.Http.GetAsync("/instruments/untoc/what-if?state=SLB&depositOn=2027-03-01&kind=signature")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("", null, "en", "deposit 2004-06-16 + 30 days (untoc art. 38(2)) = 2004-07-16")]
    [InlineData("", "zh, en;q=0.5", "zh", "交存：2004年6月16日；加30天（《有组织犯罪公约》第38条第2款），即2004年7月16日")]
    [InlineData("?lang=ar", "zh", "ar", "الإيداع: 16 حزيران/يونيه 2004؛ تضاف إليه مدة بالأيام قدرها 30 (المادة 38، الفقرة 2، من اتفاقية الجريمة المنظمة)، فيكون بدء السريان: 16 تموز/يوليه 2004")]
    [InlineData("?lang=fr", null, "fr", "deposit 2004-06-16 + 30 days (untoc art. 38(2)) = 2004-07-16")]
    public async Task Tells_how_an_answer_follows_in_the_language_asked_for_and_to_programs_beside_it(string query, string? accepted, string language, string line)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/instruments/untoc/participants/KEN{query}");
        request.Headers.TryAddWithoutValidation("Accept-Language", accepted);
        using var answer = await treaties.Host.Http.SendAsync(request);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var lines = body.GetProperty("explanation").EnumerateArray().Select(it => it.GetString()).ToList();
        var steps = body.GetProperty("steps").EnumerateArray().ToList();

        answer.Content.Headers.ContentLanguage.ShouldBe([language]);
        lines.ShouldContain(line);
        steps.Count.ShouldBe(lines.Count);
        var step = steps[lines.IndexOf(line)];
        (step.GetProperty("rule").GetString(), step.GetProperty("values").GetProperty("deposit").GetProperty("value").GetString(), step.GetProperty("values").GetProperty("article").GetProperty("value").GetString())
            .ShouldBe(("treaties/effect-of-deposit", "2004-06-16", "untoc art. 38(2)"));

        // The same line wherever the act is shown.
        var party = (await Asked($"/instruments/untoc/parties{query}")).GetProperty("items").EnumerateArray().Single(it => it.GetProperty("state").GetString() == "KEN");
        party.GetProperty("calculation").EnumerateArray().Select(it => it.GetString()).ShouldContain(line);
        (await Asked($"/actions/{party.GetProperty("actionId").GetString()}{query}")).GetProperty("action").GetProperty("calculation")[0].GetString().ShouldBe(line);

        async Task<JsonElement> Asked(string path)
        {
            using var again = new HttpRequestMessage(HttpMethod.Get, path);
            again.Headers.TryAddWithoutValidation("Accept-Language", accepted);
            using var found = await treaties.Host.Http.SendAsync(again);
            return await found.Content.ReadFromJsonAsync<JsonElement>();
        }
    }

    [Fact]
    public async Task Tells_what_stands_in_the_way_of_a_supposed_deposit_in_the_language_asked_for()
    {
        (await Detail("en")).ShouldBe("Solomon Islands has deposited no instrument for the Organized Crime Convention (1 March 2027), and a protocol can be joined only by its parties.");
        (await Detail("zh")).ShouldBe("所罗门群岛未就《有组织犯罪公约》交存文书（2027年3月1日），而只有该公约的缔约方才可加入议定书。");

        async Task<string?> Detail(string language) =>
            (await treaties.Get($"/instruments/untoc-tip/what-if?state=SLB&depositOn=2027-03-01&lang={language}")).GetProperty("findings")[0].GetProperty("detail").GetString();
    }

    [Theory]
    [InlineData("parties?instrument=untoc&asOf=2014-01-01")]
    [InlineData("non-parties?instrument=untoc&asOf=2014-01-01")]
    [InlineData("signatories?instrument=untoc&asOf=2014-01-01")]
    [InlineData("signed-not-ratified?instrument=untoc&asOf=2014-01-01")]
    [InlineData("universality?instrument=untoc&asOf=2014-01-01")]
    [InlineData("regional-breakdown?instrument=untoc&asOf=2014-01-01")]
    [InlineData("parties-to-all-organized-crime-instruments?asOf=2014-01-01")]
    [InlineData("new-actions?from=2014-01-01&to=2016-12-31")]
    [InlineData("new-actions?from=2014-01-01&to=2016-12-31&instrument=uncac&kind=accession")]
    [InlineData("flags")]
    public async Task Counts_in_every_figure_the_records_it_opens_to(string figure)
    {
        var value = await treaties.Get($"/figures/{figure}");
        var records = (await treaties.Get($"/figures/{figure.Replace("?", "/records?", StringComparison.Ordinal)}{(figure.Contains('?', StringComparison.Ordinal) ? "" : "/records")}")).GetProperty("items");

        records.GetArrayLength().ShouldBe(value.GetProperty("count").GetProperty("possible").GetInt32());
        records.GetArrayLength().ShouldBeGreaterThan(0);
        var parts = value.GetProperty("breakdown").EnumerateArray().ToList();
        if (parts.Count > 0)
            parts.Sum(part => part.GetProperty("possible").GetInt32()).ShouldBe(records.GetArrayLength());
    }

    [Fact]
    public async Task Knows_the_two_flags_of_the_record_and_the_share_of_197()
    {
        (await treaties.Get("/figures/flags/records")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("state").GetString()).ShouldBe(["BHS", "ATG"]);
        var universality = await treaties.Get("/figures/universality?instrument=untoc&asOf=2014-01-01");
        (universality.GetProperty("of").GetInt32(), universality.GetProperty("count").GetProperty("certain").GetInt32()).ShouldBe((197, 178));
        (await treaties.Get("/figures/regional-breakdown?instrument=untoc")).GetProperty("breakdown").EnumerateArray().Sum(part => part.GetProperty("of").GetInt32()).ShouldBe(197);
    }

    [Theory]
    [InlineData("parties", HttpStatusCode.BadRequest)]
    [InlineData("parties?instrument=untoc&from=2014-01-01", HttpStatusCode.BadRequest)]
    [InlineData("new-actions", HttpStatusCode.BadRequest)]
    [InlineData("new-actions?from=2014-01-01&to=2013-01-01", HttpStatusCode.BadRequest)]
    [InlineData("parties?instrument=atlantis", HttpStatusCode.NotFound)]
    [InlineData("happiness", HttpStatusCode.NotFound)]
    public async Task Refuses_a_figure_asked_with_what_it_does_not_depend_on(string figure, HttpStatusCode status) => (await treaties.Host.Http.GetAsync($"/figures/{figure}")).StatusCode.ShouldBe(status);
}

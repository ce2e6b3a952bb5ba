using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Portal.Gateway;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.Forms;

/// <summary>What a service refuses, as its reader hears it: in their language, with the names of the pages, and no codes.</summary>
public class What_a_service_refuses(RealServers servers)
{
    const string Review = "01950000-0000-7000-8000-00000000000b";

    /// <summary>What Reviews answers to whoever has a State review itself twice over, with a review that is open already.</summary>
    static object Refusal(string language) => new
    {
        rule = "reviews/reviews-itself",
        detail = "…",
        field = "reviewers[0]",
        source = "uncac art. 63(7)",
        sentence = Sentences[language].Itself,
        values = new { state = new { kind = "state", value = "KEN", text = "KEN" } },
        errors = new object[]
        {
            new { field = "reviewers[0]", rule = "reviews/reviews-itself", detail = "…", sentence = Sentences[language].Itself, values = new { state = new { kind = "state", value = "KEN", text = "KEN" } }, source = "uncac art. 63(7)" },
            new { field = "state", rule = "reviews/one-in-a-cycle", detail = "…", sentence = "{day} {review}", values = new { day = new { kind = "date", value = "2026-01-31", text = "…" }, review = new { kind = "record", of = "review", value = Review, text = "…" } }, source = (string?)null },
            new { field = "note.reference", rule = "interface/string-length", detail = "…", sentence = "{field} {max}", values = new { field = new { kind = "field", value = "note.reference", text = "note.reference" }, max = new { kind = "number", value = "2000", text = "2000" } }, source = (string?)null },
        },
    };

    static readonly Dictionary<string, (string Itself, string State)> Sentences = new()
    {
        ["en"] = ("{state} cannot review itself.", "Kenya"),
        ["ar"] = ("لا يجوز للدولة أن تستعرض نفسها: {state}.", "كينيا"),
        ["zh"] = ("{state}不能审议自己。", "肯尼亚"),
    };

    static Task<Upstream> Services() => Upstream.Start(context =>
    {
        var language = context.Request.Headers.AcceptLanguage.ToString();
        if (context.Request.Method == "POST")
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return context.Response.WriteAsJsonAsync(Refusal(language), options: null, "application/problem+json");
        }
        object[] items = context.Request.Path.Value switch
        {
            "/states" => [new { code = "KEN", name = Sentences[language].State }],
            "/instruments" => [new { id = "uncac", shortName = "UNCAC" }],
            "/mechanisms" => [new { id = "uncac-irm", names = new { en = "Mechanism" }, shortName = "IRM", cycles = new[] { new { id = "cycle-2", name = "Cycle 2" } }, instruments = new[] { "uncac" } }],
            _ => [],
        };
        return context.Response.WriteAsJsonAsync(new { items });
    });

    [Theory]
    [InlineData("en", "Kenya cannot review itself.", "31 January 2026", "Error: ", "“Note verbale: reference” 2,000", "Article 63, paragraph 7, of the UNCAC")]
    [InlineData("ar", "لا يجوز للدولة أن تستعرض نفسها: \u2068كينيا\u2069.", "31 كانون الثاني/يناير 2026", "خطأ: ", "«المذكرة الشفوية: الرقم المرجعي» 2\u00A0000", "المادة 63، الفقرة 7، من UNCAC")]
    [InlineData("zh", "肯尼亚不能审议自己。", "2026年1月31日", "错误：", "“普通照会：文号”一栏 2,000", "UNCAC第63条第7款")]
    public async Task Is_told_in_the_readers_language_with_names_days_labels_and_links(string language, string itself, string day, string title, string tooLong, string source)
    {
        await using var services = await Services();
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, [.. UpstreamService.All.Select(service => (service, new[] { services.Address }))]);
        using var browser = await Browser.Of(portal, Role.ReviewOfficer);
        await browser.Get($"/?lang={language}");

        var page = await browser.Submit("/reviews/open", "open-review", new()
        {
            ["mechanism"] = "uncac-irm", ["cycle"] = "cycle-2", ["state"] = "KEN", ["reviewers[0]"] = "KEN", ["reviewers[1]"] = "KEN", ["startsOn"] = "2026-01-01", ["note.reference"] = "NV 1", ["note.date"] = "2026-01-01",
        });

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        var text = WebUtility.HtmlDecode(page.Text);
        text.ShouldContain($"<a href=\"#open-review-reviewers-0\"><bdi>{itself}</bdi></a>");
        text.ShouldContain(day);
        text.ShouldContain($"<a href=\"/reviews/{Review}\">");
        text.ShouldContain(tooLong);
        Regex.Match(text, "<title>([^<]*)</title>").Groups[1].Value.ShouldStartWith(title);
        text.ShouldNotContain("<h3>");
        // The rule and where it stands are behind a question of the reader's.
        var seen = Regex.Replace(text, "<details class=\"why\">.*?</details>", "", RegexOptions.Singleline);
        seen.ShouldNotContain("reviews/reviews-itself");
        seen.ShouldNotContain("art. 63");
        text.ShouldContain(source);
    }
}

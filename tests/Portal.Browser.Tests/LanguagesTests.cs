using System.Net;
using System.Text.RegularExpressions;
using ServiceDefaults.Access;

namespace Portal.Browser.Tests;

/// <summary>What readers of other languages than English are shown, whatever their role: nothing that only its makers read.</summary>
public partial class A_page_in_another_language(Site site)
{
    static readonly string[] pages =
    [
        "/", "/instruments", "/instruments/uncac", "/instruments/untoc?asOf=2003-09-29&basis=effect", "/instruments/hostages-1979", "/states", "/states?q=ken", "/states/KEN",
        "/states/NLD", "/states/VEN",
        "/directory", "/directory?state=KEN", "/directory?q=nobody", "/reports", "/reports/adherence-and-directory?asOf=2023-02-20&from=2022-02-01&to=2023-02-20",
        "/figures/treaties/parties?instrument=uncac&asOf=2023-02-20", "/figures/treaties/regional-breakdown?instrument=uncac",
        "/figures/treaties/new-actions?from=2014-01-01&to=2014-12-31", "/figures/treaties/flags",
        "/figures/treaties/universality?instrument=untoc&basis=effect", "/figures/reviews/published-outcomes?asOf=2026-11-21",
        "/needs", $"/needs/{OtherServices.Need}", "/activities", $"/activities/{OtherServices.Activity}", "/activities/new", "/results", $"/results/{OtherServices.Activity}",
        "/results/new", "/reviews/open",
        "/duties", "/authorities/new?state=KEN&instrument=uncac&function=extradition", $"/authorities/{OtherServices.Review}", "/actions/new", "/actions/new?instrument=uncac",
        "/sign-in", "/reviews", $"/reviews/{OtherServices.Review}", "/work", "/account", "/account/name", "/users", "/services", "/services/reviews/parked/treaties/812",
        "/cooperation", "/cooperation/new", "/nothing-here", "/problems/interface/limit", "/instruments/uncac?asOf=2026-02-31", "/directory?state=XXX", "/account/password", "/account/second-factor",
    ];

    public static TheoryData<string, Role?> Readers
    {
        get
        {
            var readers = new TheoryData<string, Role?>();
            foreach (var language in new[] { "ar", "zh" })
                foreach (var role in Enum.GetValues<Role>().Cast<Role?>().Prepend(null))
                    readers.Add(language, role);
            return readers;
        }
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Holds_no_English_sentence_no_code_no_id_and_no_instant(string language, Role? role)
    {
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = new() }) { BaseAddress = site.Address };
        http.DefaultRequestHeaders.Add("Accept", "text/html");
        http.DefaultRequestHeaders.Add("Accept-Language", language);
        if (role is { } one)
            await SignIn(http, one);
        if (role is Role.Operator)
            await Invite(http, $"desk-officer-{language}");
        var faults = new List<string>();
        foreach (var page in pages.Append(await Action(http)))
        {
            using var answer = await http.GetAsync(page);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html", page);
            var text = await answer.Content.ReadAsStringAsync();
            Wording.LanguageOf(text).ShouldBe(language, page);
            var words = Wording.Visible(text);
            faults.AddRange(Wording.MakersWords(words).Concat(Wording.LatinWords(words)).Select(it => $"{page}: {it}"));
        }
        faults.Distinct().ShouldBeEmpty();
    }

    /// <summary>Who hears a page read or copies from it has its text alone: what stands apart only to the eye runs together there.</summary>
    [Fact]
    public async Task Or_in_English_lets_no_words_run_together()
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        http.DefaultRequestHeaders.Add("Accept", "text/html");
        http.DefaultRequestHeaders.Add("Accept-Language", "en");
        var together = new List<string>();
        foreach (var page in pages)
        {
            using var answer = await http.GetAsync(page);
            var body = await answer.Content.ReadAsStringAsync();
            body = Regex.Replace(body[body.IndexOf("<main", StringComparison.Ordinal)..], "<svg.*?</svg>", "", RegexOptions.Singleline);
            together.AddRange(Together().Matches(body).Select(match => $"{page}: {match.Value}").Distinct());
        }
        together.ShouldBeEmpty();
    }

    /// <summary>A diplomat who fills in a form is not told about records behind figures.</summary>
    [Fact]
    public async Task Says_that_figures_can_be_opened_where_there_are_figures_alone()
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        http.DefaultRequestHeaders.Add("Accept", "text/html");
        http.DefaultRequestHeaders.Add("Accept-Language", "en");
        var said = new List<string>();
        foreach (var page in pages)
        {
            using var answer = await http.GetAsync(page);
            var body = await answer.Content.ReadAsStringAsync();
            if (!body.Contains("<footer>", StringComparison.Ordinal))
                continue;
            (page.StartsWith("/figures/", StringComparison.Ordinal) || body.Contains("href=\"/figures/", StringComparison.Ordinal)).ShouldBeTrue(page);
            said.Add(page);
        }
        said.ShouldContain("/");
        said.ShouldContain("/figures/treaties/flags");
        said.ShouldNotContain("/sign-in");
    }

    [GeneratedRegex(@"[^\s<>]*[\p{L}\p{N}:;,.](?:</?(?:span|bdi|a|strong|time|cite|em)\b[^>]*>)+[\p{L}\p{N}][^\s<>]*")]
    private static partial Regex Together();

    /// <summary>A treaty action that its State's page leads to.</summary>
    static async Task<string> Action(HttpClient http) =>
        Regex.Match(await http.GetStringAsync("/states/KEN"), "href=\"(/actions/[0-9a-f-]{36})\"") is { Success: true } found ? found.Groups[1].Value : throw new InvalidOperationException("No action.");

    static Task SignIn(HttpClient http, Role role) =>
        Send(http, "/sign-in", "/sign-in/development", new() { ["role"] = RoleNames.Of(role), ["state"] = RoleNames.IsOfAState(role) ? "KEN" : "" });

    static Task Invite(HttpClient http, string name) =>
        Send(http, "/users", "/users",
        new() { ["#form"] = "invitation", ["#key"] = name, ["fullName"] = "Jan Novák", ["signInName"] = name, ["role"] = RoleNames.Of(Role.ReviewOfficer), ["state"] = "" });

    static async Task Send(HttpClient http, string page, string action, Dictionary<string, string> typed)
    {
        typed["form-token"] = WebUtility.HtmlDecode(Regex.Match(await http.GetStringAsync(page), "name=\"form-token\" value=\"([^\"]*)\"").Groups[1].Value);
        using var answer = await http.PostAsync(action, new FormUrlEncodedContent(typed));
        answer.EnsureSuccessStatusCode();
    }
}

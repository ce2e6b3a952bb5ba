using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Portal.Gateway;
using Portal.Languages;
using Servers;

namespace Portal.Tests.Pages;

/// <summary>An address with a parameter that its page does not take.</summary>
public class A_page_that_is_asked_for_wrongly(RealServers servers)
{
    const string OfABrowser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    static readonly LanguageCatalogue languages = LanguageCatalogue.Shipped();

    /// <summary>Path, the text of the parameter's label, what was typed, and the control to mend it.</summary>
    public static TheoryData<string, string?, string, string?> Wrong => new()
    {
        { "/instruments/uncac?asOf=2026-02-31", "instrument.as-of", "2026-02-31", "as-of" },
        { "/instruments/uncac?asOf=31/12/2025", "instrument.as-of", "31/12/2025", "as-of" },
        { "/instruments/uncac?knownAt=9999-12-31", "instrument.known-at", "9999", "known-at" },
        { "/instruments/uncac?basis=xyz", "instrument.basis", "xyz", "basis" },
        { "/instruments/uncac?as_of=2026-01-01", null, "as_of", null },
        { "/instruments/uncac?asOf=2026-01-01&asOf=2026-01-02", "instrument.as-of", "2", "as-of" },
        { "/reports/adherence-and-directory?from=2026-02-01&to=2026-01-01", "report.to", "", "to" },
        { "/reports/adherence-and-directory?asOf=2020-01-01&from=2026-02-01", "report.to", "", "to" },
        { "/reports/adherence-and-directory?to=2026-13-01", "report.to", "2026-13-01", "to" },
        { "/reports/adherence-and-directory.docx?asOf=soon", "report.as-of", "soon", "as-of" },
        { "/directory?for=fun", "parameter.for", "fun", null },
        { "/states?name=Kenya", null, "name", null },
        { "/?asOf=2020-01-01", null, "asOf", null },
    };

    static Task<ServiceHost<UpstreamService>> Portal() => PortalHost.Start("Host=127.0.0.1;Port=1", [], FourServices.Clock());

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Says_on_a_page_in_the_readers_language_which_parameter_what_is_wrong_and_how_to_ask(string path, string? label, string typed, string? control)
    {
        await using var portal = await Portal();
        foreach (var language in languages.All)
        {
            var (answer, page) = await Get(portal, path, language.Code);

            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, path);
            page.ShouldContain($"<html lang=\"{language.Code}\"");
            var said = Regex.Match(page, "<div class=\"faults\" role=\"alert\">(.*?)</div>", RegexOptions.Singleline).Groups[1].Value;
            WebUtility.HtmlDecode(said).ShouldContain(typed);
            if (label is not null)
                WebUtility.HtmlDecode(said).ShouldContain(language[label]);
            if (control is not null)
            {
                said.ShouldContain($"href=\"#{control}\"");
                Regex.IsMatch(page, $"id=\"{control}\"[^>]* aria-invalid=\"true\"").ShouldBeTrue(page);
            }
            page.ShouldNotContain("class=\"number\"");
            page.ShouldNotContain("class=\"figures\"");
        }
    }

    [Fact]
    public async Task Is_a_problem_for_programs()
    {
        await using var portal = await Portal();
        foreach (var path in new[] { "/instruments/uncac?asOf=2026-02-31", "/instruments/uncac?as_of=2026-01-01", "/instruments/uncac?basis=xyz" })
        {
            using var answer = await portal.Http.GetAsync(path);

            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await answer.Problem())["field"]!.GetValue<string>().ShouldNotBeNullOrEmpty();
        }
    }

    /// <summary>Only the service knows what its figures and lists can be asked with.</summary>
    [Theory]
    [InlineData("/figures/reviews/findings?by=colour", "by")]
    [InlineData("/figures/reviews/findings?as_of=2026-01-01", "as_of")]
    [InlineData("/directory?state=Kenya", "state")]
    public async Task Says_what_the_service_said_where_the_service_does_not_take_it(string path, string field)
    {
        await using var refusing = await Upstream.Start(context =>
        {
            if (context.Request.Path.Value is not ("/authorities" or "/figures/findings"))
                return context.Response.WriteAsJsonAsync(new { items = Array.Empty<object>() });
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return context.Response.WriteAsJsonAsync(new { rule = "r", detail = "Not so.", field, sentence = "Not as {asked}.", values = new { asked = new { kind = "text", text = "“this”", value = "this" } } }, options: null, contentType: "application/problem+json");
        });
        await using var portal = await PortalHost.Start([.. UpstreamService.All.Select(service => (service, new[] { refusing.Address }))]);

        var (answer, page) = await Get(portal, path, "en");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        WebUtility.HtmlDecode(page).ShouldContain("Not as “this”.");
        page.ShouldContain("<html lang=\"en\"");
    }

    /// <summary>A day ahead is no fault: what is on record stands, and that it is not known yet is said.</summary>
    [Theory]
    [InlineData("/reports/adherence-and-directory?asOf=2026-11-21", false), InlineData("/reports/adherence-and-directory?asOf=2026-11-22", true), InlineData("/reports/adherence-and-directory?to=9999-12-31", true)]
    [InlineData("/reports/adherence-and-directory?asOf=0001-01-01", false)]
    public async Task Is_none_of_a_day_ahead_which_is_marked(string path, bool isAhead)
    {
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], FourServices.Clock());

        var (answer, page) = await Get(portal, path, "en");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Contains("is still to come", StringComparison.Ordinal).ShouldBe(isAhead);
    }

    static async Task<(HttpResponseMessage Answer, string Page)> Get(ServiceHost<UpstreamService> portal, string path, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", OfABrowser);
        request.Headers.Add("Accept-Language", language);
        var answer = await portal.Http.SendAsync(request);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html", path);
        return (answer, await answer.Content.ReadAsStringAsync());
    }
}

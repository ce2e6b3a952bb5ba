using System.Net;
using Portal.Gateway;

namespace Portal.Tests.Pages;

public class An_unknown_address
{
    const string OfABrowser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    [Theory]
    [InlineData("/nothing-here", OfABrowser, "ar", true)]
    [InlineData("/users/nothing/here", OfABrowser, "zh", true)]
    [InlineData("/nothing-here", "application/json", "ar", false)]
    [InlineData("/nothing-here", "text/html;q=0, application/json", "ar", false)]
    [InlineData("/nothing-here", null, "ar", false)]
    public async Task Is_a_page_for_who_reads_pages_and_a_problem_for_programs(string path, string? accept, string language, bool isPage)
    {
        await using var portal = await PortalHost.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Language", language);
        if (accept is not null)
            request.Headers.Add("Accept", accept);

        using var answer = await portal.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        if (isPage)
            (await answer.Content.ReadAsStringAsync()).ShouldContain($"<html lang=\"{language}\"");
        else
            (await answer.Problem())["rule"]!.GetValue<string>().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Is_not_what_is_there_and_cannot_be_done_so()
    {
        await using var portal = await PortalHost.Start((UpstreamService.Treaties, [await Upstream.Away()]));
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/sign-in");
        request.Headers.Add("Accept", OfABrowser);

        (await portal.Http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Is_not_where_the_icon_is()
    {
        await using var portal = await PortalHost.Start();
        var address = System.Text.RegularExpressions.Regex.Match(await portal.Http.GetStringAsync("/"), "rel=\"icon\" [^>]*href=\"([^\"]+)\"").Groups[1].Value;

        var icon = await portal.Http.GetAsync(address);

        icon.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
        (await icon.Content.ReadAsStringAsync()).ShouldStartWith("<svg");
    }
}

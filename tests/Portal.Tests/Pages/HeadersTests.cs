using System.Net;
using System.Text.RegularExpressions;
using Portal.Gateway;

namespace Portal.Tests.Pages;

public class What_a_browser_is_told
{
    [Theory]
    [InlineData("/")]
    [InlineData("/nothing-here")]
    [InlineData("/api/treaties/states")]
    [InlineData("/openapi/v1.json")]
    public async Task Is_to_run_nothing_and_to_frame_nothing_whatever_is_answered(string path)
    {
        await using var portal = await PortalHost.Start((UpstreamService.Treaties, [await Upstream.Away()]));

        var headers = (await portal.Http.GetAsync(path)).Headers;

        var policy = headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldStartWith("default-src 'none';");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
        policy.ShouldNotContain("script-src");
        headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        headers.Contains("Referrer-Policy").ShouldBeTrue();
        headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task Leaves_the_page_without_a_script_or_a_style_of_its_own()
    {
        await using var portal = await PortalHost.Start();

        var page = await portal.Http.GetStringAsync("/");

        page.ShouldNotContain("<script");
        page.ShouldNotContain(" style=");
        Regex.IsMatch(page, @"\son[a-z]+=").ShouldBeFalse();
    }

    [Fact]
    public async Task Names_a_style_sheet_that_may_be_kept_for_ever()
    {
        await using var portal = await PortalHost.Start();
        var address = Regex.Match(await portal.Http.GetStringAsync("/"), "rel=\"stylesheet\" href=\"([^\"]+)\"").Groups[1].Value;

        var sheet = await portal.Http.GetAsync(address);

        sheet.StatusCode.ShouldBe(HttpStatusCode.OK);
        sheet.Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
        sheet.Headers.CacheControl!.ToString().ShouldContain("immutable");
    }
}

using System.Net;
using System.Text.RegularExpressions;
using Portal.Gateway;
using Portal.Languages;
using Servers;

namespace Portal.Tests.Languages;

public class Choosing_a_language
{
    static Task<ServiceHost<UpstreamService>> Portal() => PortalHost.Start("Host=127.0.0.1;Port=1", [], FourServices.Clock());

    static async Task<(string Language, HttpResponseMessage Answer, string Page)> Ask(ServiceHost<UpstreamService> portal, string path = "/", string? accept = null, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
            request.Headers.Add("Accept-Language", accept);
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        var answer = await portal.Http.SendAsync(request);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        return (Regex.Match(page, "<html lang=\"([^\"]+)\" dir=\"([^\"]+)\"") is var html ? $"{html.Groups[1].Value} {html.Groups[2].Value}" : "", answer, page);
    }

    [Theory]
    [InlineData("/", null, null, "en ltr")]
    [InlineData("/", "zh-Hans-CN, en;q=0.5", null, "zh ltr")]
    [InlineData("/", "sw, ar;q=0.8, en;q=0.1", null, "ar rtl")]
    [InlineData("/", "sw", null, "en ltr")]
    [InlineData("/", "zh", "lang=ar", "ar rtl")]
    [InlineData("/?lang=zh", "en", "lang=ar", "zh ltr")]
    [InlineData("/?lang=xx", "ar", null, "ar rtl")]
    [InlineData("/?lang=%3Cscript%3E", null, "lang=%3C", "en ltr")]
    public async Task Takes_the_one_asked_for_then_the_one_kept_then_the_readers_first(string path, string? accept, string? cookie, string language)
    {
        await using var portal = await Portal();

        var asked = await Ask(portal, path, accept, cookie);

        asked.Language.ShouldBe(language);
        asked.Answer.Content.Headers.ContentLanguage.ShouldBe([language[..2]]);
    }

    [Fact]
    public async Task Is_kept_when_asked_for_and_only_then()
    {
        await using var portal = await Portal();

        var kept = (await Ask(portal, "/?lang=ar")).Answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        kept.ShouldStartWith("lang=ar;");
        kept.ShouldContain("httponly");
        kept.ShouldContain("samesite=lax");
        (await Ask(portal, "/", "ar")).Answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await Ask(portal, "/?lang=xx")).Answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Theory]
    [InlineData("en", "21 November 2026", "Review")]
    [InlineData("zh", "2026年11月21日", "审议")]
    [InlineData("ar", "21 تشرين الثاني/نوفمبر 2026", "الاستعراض")]
    public async Task Changes_texts_dates_and_names_on_the_whole_page(string code, string day, string name)
    {
        await using var services = await FourServices.Start();
        await using var portal = await PortalHost.Start("Host=127.0.0.1;Port=1", [], FourServices.Clock(), services.All);
        var languages = LanguageCatalogue.Shipped();
        var language = languages.All.Single(it => it.Code == code);

        var whole = (await Ask(portal, $"/?lang={code}")).Page;
        await using var alone = await Portal();
        var away = (await Ask(alone, $"/?lang={code}")).Page;

        whole.ShouldContain(day);
        whole.ShouldContain(name);
        foreach (var other in languages.All.Where(other => other != language))
            foreach (var (text, words) in other.Texts.Where(text => text.Value != other.Name && text.Key != "date.format"))
                (whole + away).Contains($">{words}<", StringComparison.Ordinal).ShouldBeFalse($"{other.Code} {text}");
    }
}

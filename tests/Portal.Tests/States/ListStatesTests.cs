using System.Text.RegularExpressions;

namespace Portal.Tests.States;

/// <summary>Case 24 of the field, before Treaties as it is.</summary>
[Collection(BeforeRealServices.Name)]
public class Looking_for_a_State(RealServices services)
{
    [Theory]
    [InlineData("cote d'ivoire", "CIV"), InlineData("Côte d’Ivoire", "CIV"), InlineData("cote ivoire", "CIV"), InlineData("Ivory Coast", "CIV")]
    [InlineData("turkiye", "TUR"), InlineData("Turkey", "TUR"), InlineData("Swaziland", "SWZ"), InlineData("The former Yugoslav Republic of Macedonia", "MKD")]
    [InlineData("Sa\u0303o Tome\u0301", "STP"), InlineData("هولندا", "NLD"), InlineData("圣多美", "STP"), InlineData("Королевство", "GBR"), InlineData("ken", "KEN")]
    public async Task Finds_it_by_any_of_its_names_in_every_language_of_the_page(string words, string code)
    {
        using var browser = new Browser(services.Portal);
        foreach (var language in new[] { "en", "ar", "zh" })
            Codes(await browser.Get($"/states?q={Uri.EscapeDataString(words)}&lang={language}")).ShouldContain(code, language);
    }

    [Fact]
    public async Task Says_by_which_name_it_was_found_where_that_is_not_the_one_printed()
    {
        using var browser = new Browser(services.Portal);

        var found = await browser.Get("/states?q=swaziland");
        Codes(found).ShouldBe(["SWZ"]);
        found.Words.ShouldContain("Eswatini found as Swaziland");
        (await browser.Get("/states?q=eswatini")).Words.ShouldNotContain("found as");
        (await browser.Get("/states")).Words.ShouldNotContain("found as");
        Codes(await browser.Get("/states")).Count.ShouldBe(198);
        Codes(await browser.Get("/states?q=%3F%21")).ShouldBeEmpty("signs alone name nobody");
    }

    static List<string> Codes(Page page) => [.. Regex.Matches(page.Text, "<li><a href=\"/states/([A-Z]{3})\"").Select(match => match.Groups[1].Value)];
}

using System.Text.Json.Nodes;
using Servers;

namespace Figures.Tests;

public class The_texts_of_figures(RealServers servers)
{
    static readonly FigureTexts.Told[] figures = [new("open-cases", "Cases opened, of {0} at least.", "cases", 5)];

    static JsonObject Whole() => JsonNode.Parse(
        """{"open-cases":{"name":{"en":"Open cases","zh":"未结案件","ar":"القضايا"},"definition":{"zh":"至少{0}。","ar":"{0} على الأقل"},"unit":{"zh":"件","ar":"قضية"}}}""")!.AsObject();

    static FigureTexts Read(JsonObject written)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, written.ToJsonString());
            return new(file, figures);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Take_English_from_the_figure_and_fill_in_what_depends_on_settings()
    {
        var text = Read(Whole())["open-cases"];

        text.Definitions.ShouldBe(new Dictionary<string, string> { ["zh"] = "至少5。", ["ar"] = "5 على الأقل", ["en"] = "Cases opened, of {0} at least." }, ignoreOrder: true);
        text.Units["en"].ShouldBe("cases");
        text.Names["en"].ShouldBe("Open cases");
    }

    [Theory]
    [InlineData("name", "en"), InlineData("name", "zh"), InlineData("name", "ar"), InlineData("definition", "zh"), InlineData("definition", "ar"), InlineData("unit", "zh"), InlineData("unit", "ar")]
    public void Stop_the_start_when_one_is_missing_and_say_which(string what, string language)
    {
        foreach (var emptied in new[] { false, true })
        {
            var written = Whole();
            var texts = written["open-cases"]![what]!.AsObject();
            if (emptied)
                texts[language] = " ";
            else
                texts.Remove(language);
            Should.Throw<InvalidDataException>(() => Read(written)).Message.ShouldContain($"the {what} of open-cases is missing in {language}");
        }
    }

    [Fact]
    public void Stop_the_start_when_a_figure_has_none_or_none_has_the_figure()
    {
        Should.Throw<InvalidDataException>(() => Read([])).Message.ShouldContain("no texts of open-cases");
        var more = Whole();
        more["closed-cases"] = new JsonObject();
        Should.Throw<InvalidDataException>(() => Read(more)).Message.ShouldContain("not there: closed-cases");
    }

    [Fact]
    public async Task Come_with_the_figure_and_with_the_list_of_figures()
    {
        await using var tally = await TallyService.Start(servers);

        (await tally.Get("/figures/open-cases")).Body.GetProperty("texts").GetProperty("definitions").GetProperty("zh").GetString().ShouldBe("截至该日已立案且尚未结案的案件。");
        (await tally.Get("/figures")).Body.GetProperty("items").EnumerateArray().Single(it => it.GetProperty("name").GetString() == "open-cases").GetProperty("texts").GetProperty("names").GetProperty("ar").GetString().ShouldBe("القضايا المفتوحة");
    }
}

using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Portal.Instruments;
using Portal.Languages;
using Portal.Reports;
using Portal.Services;

namespace Portal.Tests.Reports;

public class A_report_as_a_document
{
    static readonly LanguageCatalogue languages = LanguageCatalogue.Shipped();
    static readonly Report report = new ReportCatalogue(languages).Find("adherence-and-directory")!;

    static byte[] Written(string language, Freeze? freeze = null)
    {
        var numbers = report.Numbers.ToDictionary(it => it.Key, it => it.Value.Published is { } published
            ? new NumberRead(it.Key, it.Value.Service, published.Figure, "", false, 190, 190, null, "parties", null, null, new PublishedCount(published.Figure, published.Scope, 190, null, "parties", published.AsOf, null, null, "E/CN.15/2023", "17", null))
            : new NumberRead(it.Key, it.Value.Service, it.Value.Figure!, "instrument=untoc", false, 191, 192, "Participants <whose> consent is deposited & counted.", "participants", new DateTimeOffset(2026, 10, 1, 10, 0, 0, TimeSpan.Zero), ["KEN", "FJI"], null));
        return ReportDocument.Write(report, report.AsPublished, numbers, freeze, languages.All.Single(it => it.Code == language), new Names([("KEN", "Kenya"), ("FJI", "Fiji")], []), new Dictionary<string, IReadOnlyDictionary<string, string>>());
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    [InlineData("ar")]
    public void Is_sound_by_the_standard_and_has_a_footnote_for_each_number(string language)
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(Written(language)), isEditable: false);
        var main = document.MainDocumentPart!;

        new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2016).Validate(document).Select(it => $"{it.Path?.XPath}: {it.Description}").ShouldBeEmpty();
        var references = main.Document.Descendants<FootnoteReference>().Select(it => it.Id!.Value).ToList();
        references.ShouldBe(Enumerable.Range(1, references.Count).Select(it => (long)it));
        main.FootnotesPart!.Footnotes.Elements<Footnote>().Where(it => it.Id! > 0).Select(it => it.Id!.Value).ShouldBe(references);
        references.Count.ShouldBeGreaterThanOrEqualTo(report.Order.Count);
        main.FootnotesPart.Footnotes.InnerText.ShouldContain("Participants <whose> consent");
        main.FootnotesPart.Footnotes.InnerText.ShouldContain("E/CN.15/2023" + languages.All.Single(it => it.Code == language).With("source.paragraph", "17"));
        main.Document.InnerText.ShouldContain(report.Title[language]);
        main.Document.InnerText.ShouldContain("Kenya");
        main.FootnotesPart.Footnotes.InnerText.ShouldNotContain("instrument=");
    }

    [Theory]
    [InlineData("en"), InlineData("zh"), InlineData("ar")]
    public void Lets_no_mark_of_a_note_touch_a_figure(string language)
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(Written(language)), isEditable: false);

        foreach (var mark in document.MainDocumentPart!.Document.Descendants<FootnoteReference>())
            char.IsDigit(mark.Ancestors<Run>().First().PreviousSibling<Run>()!.InnerText[^1]).ShouldBeFalse();
    }

    [Fact]
    public void Is_set_right_to_left_in_Arabic_and_only_there()
    {
        using var arabic = WordprocessingDocument.Open(new MemoryStream(Written("ar")), isEditable: false);
        using var english = WordprocessingDocument.Open(new MemoryStream(Written("en")), isEditable: false);

        var paragraphs = arabic.MainDocumentPart!.Document.Body!.Elements<Paragraph>().ToList();
        paragraphs.ShouldAllBe(it => it.ParagraphProperties!.BiDi != null);
        paragraphs.SelectMany(it => it.Elements<Run>()).Where(it => it.InnerText.Any(letter => letter is >= '\u0600' and <= '\u06FF')).ShouldAllBe(it => it.RunProperties!.RightToLeftText != null);
        english.MainDocumentPart!.Document.Descendants<BiDi>().ShouldBeEmpty();
    }
}

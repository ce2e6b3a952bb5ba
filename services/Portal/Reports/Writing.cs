using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Portal.Languages;

namespace Portal.Reports;

/// <summary>Paragraphs, runs and footnotes in the direction of one language.</summary>
sealed class Writing(Language language)
{
    readonly bool rightToLeft = language.Direction == "rtl";
    long notes;

    /// <summary>All footnotes made so far, after the two separators every word processor expects.</summary>
    public Footnotes Footnotes { get; } = new(
        new Footnote(new Paragraph(new Run(new SeparatorMark()))) { Type = FootnoteEndnoteValues.Separator, Id = -1 },
        new Footnote(new Paragraph(new Run(new ContinuationSeparatorMark()))) { Type = FootnoteEndnoteValues.ContinuationSeparator, Id = 0 });

    /// <param name="style">Id of a style; null for the body's.</param>
    public Paragraph Paragraph(string? style, params OpenXmlElement[] runs)
    {
        var properties = new ParagraphProperties();
        if (style is not null)
            properties.Append(new ParagraphStyleId { Val = style });
        if (rightToLeft)
            properties.Append(new BiDi());
        return new Paragraph([properties, .. runs]);
    }

    public Run Run(string text) => new(Direction(), Preserved(text));

    public Run Tab() => new(Direction(), new TabChar());

    /// <summary>English inside another language: its own direction and its own spelling.</summary>
    public Run English(string text) => new(new RunProperties(new DocumentFormat.OpenXml.Wordprocessing.Languages { Val = "en" }), Preserved(text));

    /// <returns>The reference; the note itself goes to the foot.</returns>
    public Run Footnote(IEnumerable<OpenXmlElement> note)
    {
        var id = ++notes;
        Footnotes.Append(new Footnote(Paragraph("FootnoteText",
            [new Run(new RunProperties(new RunStyle { Val = "FootnoteReference" }), new FootnoteReferenceMark()), Run(" "), .. note])) { Id = id });
        return new Run(new RunProperties(new RunStyle { Val = "FootnoteReference" }), new FootnoteReference { Id = id });
    }

    RunProperties Direction() => rightToLeft
        ? new(new RightToLeftText(), new DocumentFormat.OpenXml.Wordprocessing.Languages { Bidi = language.Code })
        : new(new DocumentFormat.OpenXml.Wordprocessing.Languages { Val = language.Code, EastAsia = language.Code });

    static Text Preserved(string text) => new(text) { Space = SpaceProcessingModeValues.Preserve };
}

/// <summary>The few styles of a report: quiet, generous, black on white.</summary>
static class ReportStyles
{
    public static Styles Of(Language language) => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = "Times New Roman", HighAnsi = "Times New Roman", ComplexScript = "Traditional Arabic", EastAsia = "SimSun" },
                new FontSize { Val = "22" }, new FontSizeComplexScript { Val = "26" },
                new DocumentFormat.OpenXml.Wordprocessing.Languages { Val = "en", EastAsia = "zh", Bidi = "ar" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = "160", Line = "288", LineRule = LineSpacingRuleValues.Auto }))),
        Paragraph("Normal", "Normal", isDefault: true),
        Paragraph("Title", "Title", new StyleParagraphProperties(new SpacingBetweenLines { After = "240" }, new OutlineLevel { Val = 0 }),
            new StyleRunProperties(new Bold(), new BoldComplexScript(), new FontSize { Val = "34" }, new FontSizeComplexScript { Val = "38" })),
        Paragraph("Heading1", "heading 1", new StyleParagraphProperties(new KeepNext(), new SpacingBetweenLines { Before = "320", After = "160" }, new OutlineLevel { Val = 1 }),
            new StyleRunProperties(new Bold(), new BoldComplexScript(), new FontSize { Val = "26" }, new FontSizeComplexScript { Val = "30" })),
        Paragraph("Numbered", "Numbered paragraph",
            new StyleParagraphProperties(new DocumentFormat.OpenXml.Wordprocessing.Tabs(new TabStop { Val = TabStopValues.Left, Position = 720 }),
                new Justification { Val = language.Direction == "rtl" ? JustificationValues.Left : JustificationValues.Both })),
        Paragraph("Listed", "Listed", new StyleParagraphProperties(new Indentation { Start = "1080" })),
        Paragraph("FootnoteText", "footnote text", new StyleParagraphProperties(new SpacingBetweenLines { After = "40", Line = "240", LineRule = LineSpacingRuleValues.Auto }),
            new StyleRunProperties(new FontSize { Val = "17" }, new FontSizeComplexScript { Val = "20" })),
        new Style(new StyleName { Val = "footnote reference" }, new StyleRunProperties(new VerticalTextAlignment { Val = VerticalPositionValues.Superscript }))
            { Type = StyleValues.Character, StyleId = "FootnoteReference" });

    static Style Paragraph(string id, string name, StyleParagraphProperties? paragraph = null, StyleRunProperties? run = null, bool isDefault = false)
    {
        var style = new Style(new StyleName { Val = name }) { Type = StyleValues.Paragraph, StyleId = id, Default = isDefault ? true : null };
        if (!isDefault)
            style.Append(new BasedOn { Val = "Normal" });
        if (paragraph is not null)
            style.Append(paragraph);
        if (run is not null)
            style.Append(run);
        return style;
    }
}

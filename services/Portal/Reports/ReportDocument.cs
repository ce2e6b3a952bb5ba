using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Portal.Figures;
using Portal.Languages;
using Portal.Pages;
using Portal.Services;

namespace Portal.Reports;

/// <summary>
/// A report as a document that word processors open: title, numbered paragraphs, and for every number a footnote with its figure, question and
/// moment, or its published source.
/// </summary>
/// <remarks>Source: ISO/IEC 29500, WordprocessingML. Arabic is set right to left; what is English in it keeps its own direction.</remarks>
sealed class ReportDocument(LanguageCatalogue languages, StateNames stateNames, PageReader reader)
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>NARROW NO-BREAK SPACE.</summary>
    const char ApartFromItsNote = '\u202F';

    /// <param name="freeze">Given for a report as it was frozen.</param>
    public async Task<IResult> Answer(Report report, Days days, IReadOnlyDictionary<string, NumberRead> numbers, Freeze? freeze, CancellationToken cancel)
    {
        var language = languages.Current;
        var names = await stateNames.In(language, cancel);
        var bytes = Write(report, days, numbers, freeze, language, names, await FigureNames.Read(reader, NumberRead.Lists, cancel));
        var name = $"{report.Id}-{(freeze is null ? days.AsOf.ToString("O", CultureInfo.InvariantCulture) : $"freeze-{freeze.Number}")}-{language.Code}.docx";
        return Results.File(bytes, MediaType, name);
    }

    /// <param name="names">Of the States named in lists.</param>
    /// <param name="called">Names of what the services keep: <see cref="FigureNames"/>.</param>
    public static byte[] Write(Report report, Days days, IReadOnlyDictionary<string, NumberRead> numbers, Freeze? freeze, Language language, Names names,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> called)
    {
        using var file = new MemoryStream();
        using (var document = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            document.PackageProperties.Title = Text(report.Title, language);
            document.PackageProperties.Language = language.Code;
            var writing = new Writing(language);
            main.AddNewPart<StyleDefinitionsPart>().Styles = ReportStyles.Of(language);
            var body = new Body();
            main.Document = new Document(body);

            body.Append(writing.Paragraph("Title", writing.Run(Text(report.Title, language))));
            body.Append(writing.Paragraph(null, writing.Run(freeze is null
                ? language.With("report.live-on", language.Day(days.AsOf))
                : language.With("report.stamp", language.Number(freeze.Number), language.Moment(freeze.FrozenAt)))));
            body.Append(writing.Paragraph(null, writing.Run(Text(report.Lead, language))));
            var ordinal = 0;
            foreach (var section in report.Sections)
            {
                body.Append(writing.Paragraph("Heading1", writing.Run(Text(section.Heading, language))));
                foreach (var paragraph in section.Paragraphs)
                {
                    body.Append(writing.Paragraph("Numbered", [writing.Run($"{language.Number(++ordinal)}."), writing.Tab(), .. Sentence(Text(paragraph.Text, language))]));
                    foreach (var line in (paragraph.Lines ?? []).Where(line => numbers[line.Number] is { IsAway: true } or { Possible: > 0 }))
                        body.Append(writing.Paragraph("Listed",
                            [writing.Run(Text(line.Label, language) + language["refused.of"]), .. Number(line.Number), .. States(numbers[line.Number])]));
                    if (paragraph.Lines is { } lines && lines.All(line => numbers[line.Number] is { IsAway: false } and not { Possible: > 0 }))
                        body.Append(writing.Paragraph("Listed", writing.Run(language["report.none-received"])));
                }
            }
            body.Append(writing.Paragraph(null,
                [writing.Run(language["report.after"] + " "),
                    .. report.After.SelectMany(after =>
                        new[] { writing.English(after.Source), writing.Run(language.With("source.paragraph", after.Paragraphs) + language["report.semicolon"]) })]));
            body.Append(new SectionProperties(language.Direction == "rtl" ? [new PageSize { Width = 11906, Height = 16838 }, Margins(), new BiDi()]
                : [new PageSize { Width = 11906, Height = 16838 }, Margins()]));
            main.AddNewPart<FootnotesPart>().Footnotes = writing.Footnotes;
            main.Document.Save();

            IEnumerable<OpenXmlElement> Sentence(string text) => Report.Pieces(text).SelectMany(piece =>
                piece.Place is not { } place ? [writing.Run(piece.Text)]
                : Report.DayPlaces.Contains(place) ? [writing.Run(language.Day(days.Of(place)))]
                : Number(place, piece.Around(language, numbers[place])));

            // The mark of a note follows what is counted; where it follows the bare number it stands off, or 192 with note 1 would be copied as 1921.
            IEnumerable<OpenXmlElement> Number(string name, (string Before, string After) around = default) =>
                [writing.Run($"{around.Before}{numbers[name].In(language)}{around.After}{(around.After is [.., var last] && !char.IsDigit(last) ? "" : ApartFromItsNote)}"),
                    writing.Footnote(Note(writing, numbers[name], freeze, language, names, called))];

            IEnumerable<OpenXmlElement> States(NumberRead number) =>
                number.States is { Count: > 0 } states ? [writing.Run($" ({string.Join(language["report.comma"], names.InOrder(states).Select(names.Of))})")] : [];
        }
        return file.ToArray();
    }

    static PageMargin Margins() => new() { Top = 1440, Bottom = 1440, Left = 1440, Right = 1440, Header = 720, Footer = 720, Gutter = 0 };

    static string Text(IReadOnlyDictionary<string, string> texts, Language language) => language.Of(texts)!.Value.Text;

    static IEnumerable<OpenXmlElement> Note(Writing writing, NumberRead number, Freeze? freeze, Language language, Names names,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> called)
    {
        if (number.Published is { } published)
            return [writing.Run(language["report.published"] + language["refused.of"]), writing.English(published.Source),
                writing.Run(published.Paragraph is { } paragraph ? language.With("source.paragraph", paragraph) : ""),
                writing.English(published.Note is { } note ? $" {note}" : "")];
        if (number.IsAway)
            return [writing.Run(language.With("report.not-read", language.ServiceOf(number.Service)))];
        List<OpenXmlElement> pieces = [language.Of(number.Texts?.Definitions) is { } said && said.Language == language.Code ? writing.Run(said.Text + " ")
            : writing.English(number.Definition + " ")];
        foreach (var (label, value) in number.Conditions(language, names, called))
            pieces.Add(writing.Run($"{label}{language["refused.of"]}{language.KeptApart(value)}{language["report.semicolon"]}"));
        if (number.KnownAt is { } known)
            pieces.Add(writing.Run(language.With("report.known-at", language.Moment(known)) + " "));
        if (freeze?.At.TryGetValue(number.Service, out var position) == true)
            pieces.Add(writing.Run(language.With("report.position", language.Number(position))));
        return pieces;
    }
}

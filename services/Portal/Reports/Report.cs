using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Gateway;

namespace Portal.Reports;

/// <summary>A report as its file has it: numbered paragraphs in our words, with places for days and for numbers. It holds no number of its own.</summary>
/// <param name="After">Published paragraphs it follows.</param>
/// <param name="AsPublished">The day and period of those.</param>
public sealed partial record Report(
    string Id, IReadOnlyDictionary<string, string> Title, IReadOnlyDictionary<string, string> Lead, IReadOnlyList<PublishedParagraphs> After, Days AsPublished,
    IReadOnlyList<Section> Sections, IReadOnlyDictionary<string, Number> Numbers)
{
    /// <summary>Places of a text that stand for days, not for numbers.</summary>
    public static readonly IReadOnlyList<string> DayPlaces = ["asOf", "from", "to"];

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>The numbers in the order of their first place in the report: what notes are numbered by.</summary>
    public IReadOnlyList<string> Order =>
        [.. Paragraphs.SelectMany(paragraph => Places(paragraph.Text["en"]).Concat((paragraph.Lines ?? []).Select(line => line.Number))).Where(Numbers.ContainsKey).Distinct()];

    IEnumerable<NumberedParagraph> Paragraphs => Sections.SelectMany(section => section.Paragraphs);

    /// <summary>From 1, through all sections.</summary>
    public int OrdinalOf(NumberedParagraph paragraph) => Paragraphs.TakeWhile(it => it.Id != paragraph.Id).Count() + 1;

    /// <summary>Where a number stands first, in the text or in a line below it.</summary>
    public NumberedParagraph ParagraphOf(string number) => Paragraphs.First(it => Places(it.Text["en"]).Contains(number) || (it.Lines ?? []).Any(line => line.Number == number));

    /// <summary>The names of the places in a text, in their order.</summary>
    public static IEnumerable<string> Places(string text) => Pieces(text).Select(piece => piece.Place).OfType<string>();

    /// <summary>A text cut at its places.</summary>
    public static IEnumerable<Piece> Pieces(string text)
    {
        var at = 0;
        foreach (Match match in Place().Matches(text))
        {
            if (match.Index > at)
                yield return new(text[at..match.Index], null);
            yield return new(match.Groups["forms"].Value, match.Groups["name"].Value);
            at = match.Index + match.Length;
        }
        if (at < text.Length)
            yield return new(text[at..], null);
    }

    /// <param name="languages">Codes of those in which the texts must be there.</param>
    /// <exception cref="InvalidDataException">A text, a number or a place is missing or too many.</exception>
    public static Report Read(string json, string file, IReadOnlyCollection<string> languages)
    {
        var report = JsonSerializer.Deserialize<Report>(json, Json) ?? throw new InvalidDataException($"{file} is empty.");
        var paragraphs = report.Paragraphs.ToList();
        List<IReadOnlyDictionary<string, string>> texts =
            [report.Title, report.Lead, .. report.Sections.Select(it => it.Heading), .. paragraphs.Select(it => it.Text),
                .. paragraphs.SelectMany(it => it.Lines ?? []).Select(it => it.Label)];
        if (texts.FirstOrDefault(text => languages.Any(language => !text.ContainsKey(language))) is { } short_)
            throw new InvalidDataException(
                $"{file}: \"{short_.Values.FirstOrDefault()}\" is not there in {string.Join(", ", languages.Where(language => !short_.ContainsKey(language)))}.");
        if (texts.FirstOrDefault(text => text.Values.Any(it => !Places(it).Order().SequenceEqual(Places(text["en"]).Order()))) is { } uneven)
            throw new InvalidDataException($"{file}: \"{uneven["en"]}\" has not the same places in every language.");
        if (texts.SelectMany(text => text.SelectMany(it => Pieces(it.Value).Where(piece => piece is { Place: not null, Text.Length: > 0 } && !IsWhole(piece.Text, it.Key))
            .Select(piece => (it.Key, piece.Place)))).FirstOrDefault() is { Place: { } place } part)
            throw new InvalidDataException($"{file}: {place} has not the forms of {part.Key}, each with its #: {string.Join(", ", Languages.Plural.FormsOf(part.Key))}.");
        var named = paragraphs.SelectMany(it => Places(it.Text["en"]).Except(DayPlaces).Concat((it.Lines ?? []).Select(line => line.Number))).ToHashSet();
        if (named.Except(report.Numbers.Keys).Concat(report.Numbers.Keys.Except(named)).FirstOrDefault() is { } odd)
            throw new InvalidDataException($"{file}: the number {odd} is {(named.Contains(odd) ? "named and not defined" : "defined and not named")}.");
        if (report.Numbers.FirstOrDefault(it => UpstreamService.All.All(service => service.Name != it.Value.Service)
            || it.Value.Figure is null == it.Value.Published is null) is { Key: { } wrong })
            throw new InvalidDataException($"{file}: the number {wrong} names no service, or not exactly one of figure and published.");
        return report;
    }

    static bool IsWhole(string forms, string language) =>
        Languages.Plural.Written(forms) is var written && Languages.Plural.FormsOf(language).All(written.ContainsKey)
            && written.Values.All(form => form.Count(sign => sign == Languages.Plural.Number) == 1);

    // {name}, or {name, plural, one {# party} other {# parties}}
    [GeneratedRegex(@"\{(?<name>[A-Za-z0-9-]+)(?:,\s*plural,\s*(?<forms>(?:[a-z]+\s*\{[^{}]*\}\s*)+))?\}")]
    private static partial Regex Place();
}

/// <summary>A piece of a text: words, or a place.</summary>
/// <param name="Text">The words; of a place the forms of what it counts, empty where it has none.</param>
/// <param name="Place">Its name; null for words.</param>
public sealed record Piece(string Text, string? Place)
{
    /// <summary>What stands before and after the number, in the form for it.</summary>
    public (string Before, string After) Around(Languages.Language language, NumberRead number)
    {
        if (Text == "")
            return ("", "");
        var form = Languages.Plural.Choose(language.Code, Text, number.Possible ?? number.Certain ?? 0);
        var at = form.IndexOf(Languages.Plural.Number, StringComparison.Ordinal);
        return (form[..at], form[(at + 1)..]);
    }
}

/// <param name="Source">The document.</param>
public sealed record PublishedParagraphs(string Source, string Paragraphs);

/// <summary>What a report is of: the day of what stands, and the period of what happened.</summary>
public sealed record Days(DateOnly AsOf, DateOnly From, DateOnly To)
{
    /// <summary>The day behind a place of a text or a parameter.</summary>
    public DateOnly Of(string place) => place switch { "from" => From, "to" => To, _ => AsOf };
}

public sealed record Section(string Id, IReadOnlyDictionary<string, string> Heading, IReadOnlyList<NumberedParagraph> Paragraphs);

public sealed record NumberedParagraph(string Id, IReadOnlyDictionary<string, string> Text, IReadOnlyList<Line>? Lines = null);

/// <summary>A number under a paragraph, with the States behind it; left out where it counts nothing.</summary>
public sealed record Line(string Number, IReadOnlyDictionary<string, string> Label);

/// <summary>Where a number comes from: a figure with its parameters, or a count published elsewhere.</summary>
/// <param name="Parameters">As the service is asked; <c>{asOf}</c>, <c>{from}</c> and <c>{to}</c> stand for the days. <c>group</c> picks one group of
/// the figure's breakdown.</param>
public sealed record Number(string Service, string? Figure = null, IReadOnlyDictionary<string, string>? Parameters = null, PublishedNumber? Published = null)
{
    public const string Group = "group";

    /// <summary>Parameters that say of when; the others say of what.</summary>
    public static bool IsOfTime(string value) => value.StartsWith('{');

    /// <summary>The question as the service is asked.</summary>
    /// <param name="at">Position of the service's journal, for a frozen report; null for all of it.</param>
    public string Query(Days days, long? at) => string.Join('&', (Parameters ?? new Dictionary<string, string>()).Where(it => it.Key != Group)
        .Select(it => (it.Key, Value: IsOfTime(it.Value) ? days.Of(it.Value.Trim('{', '}')).ToString("O") : it.Value))
        .Concat(at is { } position ? [("at", position.ToString(System.Globalization.CultureInfo.InvariantCulture))] : Array.Empty<(string, string)>())
        .Select(it => $"{Uri.EscapeDataString(it.Item1)}={Uri.EscapeDataString(it.Item2)}"));
}

/// <summary>Which of a service's published counts.</summary>
public sealed record PublishedNumber(string Figure, string Scope, DateOnly AsOf);

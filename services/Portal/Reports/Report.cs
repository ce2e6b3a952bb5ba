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
    public IReadOnlyList<string> Order => [.. Paragraphs.SelectMany(paragraph => Places(paragraph.Text["en"]).Concat((paragraph.Lines ?? []).Select(line => line.Number))).Where(Numbers.ContainsKey).Distinct()];

    IEnumerable<NumberedParagraph> Paragraphs => Sections.SelectMany(section => section.Paragraphs);

    /// <summary>From 1, through all sections.</summary>
    public int OrdinalOf(NumberedParagraph paragraph) => Paragraphs.TakeWhile(it => it.Id != paragraph.Id).Count() + 1;

    /// <summary>Where a number stands first, in the text or in a line below it.</summary>
    public NumberedParagraph ParagraphOf(string number) => Paragraphs.First(it => Places(it.Text["en"]).Contains(number) || (it.Lines ?? []).Any(line => line.Number == number));

    /// <summary>The names of the places in a text, in their order.</summary>
    public static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Groups[1].Value);

    /// <summary>A text cut at its places: every other piece is the name of one, beginning with the second.</summary>
    public static string[] Pieces(string text) => Place().Split(text);

    /// <param name="languages">Codes of those in which the texts must be there.</param>
    /// <exception cref="InvalidDataException">A text, a number or a place is missing or too many.</exception>
    public static Report Read(string json, string file, IReadOnlyCollection<string> languages)
    {
        var report = JsonSerializer.Deserialize<Report>(json, Json) ?? throw new InvalidDataException($"{file} is empty.");
        var paragraphs = report.Paragraphs.ToList();
        List<IReadOnlyDictionary<string, string>> texts =
            [report.Title, report.Lead, .. report.Sections.Select(it => it.Heading), .. paragraphs.Select(it => it.Text), .. paragraphs.SelectMany(it => it.Lines ?? []).Select(it => it.Label)];
        if (texts.FirstOrDefault(text => languages.Any(language => !text.ContainsKey(language))) is { } short_)
            throw new InvalidDataException($"{file}: \"{short_.Values.FirstOrDefault()}\" is not there in {string.Join(", ", languages.Where(language => !short_.ContainsKey(language)))}.");
        if (texts.FirstOrDefault(text => text.Values.Any(it => !Places(it).Order().SequenceEqual(Places(text["en"]).Order()))) is { } uneven)
            throw new InvalidDataException($"{file}: \"{uneven["en"]}\" has not the same places in every language.");
        var named = paragraphs.SelectMany(it => Places(it.Text["en"]).Except(DayPlaces).Concat((it.Lines ?? []).Select(line => line.Number))).ToHashSet();
        if (named.Except(report.Numbers.Keys).Concat(report.Numbers.Keys.Except(named)).FirstOrDefault() is { } odd)
            throw new InvalidDataException($"{file}: the number {odd} is {(named.Contains(odd) ? "named and not defined" : "defined and not named")}.");
        if (report.Numbers.FirstOrDefault(it => UpstreamService.All.All(service => service.Name != it.Value.Service) || it.Value.Figure is null == it.Value.Published is null) is { Key: { } wrong })
            throw new InvalidDataException($"{file}: the number {wrong} names no service, or not exactly one of figure and published.");
        return report;
    }

    [GeneratedRegex(@"\{([A-Za-z0-9-]+)\}")]
    private static partial Regex Place();
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
/// <param name="Parameters">As the service is asked; <c>{asOf}</c>, <c>{from}</c> and <c>{to}</c> stand for the days. <c>group</c> picks one group of the figure's breakdown.</param>
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

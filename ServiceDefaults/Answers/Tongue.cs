using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ServiceDefaults.Answers;

/// <summary>A language in which refusals and calculations are read: its sentences, and how it writes States, articles, days and numbers.</summary>
/// <remarks>A language is had by its file <c>Refusals/{code}.json</c> in every assembly that has rules.</remarks>
public sealed partial class Tongue
{
    const string First = "en";

    static readonly string[] arabicLetters = ["أ", "ب", "ج", "د", "ه", "و", "ز", "ح", "ط", "ي"];

    /// <summary>Both names of a month, east and west of Suez, as documents of the United Nations print them. The thirteenth is empty.</summary>
    static readonly string[] arabicMonths =
    [
        "كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيه",
        "تموز/يوليه", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر", "",
    ];

    static readonly ConcurrentDictionary<string, Tongue> all = new(Here().Select(code => new KeyValuePair<string, Tongue>(code, new(code))));

    readonly ConcurrentDictionary<Assembly, bool> read = [];
    readonly ConcurrentDictionary<string, string> texts = [];

    Tongue(string code) => (Code, Culture) = (code, Written(code));

    /// <summary>BCP 47.</summary>
    public string Code { get; }

    /// <summary>For dates and numbers.</summary>
    public CultureInfo Culture { get; }

    public static Tongue English => all[First];

    /// <summary>The languages there are.</summary>
    public static IReadOnlyCollection<string> Codes => [.. all.Keys];

    /// <returns>English for a language there is none of.</returns>
    public static Tongue Of(string code) => all.GetValueOrDefault(code, English);

    /// <summary>The one asked for as <c>?lang=</c>, else the first of <c>Accept-Language</c> that there is, else English (RFC 9110 §12.5.4).</summary>
    public static Tongue Of(HttpRequest request)
    {
        if (request.Query["lang"].ToString() is { Length: > 0 } asked && all.TryGetValue(asked, out var chosen))
            return chosen;
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var accepted))
            return English;
        return accepted.Where(one => one.Quality is not 0).OrderByDescending(one => one.Quality ?? 1)
            .Select(one => all.GetValueOrDefault(one.Value.ToString().Split('-')[0].ToLowerInvariant())).FirstOrDefault(tongue => tongue is not null) ?? English;
    }

    /// <summary>The sentence of a rule, with the names of its values where they stand.</summary>
    /// <exception cref="KeyNotFoundException">It has none.</exception>
    public string Sentence(Rule rule) => Text(rule.Key);

    /// <summary>All sentences of a rule, one for each way in which it can be broken; empty where there is no such rule.</summary>
    /// <param name="name">See <see cref="Rule.Name"/>.</param>
    public IReadOnlyList<string> SentencesOf(string name)
    {
        // One sentence for all statuses that have no rule of their own.
        name = name.StartsWith("interface/status-", StringComparison.Ordinal) ? "interface/status" : name;
        TryText(name, out _);      // reads what has come since
        return [.. texts.Where(it => it.Key == name || it.Key.StartsWith(name + "#", StringComparison.Ordinal)).OrderBy(it => it.Key, StringComparer.Ordinal).Select(it => it.Value)];
    }

    public WrittenValue Write(RefusalValue value) => new(value.Kind, Say(value), value.Value, value.Of, value.Kind == RefusalValueKind.List ? [.. value.Items.Select(Write)] : null);

    /// <summary>A value as it reads.</summary>
    public string Say(RefusalValue value) => value.Kind switch
    {
        RefusalValueKind.State => OfficialNames.State(value.Value!, Code),
        RefusalValueKind.Instrument => OfficialNames.Instrument(value.Value!, Code),
        RefusalValueKind.Provision => Provision(ArticleRef.Parse(value.Value!), instrument => OfficialNames.Instrument(instrument.ToString(), Code)),
        RefusalValueKind.Date => Day(value.Value!),
        RefusalValueKind.Dates => Text("format/dates").Replace("{from}", Day(value.Value!.Split('/')[0]), StringComparison.Ordinal).Replace("{to}", Day(value.Value!.Split('/')[1]), StringComparison.Ordinal),
        RefusalValueKind.Moment => Text("format/moment").Replace("{day}", Day(value.Value![..10]), StringComparison.Ordinal).Replace("{time}", value.Value![11..16], StringComparison.Ordinal),
        RefusalValueKind.Number => decimal.Parse(value.Value!, CultureInfo.InvariantCulture).ToString("N0", Culture),
        RefusalValueKind.Record => Text("format/record").Replace("{what}", Text($"word/record/{value.Of}"), StringComparison.Ordinal).Replace("{id}", KeptApart(value.Value!), StringComparison.Ordinal),
        RefusalValueKind.Word => value.Names is { } names ? names.GetValueOrDefault(Code) ?? KeptApart(names[First]) : TryText($"word/{value.Of}/{value.Value}", out var word) ? word : KeptApart(value.Value!),
        RefusalValueKind.Field => KeptApart(value.Value!),
        RefusalValueKind.Text => Text("format/text").Replace("{text}", KeptApart(value.Value!), StringComparison.Ordinal),
        RefusalValueKind.List => string.Join(Text(value.Of == RefusalValue.Alternatives ? "format/alternatives" : "format/list"), value.Items.Select(Say)),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.Kind, "It is no kind of value."),
    };

    /// <summary>A provision in words: <c>Article 46, paragraph 13, of the Convention against Corruption</c>.</summary>
    /// <param name="name">How the instrument is called.</param>
    /// <remarks>Parts below a paragraph are named by letters, which Arabic texts of treaties write with its own.</remarks>
    public string Provision(ArticleRef provision, Func<InstrumentId, string> name)
    {
        var parts = Part().Matches(provision.Paragraphs).Select(match => match.Groups[1].Value).ToList();
        var number = parts is [var one, ..] && one.All(char.IsAsciiDigit) ? one : null;
        var letters = string.Concat(parts.Skip(number is null ? 0 : 1).Select(part => Text("format/letter").Replace("{letter}", Letter(part), StringComparison.Ordinal)));
        return Text(number is null ? "format/article" : "format/paragraph")
            .Replace("{article}", provision.Article.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{paragraph}", number, StringComparison.Ordinal).Replace("{letters}", letters, StringComparison.Ordinal)
            .Replace("{instrument}", name(provision.Instrument), StringComparison.Ordinal);
    }

    string Letter(string part) => Code == "ar" && part is [var letter and >= 'a' and <= 'j'] ? arabicLetters[letter - 'a'] : part;

    string Day(string written) => DateOnly.ParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString(Text("format/date"), Culture);

    /// <summary>Where the sentence runs from right to left, kept apart from it, or its signs would stray.</summary>
    string KeptApart(string text) => Culture.TextInfo.IsRightToLeft ? $"\u2068{text}\u2069" : text;

    string Text(string key) => TryText(key, out var text) ? text : Code == First ? throw new KeyNotFoundException($"No Refusals/{Code}.json has {key}.") : English.Text(key);

    /// <summary>Texts come with the assemblies that have the rules, and those are not all there when the first is asked for.</summary>
    bool TryText(string key, [NotNullWhen(true)] out string? text)
    {
        if (texts.TryGetValue(key, out text))
            return true;
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies().Where(it => !it.IsDynamic && !read.ContainsKey(it)))
        {
            foreach (var (name, more) in TextsOf(assembly, Code))
                texts.TryAdd(name, more);
            read.TryAdd(assembly, true);
        }
        return texts.TryGetValue(key, out text);
    }

    /// <summary>What an assembly says in a language; empty where it says nothing.</summary>
    public static IReadOnlyDictionary<string, string> TextsOf(Assembly assembly, string code)
    {
        using var file = assembly.GetManifestResourceStream($"refusals/{code}.json");
        return file is null ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(file, JsonSerializerOptions.Strict)!;
    }

    static IEnumerable<string> Here() => typeof(Tongue).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("refusals/", StringComparison.Ordinal)).Select(name => Path.GetFileNameWithoutExtension(name));

    /// <summary>How an official language writes days and numbers.</summary>
    /// <remarks>
    /// Arabic here is written with the digits 0 to 9, as the United Nations writes it: its Arabic documents and web pages print
    /// <c>20 شباط/فبراير 2023</c> and <c>1 647</c> with the digits of the other languages, so that symbols of documents, dates and numbers of
    /// paragraphs are the same in all six. The neutral culture does so on its own, those of some States (ar-EG) would not; days are Gregorian, where that of Saudi Arabia is not.
    /// </remarks>
    public static CultureInfo Written(string code)
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo(code).Clone();
        culture.NumberFormat.DigitSubstitution = DigitShapes.None;
        culture.NumberFormat.NativeDigits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
        culture.DateTimeFormat.Calendar = new GregorianCalendar();
        if (code == "ar")
        {
            culture.DateTimeFormat.MonthNames = culture.DateTimeFormat.MonthGenitiveNames = arabicMonths;
            culture.NumberFormat.NumberGroupSeparator = "\u00A0"; // not the comma of a sentence
        }
        return CultureInfo.ReadOnly(culture);
    }

    /// <summary>Where a value stands in a sentence.</summary>
    [GeneratedRegex(@"\{([a-z][A-Za-z]*)\}")]
    public static partial Regex Placeholder();

    [GeneratedRegex(@"\(([0-9a-z]+)\)")]
    private static partial Regex Part();
}

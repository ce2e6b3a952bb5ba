using System.Globalization;
using System.Text.RegularExpressions;
using ServiceDefaults.Answers;

namespace Portal.Languages;

/// <summary>A language the portal speaks: one of the six official languages of the United Nations whose texts are all there.</summary>
/// <param name="Code">BCP 47: <c>ar</c>.</param>
/// <remarks>Source: General Assembly resolutions 2 (I) and 3190 (XXVIII), official languages.</remarks>
public sealed partial record Language(string Code, IReadOnlyDictionary<string, string> Texts)
{
    /// <summary>For dates and numbers.</summary>
    public CultureInfo Culture { get; } = Tongue.Written(Code);

    /// <summary>Of names in lists.</summary>
    public NameOrder Order { get; } = NameOrder.Of(Code);

    /// <summary>Its name in itself: <c>العربية</c>.</summary>
    public string Name => this["language.name"];

    /// <summary>HTML's <c>dir</c>: <c>rtl</c> or <c>ltr</c>.</summary>
    public string Direction => Culture.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    /// <exception cref="KeyNotFoundException">No language has this text.</exception>
    public string this[string text] => Texts[text];

    /// <summary>A text with its <c>{0}</c>, <c>{1}</c> … filled in.</summary>
    public string With(string text, params object[] values) => string.Format(Culture, Texts[text], [.. values.Select(it => it is string said ? InOrder(said) : it)]);

    /// <summary>A range of numbers, <c>17–18</c>, in the order in which it is written: where the sentence runs from right to left it would be read 18–17.</summary>
    string InOrder(string value) => Direction == "rtl" && Ranges().IsMatch(value) ? $"\u2066{value}\u2069" : value;

    [GeneratedRegex(@"\A\P{L}*[0-9]\s*[-–]\s*[0-9]\P{L}*\z")]
    private static partial Regex Ranges();

    /// <summary>A text that counts, in the form for the number: see <see cref="Plural"/>.</summary>
    public string Counted(string text, decimal number) => Plural.Choose(Code, Texts[text], number).Replace($"{Plural.Number}", Number(number), StringComparison.Ordinal);

    /// <summary>A name of somebody's choosing inside a sentence: where the sentence runs from right to left, kept apart from it, or its signs would stray.</summary>
    public string KeptApart(string name) => Direction == "rtl" ? $"\u2068{name}\u2069" : name;

    /// <summary>What people call a service of the platform: by what it keeps.</summary>
    public string Service(Gateway.UpstreamService service) => ServiceOf(service.Name);

    /// <inheritdoc cref="Service"/>
    /// <param name="name">Of the service.</param>
    public string ServiceOf(string name) => this[$"service.{name}"];

    /// <summary>What a language is called in this one: the official ones as the United Nations calls them, others as Unicode does. A code nobody knows stays a code.</summary>
    /// <param name="code">BCP 47.</param>
    public string NameOfLanguage(string code)
    {
        if (Texts.TryGetValue($"working-language.{code}", out var official))
            return official;
        // A culture's name is in the language of the thread alone.
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = Culture;
            return cultures.Value.TryGetValue(code, out var culture) ? culture.DisplayName : code;
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    static readonly Lazy<Dictionary<string, CultureInfo>> cultures = new(() => CultureInfo.GetCultures(CultureTypes.NeutralCultures).ToDictionary(it => it.Name));

    /// <summary>One of several languages' texts: this language's, else English, else the first; null where there is none.</summary>
    public (string Language, string Text)? Of(IReadOnlyDictionary<string, string>? texts) =>
        texts is null or { Count: 0 } ? null
        : texts.TryGetValue(Code, out var own) ? (Code, own)
        : texts.TryGetValue("en", out var english) ? ("en", english)
        : (texts.First().Key, texts.First().Value);

    /// <summary>A day in words, <c>21 November 2026</c>.</summary>
    public string Day(DateOnly day) => day.ToString(this["date.format"], Culture);

    /// <summary>A moment in UTC, to the minute.</summary>
    public string Moment(DateTimeOffset moment) =>
        With("moment.format", Day(DateOnly.FromDateTime(moment.UtcDateTime)), moment.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture));

    /// <summary>A year of the Gregorian calendar.</summary>
    public string Year(int year) => year.ToString(CultureInfo.InvariantCulture);

    /// <summary>A count or an amount, grouped as the language does.</summary>
    public string Number(decimal count) => count.ToString(count == decimal.Truncate(count) ? "N0" : "N2", Culture);

    /// <summary>A count that is uncertain: <c>3 (possibly 5)</c>; only the number where it is not.</summary>
    public string Count(decimal certain, decimal possible) => certain == possible ? Number(certain) : With("number.possibly", Number(certain), Number(possible));
}

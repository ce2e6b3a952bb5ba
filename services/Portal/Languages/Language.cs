using System.Globalization;

namespace Portal.Languages;

/// <summary>A language the portal speaks: one of the six official languages of the United Nations whose texts are all there.</summary>
/// <param name="Code">BCP 47: <c>ar</c>.</param>
/// <remarks>Source: General Assembly resolutions 2 (I) and 3190 (XXVIII), official languages.</remarks>
public sealed record Language(string Code, IReadOnlyDictionary<string, string> Texts)
{
    /// <summary>For dates and numbers.</summary>
    public CultureInfo Culture { get; } = CultureInfo.GetCultureInfo(Code);

    /// <summary>Its name in itself: <c>العربية</c>.</summary>
    public string Name => this["language.name"];

    /// <summary>HTML's <c>dir</c>: <c>rtl</c> or <c>ltr</c>.</summary>
    public string Direction => Culture.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    /// <exception cref="KeyNotFoundException">No language has this text.</exception>
    public string this[string text] => Texts[text];

    /// <summary>A text with its <c>{0}</c>, <c>{1}</c> … filled in.</summary>
    public string With(string text, params object[] values) => string.Format(Culture, Texts[text], values);

    /// <summary>A day in words, <c>21 November 2026</c>.</summary>
    public string Day(DateOnly day) => day.ToString(this["date.format"], Culture);

    /// <summary>A count, grouped as the language does.</summary>
    public string Number(int count) => count.ToString("N0", Culture);
}

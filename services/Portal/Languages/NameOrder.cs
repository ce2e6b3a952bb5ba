using System.Globalization;

namespace Portal.Languages;

/// <summary>The order of names in a language, as its readers look them up: É beside E, Chinese by its sounds, and in Arabic without the article.</summary>
/// <remarks>Source: CLDR's collations (UTS 35, part 5); the United Nations' list of Member States in Arabic, where الأردن stands under أ.</remarks>
public sealed class NameOrder : IComparer<string?>
{
    const string ArabicArticle = "ال";

    readonly StringComparer names;
    readonly bool isArabic;

    NameOrder(string code) => (names, isArabic) = (StringComparer.Create(CultureInfo.GetCultureInfo(code), ignoreCase: true), code == "ar");

    /// <param name="language">BCP 47.</param>
    public static NameOrder Of(string language) => new(language);

    /// <inheritdoc/>
    public int Compare(string? x, string? y) => names.Compare(Sought(x), Sought(y)) is not 0 and var order ? order : names.Compare(x, y);

    string? Sought(string? name) => isArabic && name?.StartsWith(ArabicArticle, StringComparison.Ordinal) == true ? name[ArabicArticle.Length..] : name;
}

using System.Text.RegularExpressions;

namespace Portal.Languages;

/// <summary>
/// A text that counts something, in the form its language has for the number: <c>one {# party} other {# parties}</c>, as ICU MessageFormat writes it.
/// <c>#</c> is the number.
/// </summary>
/// <remarks>
/// Source: Unicode CLDR, plural rules for cardinal numbers, of the six official languages. No library for it is kept well: the one of .NET that has
/// them is an alpha of ICU 60.
/// </remarks>
public static partial class Plural
{
    public const char Number = '#';

    const string Zero = "zero", One = "one", Two = "two", Few = "few", Many = "many", Other = "other";

    /// <summary>The forms a language has for whole numbers a text may count.</summary>
    public static IReadOnlyList<string> FormsOf(string language) => language switch
    {
        "ar" => [Zero, One, Two, Few, Many, Other],
        "ru" => [One, Few, Many, Other],
        "zh" => [Other],
        _ => [One, Other],
    };

    /// <summary>The form a number takes. A language that is not known has one for all.</summary>
    /// <param name="language">BCP 47.</param>
    public static string FormOf(string language, decimal number)
    {
        var (n, isWhole) = (Math.Abs(number), number == decimal.Truncate(number));
        return language switch
        {
            "en" or "es" => n == 1 ? One : Other,
            "fr" => n < 2 ? One : Other,
            "ar" when isWhole => n == 0 ? Zero : n == 1 ? One : n == 2 ? Two : (n % 100) switch { >= 3 and <= 10 => Few, >= 11 => Many, _ => Other },
            "ru" when isWhole => (n % 10, n % 100) switch { (1, not 11) => One, ( >= 2 and <= 4, not (>= 12 and <= 14)) => Few, _ => Many },
            _ => Other,
        };
    }

    /// <summary>The text for a number, still with its <c>#</c>; the last there is where the language's form is missing.</summary>
    public static string Choose(string language, string forms, decimal number)
    {
        var written = Written(forms);
        return written.GetValueOrDefault(FormOf(language, number), written[Other]);
    }

    /// <summary>The forms of a text by their names; empty where it has none.</summary>
    public static IReadOnlyDictionary<string, string> Written(string forms) =>
        Form().Matches(forms).ToDictionary(match => match.Groups["form"].Value, match => match.Groups["text"].Value);

    [GeneratedRegex(@"(?<form>zero|one|two|few|many|other)\s*\{(?<text>[^{}]*)\}")]
    private static partial Regex Form();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Languages;

/// <summary>A number as the readers of a language write it, in the digits of any script. Never guessed: what can be read in two ways is not read.</summary>
/// <param name="Value">Null where it is none, or not one alone.</param>
/// <param name="Fault">Name of the text that says what is wrong: <c>fault.number</c> and others, of which <c>{1}</c> is what was typed and
/// <c>{2}</c>, <c>{3}</c> are <see cref="Instead"/>. Null where nothing is.</param>
/// <param name="Instead">What could be written in its place.</param>
sealed partial record WrittenNumber(decimal? Value, string? Fault, IReadOnlyList<string> Instead)
{
    const char ArabicGroup = '\u066C', ArabicDecimal = '\u066B', Space = ' ';

    /// <summary>So many digits stand between two signs of grouping, so a decimal fraction of as many could be meant as a group.</summary>
    const int GroupSize = 3;

    public static WrittenNumber Of(string typed, Language language)
    {
        if (Digits.Plain(typed.Trim()) is not { } plain)
            return new(null, "fault.number-in-two-scripts", []);
        plain = AnySpace().Replace(plain.Trim(), " ").Replace('\uFF0C', ',').Replace('\uFF0E', '.').Replace('\u2212', '-');
        List<decimal> readings = [.. SignsOf(language).Select(signs => Read(plain, signs.Group, signs.Decimal)).OfType<decimal>().Distinct()];
        return readings switch
        {
            [] => new(null, "fault.number", [language.Number(42_000.5m)]),
            [var one] when one < 1000 && DecimalsLikeAGroup().IsMatch(plain) =>
                InTwoWays([one, decimal.Parse(plain.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal), NumberStyles.None,
                    CultureInfo.InvariantCulture)]),
            [var one] => new(one, null, []),
            _ => InTwoWays(readings),
        };

        // Without any sign, and with decimals that are no group: of neither are there two readings.
        WrittenNumber InTwoWays(IReadOnlyList<decimal> values) => new(null, "fault.number-in-two-ways",
            [values.Max().ToString("F0", CultureInfo.InvariantCulture), values.Min().ToString("F2", language.Culture)]);
    }

    /// <summary>How the readers of a language group thousands and set off decimals.</summary>
    /// <remarks>
    /// Source: Unicode CLDR. Arabic is written with <c>٬</c> and <c>٫</c>, and with Latin digits in two ways, 42,000.50 in the east and 42.000,50 in
    /// the west: both are read where only one of
    /// them gives a number. Spaces group everywhere, as in documents of the United Nations.
    /// </remarks>
    static IEnumerable<(char Group, char Decimal)> SignsOf(Language language)
    {
        var (ofLanguage, group) = (language.Culture.NumberFormat.NumberDecimalSeparator[0], language.Culture.NumberFormat.NumberGroupSeparator[0]);
        yield return (ArabicGroup, ArabicDecimal);
        yield return (Space, ArabicDecimal);
        foreach (var mark in language.Code == "ar" ? ['.', ','] : new[] { ofLanguage })
        {
            yield return (Space, mark);
            if (language.Code == "ar" || group is '.' or ',')
                yield return (mark == '.' ? ',' : '.', mark);
        }
    }

    static decimal? Read(string text, char group, char mark) =>
        Regex.IsMatch(text, $@"\A-?([0-9]+|[1-9][0-9]{{0,2}}({Regex.Escape(group.ToString())}[0-9]{{{GroupSize}}})+)({Regex.Escape(mark.ToString())}[0-9]+)?\z",
            RegexOptions.CultureInvariant)
        && decimal.TryParse(text.Replace(group.ToString(), "", StringComparison.Ordinal).Replace(mark, '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out var value)
            ? value : null;

    /// <summary><c>42.000</c> where the point is the language's decimal sign: elsewhere it is forty-two thousand.</summary>
    [GeneratedRegex(@"\A[1-9][0-9]{0,2}[.,][0-9]{3}\z")]
    private static partial Regex DecimalsLikeAGroup();

    [GeneratedRegex(@"[\p{Zs}]")]
    private static partial Regex AnySpace();
}

using System.Text.RegularExpressions;

namespace Portal.Languages;

/// <summary>A provision as it is typed: <c>uncac art. ٥</c>, <c>UNCAC Art. 46 (13)</c>, and where only one instrument can be meant, its number alone or with the word of the language: <c>المادة ٥</c>, <c>第五条</c> as <c>第5条</c>.</summary>
static partial class WrittenProvision
{
    /// <param name="instrument">The one that is meant where none is named; null where that is not certain.</param>
    /// <returns>As services read it, <c>uncac art. 46(13)</c>; what it is not like, as it was typed: the service says what would be right.</returns>
    public static string Of(string typed, string? instrument) =>
        Digits.InText(typed) is { } plain && Typed().Match(plain.Trim()) is { Success: true } match && (match.Groups["instrument"].Success ? match.Groups["instrument"].Value.ToLowerInvariant() : instrument) is { } meant
            ? $"{meant} art. {match.Groups["article"].Value}{Spaces().Replace(match.Groups["paragraphs"].Value, "")}"
            : typed;

    [GeneratedRegex(@"\A(?:(?<instrument>[a-zA-Z][a-zA-Z0-9-]*)\s+(?=art|Art|ART|المادة|第))?(?:(?:art\.?|article|المادة|第)\s*)?(?<article>[1-9][0-9]{0,2})\s*条?(?<paragraphs>(?:\s*\(\s*[0-9a-z]{1,4}\s*\))*)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Typed();

    [GeneratedRegex(@"\s")]
    private static partial Regex Spaces();
}

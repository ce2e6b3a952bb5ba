using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;

namespace Portal.Languages;

/// <summary>
/// A provision as it is typed: <c>uncac art. ٥</c>, <c>UNCAC Art. 46 (13)</c>, and where only one instrument can be meant, its number alone or with
/// the word of the language: <c>المادة ٥</c>, <c>第五条</c> as <c>第5条</c>.
/// </summary>
static partial class WrittenProvision
{
    /// <summary>What stands between several.</summary>
    public static readonly char[] Between = [',', ';', '،', '、', '，', '\n', '\r'];

    /// <summary>Parts below a paragraph are named by letters, which Arabic texts of treaties write with its own.</summary>
    const string ArabicLetters = "أبجدهوزحطي";

    /// <param name="instrument">The one that is meant where none is named; null where that is not certain.</param>
    /// <returns>As services read it, <c>uncac art. 46(13)</c>; what it is not like, as it was typed: the service says what would be right.</returns>
    public static string Of(string typed, string? instrument) =>
        Digits.InText(typed) is { } plain && Typed().Match(plain.Trim()) is { Success: true } match
            && (match.Groups["instrument"].Success ? match.Groups["instrument"].Value.ToLowerInvariant() : instrument) is { } meant
            ? $"{meant} art. {match.Groups["article"].Value}{Spaces().Replace(match.Groups["paragraphs"].Value, "")}"
            : typed;

    /// <summary>One that is typed whole; or an article chosen from a list, and what is typed beside it: its paragraph, or with no article chosen a provision in full.</summary>
    /// <param name="typed">One line, or the choice and the line beside it.</param>
    /// <returns>As services read it, null for nothing; or the name of the text that says what is wrong with what.</returns>
    public static (string? Provision, string? Fault, string About) One(StringValues typed, string? instrument)
    {
        var (chosen, beside) = ((typed.FirstOrDefault() ?? "").Trim(), (typed.Skip(1).FirstOrDefault() ?? "").Trim());
        if (typed.Count < 2)
            return (chosen.Length == 0 ? null : Of(chosen, instrument), null, chosen);
        if (chosen.Length > 0)
            return Within(chosen, beside) is { } provision ? (provision, null, beside) : (null, "fault.paragraph", beside);
        if (beside.Length == 0)
            return (null, null, beside);
        var full = Of(beside, null);
        return full.Contains(" art. ", StringComparison.Ordinal) ? (full, null, beside) : (null, "fault.article-not-chosen", beside);
    }

    /// <summary>A paragraph of an article: <c>13</c>, <c>(13)</c>, <c>13(b)</c>, <c>الفقرة ١٣ (ب)</c>, <c>第13款</c>.</summary>
    /// <param name="article">As services read it, <c>uncac art. 46</c>.</param>
    /// <returns>Null where the paragraph cannot be read as one.</returns>
    static string? Within(string article, string paragraph)
    {
        if (string.IsNullOrWhiteSpace(paragraph))
            return article;
        return Digits.InText(paragraph) is { } plain && Paragraph().Match(plain.Trim().ToLowerInvariant()) is { Success: true } match
            ? article + string.Concat(match.Groups["part"].Captures.Select(part => $"({Letter(part.Value)})")) : null;
    }

    /// <summary>The article of a list that a provision is of or within, and its paragraph; where it is of none of them, no article and the provision as it was typed.</summary>
    /// <param name="typed">As for <see cref="One"/>.</param>
    /// <param name="articles">As services read them.</param>
    public static (string Article, string Beside) Parted(StringValues typed, string? instrument, IEnumerable<string> articles)
    {
        if (typed.Count > 1)
            return (typed[0] ?? "", typed[1] ?? "");
        var whole = Of((typed.FirstOrDefault() ?? "").Trim(), instrument);
        return articles.FirstOrDefault(it => whole == it || whole.StartsWith(it + "(", StringComparison.Ordinal)) is { } article ? (article, whole[article.Length..])
            : ("", typed.FirstOrDefault() ?? "");
    }

    /// <summary>All that were chosen or typed, several in a line too.</summary>
    public static IEnumerable<string> Several(StringValues typed, string? instrument) =>
        typed.SelectMany(it => (it ?? "").Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(it => Of(it, instrument));

    static string Letter(string part) => part is [var letter] && ArabicLetters.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var index ? $"{(char)('a' + index)}" : part;

    [GeneratedRegex(
        @"\A(?:(?<instrument>[a-zA-Z][a-zA-Z0-9-]*)\s+(?=art|Art|ART|المادة|第))?(?:(?:art\.?|article|المادة|第)\s*)?"
            + @"(?<article>[1-9][0-9]{0,2})\s*条?(?<paragraphs>(?:\s*\(\s*[0-9a-z]{1,4}\s*\))*)\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Typed();

    [GeneratedRegex(@"\A(?:para(?:graph|\.)?|الفقرة|第)?\s*(?:[(（]?\s*(?<part>[0-9]{1,2}|(?:[ivx]{1,4}|[a-z]|[أبجدهوزحطي])(?!\p{L}))\s*[)）]?\s*[款项目]?\s*)+\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Paragraph();

    [GeneratedRegex(@"\s")]
    private static partial Regex Spaces();
}

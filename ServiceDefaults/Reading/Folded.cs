using System.Globalization;
using System.Text;

namespace ServiceDefaults.Reading;

/// <summary>
/// Texts as people look for them: without case, marks, width, apostrophes and the strokes of letters, so that <c>Cote d'Ivoire</c>, <c>CÔTE D’IVOIRE</c>
/// and <c>cote divoire</c> are one. Everything of the platform that searches names, or recognises one, does it by this.
/// </summary>
/// <remarks>
/// Source: Unicode Standard Annex 15 (compatibility decomposition) and Technical Report 30 on folding; PostgreSQL's <c>unaccent</c> leaves decomposed
/// letters as they are, and has to be installed in each database.
/// </remarks>
public static class Folded
{
    /// <summary>Letters with a stroke, and ligatures, which have no decomposition.</summary>
    static readonly Dictionary<char, string> strokes = new()
    {
        ['ł'] = "l", ['ø'] = "o", ['đ'] = "d", ['ð'] = "d", ['ħ'] = "h", ['ŧ'] = "t", ['ı'] = "i", ['ß'] = "ss", ['æ'] = "ae", ['œ'] = "oe", ['þ'] = "th",
    };

    /// <summary>The text without what people leave out; its words with one blank between them. Empty where it has neither letter nor digit.</summary>
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var sign in WellFormed(text).Normalize(NormalizationForm.FormKD).ToLowerInvariant())
            if (strokes.TryGetValue(sign, out var letters))
                folded.Append(letters);
            else if (!IsLeftOut(sign))
                folded.Append(char.IsLetterOrDigit(sign) || char.IsSurrogate(sign) ? sign : ' ');
        return string.Join(' ', folded.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The words of what somebody looks for; signs alone, which stand in no name, are one.</summary>
    public static IReadOnlyList<string> Words(string sought) =>
        Of(sought).Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words ? words : sought.Trim() is { Length: > 0 } signs ? [signs] : [];

    /// <summary>Whether each of the words stands in the text, in whatever order and as a part of a longer one too; in Chinese a word is any run of signs.</summary>
    /// <param name="words">From <see cref="Words"/>; of none, any text holds all.</param>
    public static bool Holds(string text, IReadOnlyList<string> words) => Of(text) is var folded && words.All(word => folded.Contains(word, StringComparison.Ordinal));

    /// <summary>Whether two texts are the same but for what people leave out.</summary>
    public static bool AreSame(string? one, string? other) => one is null || other is null ? one == other : Of(one) == Of(other);

    /// <summary>Marks and vowel signs; apostrophes and what stands for them, also as a letter (ʻ, ʿ); the Arabic stroke that only fills a line; what is not seen.</summary>
    static bool IsLeftOut(char sign) => sign is '\'' or '`' or '´' or '‘' or '’' or '‛' or 'ʹ' or 'ʻ' or 'ʼ' or 'ʽ' or 'ʾ' or 'ʿ' or 'ـ'
        || char.GetUnicodeCategory(sign) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;

    /// <summary>Half of a pair, which cannot be decomposed, is no letter.</summary>
    static string WellFormed(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            whole.Append(rune.ToString());
        return whole.ToString();
    }
}

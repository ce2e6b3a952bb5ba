using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Tests.World;

/// <summary>What the words of a page are held to: nothing that only its makers read, and in another language than English no English.</summary>
static partial class Wording
{
    /// <summary>
    /// Latin letters that are the same in every language: symbols of documents and standards, kinds of files, short names that networks, programmes and mechanisms give themselves,
    /// codes of currencies, codes of States by which they are searched for, how a notification of a depositary and an address of a site are written.
    /// </summary>
    static readonly HashSet<string> allowed = new(StringComparer.OrdinalIgnoreCase)
    {
        "CSV", "DOCX", "GlobE", "IRM", "RES", "CN", "CONF", "CAC", "COSP", "CTOC", "COP", "WG", "UNIS", "CP", "BCP", "ISO", "KEN", "NLD", "VEN", "XXX", "TREATIES-XVIII", "https", "www", "example", "org", "USD", "WIR",
        "AIRCOP", "CRIMJUST", "GLO", "ACT", "GPML", "LEAP", "SIENA", "StAR", "STARSOM", "TRACK", "TIP",
    };

    /// <summary>How a provision that is in no list is typed, as is told beside the lines for it: services read it so.</summary>
    static readonly string[] examples = ["uncac art. 46(13)", "drugs-1988 art. 10(2)"];

    /// <summary>
    /// The text of a page as it is read, without what is marked as English because it is a document's own words or the rule for programs behind a refusal, and without what
    /// people typed and the names by which they sign in: no translator, man or machine, may change those.
    /// </summary>
    public static string Visible(string page)
    {
        var body = page[Math.Max(0, page.IndexOf("<main", StringComparison.Ordinal))..];
        body = Hidden().Replace(body, " ");
        body = Anothers().Replace(body, " ");
        body = Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(body, " ")), " ");
        return examples.Aggregate(body, (text, example) => text.Replace(example, "", StringComparison.Ordinal));
    }

    /// <summary>Whatever the language: ids, instants and codes, each with what stands around it.</summary>
    /// <param name="words">Of a page, as <see cref="Visible"/> gives them.</param>
    public static IEnumerable<string> MakersWords(string words) => ForMakers().Matches(words).Select(it => Around(words, it));

    /// <summary>Of a page in a language that is not written in Latin letters: words that are, each with what stands around it.</summary>
    /// <inheritdoc cref="MakersWords"/>
    public static IEnumerable<string> LatinWords(string words) => Latin().Matches(words).Where(it => !allowed.Contains(it.Value)).Select(it => Around(words, it));

    /// <summary>What a page says its language is.</summary>
    public static string LanguageOf(string page) => Language().Match(page) is { Success: true } said ? said.Groups[1].Value
        : throw new InvalidOperationException($"No language: {page}");

    static string Around(string words, Match match) => words[Math.Max(0, match.Index - 25)..Math.Min(words.Length, match.Index + match.Length + 25)];

    [GeneratedRegex("<(script|style|svg|textarea)[^>]*>.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Hidden();

    [GeneratedRegex(
        "<p class=\"printed\".*?</p>|<code dir=\"ltr\">[^<]*</code>|<cite [^>]*>[^<]*</cite>"
            + "|<p class=\"said\"[^>]*>[^<]*</p>|<bdi (?:dir=\"auto\"|[^>]*translate=\"no\")[^>]*>[^<]*</bdi>",
        RegexOptions.Singleline)]
    private static partial Regex Anothers();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("<html lang=\"([a-z]+)\"")]
    private static partial Regex Language();

    [GeneratedRegex(@"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}|[a-z0-9-]+ art\. \d+")]
    private static partial Regex ForMakers();

    [GeneratedRegex("[A-Za-z]{2,}(?:-[A-Za-z]+)*")]
    private static partial Regex Latin();
}

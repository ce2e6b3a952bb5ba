using Portal.Gateway;
using Portal.Languages;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Portal.Pages;

/// <summary>Where the <c>type</c> of every problem leads: what the rule says, in the reader's language (RFC 9457, 3.1.1).</summary>
static class ShowRule
{
    sealed record Explained(IReadOnlyList<string> Sentences);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/problems/{**rule}", Handle).ForEveryone().IsPage("Explain a rule for which something was not done");

    /// <param name="rule">Its name as a problem says it, reviews/given-once.</param>
    static async Task<IResult> Handle(string rule, HttpContext context, PageReader read, LanguageCatalogue languages, CancellationToken cancel)
    {
        // Rules of the edge are the portal's as well; the others are explained by the service that has them, those of figures by any that counts so.
        if (Tongue.Of(languages.Current.Code).SentencesOf(rule) is { Count: > 0 } own)
            return Page(context, rule, own);
        var service = UpstreamService.All.FirstOrDefault(it => rule.StartsWith(it.Name + "/", StringComparison.Ordinal)) ?? UpstreamService.Reviews;
        var (explained, isAbsent) = await read.Find<Explained>(service, $"/problems/{string.Join('/', rule.Split('/').Select(Uri.EscapeDataString))}", cancel);
        return isAbsent ? HtmlPage.Of<NotFound>(context, new { }, StatusCodes.Status404NotFound) : Page(context, rule, explained?.Sentences ?? []);
    }

    static IResult Page(HttpContext context, string rule, IReadOnlyList<string> sentences) =>
        HtmlPage.Of<RulePage>(context, new { Rule = rule, Sentences = (IReadOnlyList<string>)[.. sentences.Select(sentence => Tongue.Placeholder().Replace(sentence, "…"))] });
}

using Portal.Forms;
using Portal.Gateway;
using Portal.Languages;
using Portal.Services;

namespace Portal.Instruments;

/// <summary>The articles of instruments, to choose from by number or heading.</summary>
sealed class ArticleChoices(ServiceReader services, ILogger<ArticleChoices> log)
{
    /// <summary>In the order of the instruments, grouped by instrument, or by chapter where there is one instrument alone. While Treaties gives no answer there is none to choose, and a provision is typed whole.</summary>
    /// <param name="instruments">Those of which no article is recorded have no choices.</param>
    public async Task<IReadOnlyList<Option>> Of(IEnumerable<string> instruments, Names names, Language language, CancellationToken cancel)
    {
        try
        {
            List<string> all = [.. instruments.Distinct()];
            var lists = await Task.WhenAll(all.Select(instrument => services.ReadFixed<ArticleItem>(UpstreamService.Treaties, $"/instruments/{instrument}/articles", language, cancel)));
            return [.. all.Zip(lists, (instrument, articles) => articles.Select(article => new Option($"{instrument} art. {article.Number}", language.With("article.headed", language.Number(article.Number), article.Title))
            {
                Group = all.Count == 1 ? article.Chapter : names.OfInstrument(instrument),
            })).SelectMany(options => options)];
        }
        catch (NoAnswer fault)
        {
            log.LogWarning(fault, "Provisions are typed, there are no articles to choose from");
            return [];
        }
    }

    sealed record ArticleItem(int Number, string Title, string? Chapter = null);
}

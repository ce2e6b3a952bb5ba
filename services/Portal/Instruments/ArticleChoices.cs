using System.Collections.Concurrent;
using Portal.Forms;
using Portal.Gateway;
using Portal.Languages;
using Portal.Services;

namespace Portal.Instruments;

/// <summary>The articles of instruments, to choose from by number or heading; read anew every five minutes.</summary>
sealed class ArticleChoices(ServiceReader services, TimeProvider time, ILogger<ArticleChoices> log)
{
    static readonly TimeSpan keptFor = TimeSpan.FromMinutes(5);

    readonly ConcurrentDictionary<(string Language, string Instrument), (DateTimeOffset Read, ArticleList List)> kept = [];

    /// <summary>In the order of the instruments, grouped by instrument, or by chapter where there is one instrument alone. While Treaties gives no answer there is none to choose, and a provision is typed whole.</summary>
    /// <param name="instruments">Those of which no article is recorded have no choices.</param>
    public async Task<IReadOnlyList<Option>> Of(IEnumerable<string> instruments, Names names, Language language, CancellationToken cancel)
    {
        try
        {
            List<string> all = [.. instruments.Distinct()];
            var lists = await Task.WhenAll(all.Select(instrument => Of(instrument, language, cancel)));
            return [.. all.Zip(lists, (instrument, list) => list.Items.Select(article => new Option($"{instrument} art. {article.Number}", language.With("article.headed", language.Number(article.Number), article.Title))
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

    async Task<ArticleList> Of(string instrument, Language language, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (kept.TryGetValue((language.Code, instrument), out var found) && now - found.Read < keptFor)
            return found.List;
        var list = await services.Read<ArticleList>(UpstreamService.Treaties, $"/instruments/{instrument}/articles", language, cancel);
        kept[(language.Code, instrument)] = (now, list);
        return list;
    }

    sealed record ArticleList(IReadOnlyList<ArticleItem> Items);

    sealed record ArticleItem(int Number, string Title, string? Chapter = null);
}

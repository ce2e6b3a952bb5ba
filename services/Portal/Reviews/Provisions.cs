using Portal.Forms;
using Portal.Gateway;
using Portal.Services;

namespace Portal.Reviews;

/// <summary>The articles of instruments, to choose from. A paragraph can be typed behind them.</summary>
static class Provisions
{
    /// <summary>Suggestions only: while Treaties gives no answer a provision is typed whole.</summary>
    public static async Task<IReadOnlyList<Option>> Of(IReadOnlyList<string> instruments, Names names, Reading reading)
    {
        var options = new List<Option>();
        try
        {
            foreach (var instrument in instruments)
                if (await reading.Find<ArticleList>(UpstreamService.Treaties, $"/instruments/{instrument}/articles") is var (list, _))
                    options.AddRange(list.Items.Select(article => new Option($"{instrument} art. {article.Number}", $"{names.OfInstrument(instrument)} {article.Number} {article.Title}".TrimEnd())));
        }
        catch (NoAnswer fault) when (fault.Service == UpstreamService.Treaties)
        {
            return options;
        }
        return options;
    }

    sealed record ArticleList(IReadOnlyList<ArticleItem> Items);

    sealed record ArticleItem(int Number, string? Title = null);
}

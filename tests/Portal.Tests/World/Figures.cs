using Portal.Gateway;

namespace Portal.Tests.World;

/// <summary>Four services that know different numbers, so that a number on the page tells where it came from.</summary>
sealed class Figures : IAsyncDisposable
{
    public const string Today = "2026-11-21";

    readonly Upstream treaties, reviews, technicalAssistance, networks;

    Figures(Upstream treaties, Upstream reviews, Upstream technicalAssistance, Upstream networks) =>
        (this.treaties, this.reviews, this.technicalAssistance, this.networks) = (treaties, reviews, technicalAssistance, networks);

    public static async Task<Figures> Start() => new(
        await Upstream.Start(
            ("/instruments", new { items = new[] { Instrument("untoc", "UNTOC"), Instrument("uncac", "UNCAC <Merida>") } }),
            ("/instruments/untoc/parties?asOf=" + Today, Count(1193, 1194)),
            ("/instruments/untoc-tip/parties?asOf=" + Today, Count(181, 182)),
            ("/instruments/untoc-som/parties?asOf=" + Today, Count(151, 152)),
            ("/instruments/untoc-firearms/parties?asOf=" + Today, new { count = (object?)null, recorded = "not-recorded", items = Array.Empty<object>() }),
            ("/instruments/uncac/parties?asOf=" + Today, Count(191, 192))),
        await Upstream.Start(
            ("/mechanisms", new { items = new[] { new { id = "uncac-irm", shortName = "IRM", names = new Dictionary<string, string> { ["en"] = "Implementation Review Mechanism", ["zh"] = "审议机制" } } } }),
            ("/mechanisms/uncac-irm/enrolments", new { items = Enumerable.Range(0, 37).Select(row => new { state = "KEN", certainty = row < 36 ? "certain" : "possible" }) })),
        await Upstream.Start(
            ("/activities", new { items = Enumerable.Range(0, 12).Select(_ => new { id = 1 }) }),
            ("/non-parties", Count(5, 6))),
        await Upstream.Start(context =>
        {
            // Two pages, as a long directory comes.
            var isFirst = !context.Request.Query.ContainsKey("cursor");
            if (isFirst)
                context.Response.Headers.Link = "</authorities?limit=200&cursor=more>; rel=\"next\"";
            return Microsoft.AspNetCore.Http.HttpResponseJsonExtensions.WriteAsJsonAsync(context.Response, new { items = (isFirst ? new[] { "KEN", "KEN", "FJI" } : ["BRA"]).Select(state => new { state }) });
        }));

    public (UpstreamService, Uri[])[] All => [(UpstreamService.Treaties, [treaties.Address]), (UpstreamService.Reviews, [reviews.Address]), (UpstreamService.TechnicalAssistance, [technicalAssistance.Address]), (UpstreamService.Networks, [networks.Address])];

    public async ValueTask DisposeAsync()
    {
        foreach (var upstream in new[] { treaties, reviews, technicalAssistance, networks })
            await upstream.DisposeAsync();
    }

    static object Instrument(string id, string name) => new { id, shortName = name, title = name + ", in full" };

    static object Count(int certain, int possible) => new { count = new { certain, possible } };
}

using Microsoft.Extensions.Time.Testing;
using Portal.Gateway;

namespace Portal.Tests.World;

/// <summary>Four services that know different numbers, so that a number on the page tells where it came from.</summary>
sealed class FourServices : IAsyncDisposable
{
    public const string Today = "2026-11-21";

    /// <summary>Shows that day, a minute before midnight UTC.</summary>
    public static FakeTimeProvider Clock() => new(new(2026, 11, 21, 23, 59, 0, TimeSpan.Zero));

    readonly Upstream treaties, reviews, technicalAssistance, networks;

    FourServices(Upstream treaties, Upstream reviews, Upstream technicalAssistance, Upstream networks) =>
        (this.treaties, this.reviews, this.technicalAssistance, this.networks) = (treaties, reviews, technicalAssistance, networks);

    public static async Task<FourServices> Start() => new(
        await Upstream.Start(
            ("/instruments", new { items = new[] { Instrument("untoc", "UNTOC"), Instrument("uncac", "UNCAC <Merida>"), Instrument("untoc-firearms", "Firearms") } }),
            ("/figures/parties?instrument=untoc&asOf=" + Today, Figure("parties", 1193, 1194)),
            ("/figures/parties?instrument=untoc-firearms&asOf=" + Today, Figure("parties", null, null)),
            ("/figures/parties?instrument=uncac&asOf=" + Today, Figure("parties", 191, 192))),
        await Upstream.Start(
            ("/figures/published-outcomes?asOf=" + Today, Figure("published-outcomes", 36, 36)),
            ("/figures/findings?asOf=" + Today, Figure("findings", 37, 37))),
        await Upstream.Start(
            ("/figures/needs?asOf=" + Today + "&only=status:met", Figure("needs", 6, 6)),
            ("/figures/needs?asOf=" + Today, Figure("needs", 5, 5)),
            ("/figures/activities?to=" + Today, Figure("activities", 12, 12)),
            ("/figures/laws-adopted?to=" + Today, Figure("laws-adopted", 7, 7))),
        await Upstream.Start(
            ("/figures/authorities?asOf=" + Today, Figure("authorities", 4, 4)),
            ("/figures/authority-states?asOf=" + Today, Figure("authority-states", 3, 3))));

    public (UpstreamService, Uri[])[] All => [(UpstreamService.Treaties, [treaties.Address]), (UpstreamService.Reviews, [reviews.Address]), (UpstreamService.TechnicalAssistance, [technicalAssistance.Address]), (UpstreamService.Networks, [networks.Address])];

    public async ValueTask DisposeAsync()
    {
        foreach (var upstream in new[] { treaties, reviews, technicalAssistance, networks })
            await upstream.DisposeAsync();
    }

    public static object Instrument(string id, string name) => new { id, shortName = name, title = name + ", in full", adoptedIn = 2000, adoptedOn = (string?)null, entryIntoForce = (string?)null, protocolTo = (string?)null, recorded = "recorded" };

    public static object Figure(string name, int? certain, int? possible) => new
    {
        name,
        definition = "What is counted.",
        unit = "things",
        recorded = certain is null ? "not-recorded" : "recorded",
        count = certain is null ? null : new { certain, possible },
        breakdown = Array.Empty<object>(),
    };
}

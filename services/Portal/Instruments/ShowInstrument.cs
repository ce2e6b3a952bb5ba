using Portal.Gateway;
using Portal.Languages;
using Portal.Pages;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using ServiceDefaults.Reading;

namespace Portal.Instruments;

/// <summary>One instrument: its parties as of a day, what is certain, possible and published of them, and how it came into force.</summary>
public static class ShowInstrument
{
    /// <summary>Bases on which parties are counted.</summary>
    public static readonly IReadOnlyList<string> Bases = ["deposit", "effect"];

    /// <param name="AsOf">The day asked for; today when left out.</param>
    /// <param name="KnownAt">The end of this UTC day: what was known then. Today, or null, for what is known now.</param>
    public sealed record Asked(DateOnly AsOf, DateOnly? KnownAt, string Basis, DateOnly Today)
    {
        public DateTimeOffset? KnownUntil => KnownAt is { } day && day < Today ? new DateTimeOffset(day.AddDays(1).ToDateTime(default), TimeSpan.Zero).AddTicks(-TimeSpan.TicksPerMicrosecond) : null;
    }

    /// <param name="Published">Counts published elsewhere, latest first; null while they cannot be had.</param>
    /// <param name="Lately">Acts received in the year before the day; null while they cannot be had.</param>
    public sealed record Shown(Instrument Instrument, Parties? Parties, World? World, IReadOnlyDictionary<string, string> Names, IReadOnlyList<PublishedCount>? Published, IReadOnlyList<Act>? Lately);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/instruments/{id}", Handle)
        .ForEveryone()
        .IsPage("Show an instrument with its parties as of a day");

    /// <summary>A date form sends its fields also when they are blank, so they are taken as texts.</summary>
    static async Task<IResult> Handle(string id, string? asOf, string? knownAt, string? basis, HttpContext context, PageReader read, LanguageCatalogue languages, TimeProvider time, CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var asked = new Asked(Written.Date(asOf, "asOf") ?? today, KnownOn(knownAt, today), Bases.Contains(basis) ? basis! : Bases[0], today);
        var path = $"/instruments/{Uri.EscapeDataString(id)}";
        var (instrument, isAbsent) = await read.Find<Instrument>(UpstreamService.Treaties, Address.Of(path, ("knownAt", asked.KnownUntil)), cancel);
        if (isAbsent)
            return HtmlPage.Of<NotFound>(context, new { }, StatusCodes.Status404NotFound);
        if (instrument is null)
            return HtmlPage.Of<InstrumentAwayPage>(context, new { Id = id }, StatusCodes.Status503ServiceUnavailable);

        var parties = read.Part<Parties>(UpstreamService.Treaties, Address.Of($"{path}/parties", ("asOf", asked.AsOf), ("knownAt", asked.KnownUntil), ("basis", asked.Basis)), cancel);
        var signatories = read.Part<FigureRecords<Act>>(UpstreamService.Treaties, Address.Of("/figures/signatories/records", ("instrument", id), ("asOf", asked.AsOf), ("knownAt", asked.KnownUntil)), cancel);
        var lately = read.Part<FigureRecords<Act>>(UpstreamService.Treaties, Address.Of("/figures/new-actions/records", ("instrument", id), ("from", asked.AsOf.AddYears(-1).AddDays(1)), ("to", asked.AsOf), ("knownAt", asked.KnownUntil)), cancel);
        var states = read.Whole<StateItem>(UpstreamService.Treaties, "/states", cancel);
        var published = read.Whole<PublishedCount>(UpstreamService.Treaties, Address.Of("/published-counts", ("figure", "parties"), ("scope", id)), cancel);
        var world = await parties is { Recorded: "recorded" } known && await states is { } all && await signatories is { } signed ? World.Of(all, known, signed.Items, languages.Current.Culture) : null;
        return HtmlPage.Of<InstrumentPage>(context, new
        {
            Asked = asked,
            Shown = new Shown(
                instrument, await parties, world, (await states ?? []).ToDictionary(it => it.Code, it => it.Name), (await published)?.OrderByDescending(it => it.AsOf).ToList(),
                (await lately)?.Items.OrderByDescending(it => it.DepositedOn ?? it.NotAfter).ToList()),
        });
    }

    static readonly Rule knownInTheFuture = new("interface/known-in-the-future#day", "day");

    static DateOnly? KnownOn(string? text, DateOnly today) => Written.Date(text, "knownAt") is not { } day || day <= today ? Written.Date(text, "knownAt")
        : throw new Refused(Refusal.Invalid(knownInTheFuture.With(day), "knownAt"));
}

using Portal.Gateway;
using Portal.Languages;
using Portal.Pages;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

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
        /// <summary>First day of the year that ends with the day.</summary>
        public DateOnly YearBefore => AsOf.YearThatEnds();

        public DateTimeOffset? KnownUntil =>
            KnownAt is { } day && day < Today ? new DateTimeOffset(day.AddDays(1).ToDateTime(default), TimeSpan.Zero).AddTicks(-TimeSpan.TicksPerMicrosecond) : null;
    }

    /// <param name="Published">Counts published elsewhere, latest first; null while they cannot be had.</param>
    /// <param name="Lately">Acts received in the year before the day; null while they cannot be had.</param>
    public sealed record Shown(Instrument Instrument, Parties? Parties, World? World, IReadOnlyDictionary<string, string> Names, IReadOnlyList<PublishedCount>? Published,
        IReadOnlyList<Act>? Lately);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/instruments/{id}", Handle)
        .ForEveryone()
        .AsksBy((context, _) => Task.FromResult(Asking(context)))
        .IsPage("Show an instrument with its parties as of a day");

    static Asking Asking(HttpContext context)
    {
        var language = context.RequestServices.GetRequiredService<LanguageCatalogue>().Current;
        return Pages.Asking.Of(context, "instrument.ask", "instrument.show", false,
            Control.OfDay("asOf", "instrument.as-of", context.Today()),
            Control.OfDay("knownAt", "instrument.known-at") with { Help = "instrument.known-at-help" },
            Control.Choice("basis", "instrument.basis", false, Bases.Select(basis => (basis, language[$"basis.{basis}"]))));
    }

    /// <summary>A date form sends its fields also when they are blank, so they are taken as texts.</summary>
    /// <param name="basis">How parties are counted: deposit or effect; by deposit when left out.</param>
    static async Task<IResult> Handle(string id, string? asOf, string? knownAt, string? basis, HttpContext context, PageReader read, LanguageCatalogue languages,
        CancellationToken cancel)
    {
        var (asking, today) = (Asking(context).Taken(), context.Today());
        var asked = new Asked(asking.Day("asOf") ?? today, KnownOn(asking, today), asking["basis"] ?? Bases[0], today);
        var path = $"/instruments/{Uri.EscapeDataString(id)}";
        var (instrument, isAbsent) = await read.Find<Instrument>(UpstreamService.Treaties, Address.Of(path, ("knownAt", asked.KnownUntil)), cancel);
        if (isAbsent)
            return HtmlPage.Of<NotFound>(context, new { }, StatusCodes.Status404NotFound);
        if (instrument is null)
            return HtmlPage.Of<InstrumentAwayPage>(context, new { Id = id }, StatusCodes.Status503ServiceUnavailable);

        var parties = read.Part<Parties>(UpstreamService.Treaties,
            Address.Of($"{path}/parties", ("asOf", asked.AsOf), ("knownAt", asked.KnownUntil), ("basis", asked.Basis)), cancel);
        var signatories = read.Part<FigureRecords<Act>>(UpstreamService.Treaties,
            Address.Of("/figures/signatories/records", ("instrument", id), ("asOf", asked.AsOf), ("knownAt", asked.KnownUntil)), cancel);
        var lately = read.Part<FigureRecords<Act>>(UpstreamService.Treaties,
            Address.Of("/figures/new-actions/records", ("instrument", id), ("from", asked.YearBefore), ("to", asked.AsOf), ("knownAt", asked.KnownUntil)), cancel);
        var states = read.Whole<StateItem>(UpstreamService.Treaties, "/states", cancel);
        var published = read.Whole<PublishedCount>(UpstreamService.Treaties, Address.Of("/published-counts", ("figure", "parties"), ("scope", id)), cancel);
        var world = await parties is { Recorded: "recorded" } known && await states is { } all && await signatories is { } signed
            ? World.Of(all, known, signed.Items, languages.Current.Order) : null;
        return HtmlPage.Of<InstrumentPage>(context, new
        {
            Asking = asking,
            Asked = asked,
            Shown = new Shown(
                instrument, await parties, world, (await states ?? []).ToDictionary(it => it.Code, it => it.Name), (await published)?.OrderByDescending(it => it.AsOf).ToList(),
                (await lately)?.Items.OrderByDescending(it => it.DepositedOn ?? it.NotAfter).ToList()),
        });
    }

    static readonly Rule knownInTheFuture = new("interface/known-in-the-future#day", "day");

    static DateOnly? KnownOn(Asking asking, DateOnly today) => asking.Day("knownAt") is { } day && day > today
        ? throw new Refused(Refusal.Invalid(knownInTheFuture.With(day), "knownAt"))
        : asking.Day("knownAt");
}

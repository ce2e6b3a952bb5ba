using Contracts;
using Contracts.Treaties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using Treaties.Figures;
using Treaties.Instruments;
using Treaties.States;
using Treaties.Status;
using Treaties.Storage;

namespace Treaties.Actions;

/// <summary>The acts towards an instrument in a period.</summary>
static class ListActions
{
    /// <summary>Place of an act in the list: by date, then by id.</summary>
    public sealed record Place(DateOnly On, Guid Id);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/instruments/{instrument}/actions", Handle)
        .ForEveryone()
        .WithSummary("List treaty actions")
        .WithDescription("Of a period, a kind, a State; an act known only by bounds is listed where they meet the period. JSON in pages; CSV as one table.")
        .AlsoAsTable()
        .Produces<Page<ActAnswer>>();

    /// <param name="from">Acts that may have been received on this day or later; from the first when left out.</param>
    /// <param name="to">Acts that may have been received on this day or earlier; to the last when left out.</param>
    /// <param name="kind">Acts of this kind alone.</param>
    /// <param name="state">Acts of this participant alone.</param>
    static async Task<IResult> Handle(
        InstrumentId instrument, DateOnly? from, DateOnly? to, Word<TreatyActionKind>? kind, StateCode? state, DateTimeOffset? knownAt, Paging<Place> paging, string? lang,
        HttpRequest http,
        KeptRecords records, InstrumentCatalogue catalogue, ParticipantRegister register, CancellationToken cancel)
    {
        if (catalogue.Find(instrument) is not { } known)
            return Refusal.Absent("instrument", instrument);
        if (from > to)
            return Refusal.Invalid(FigureReading.EndsBeforeItBegins, "to");

        var language = Language.Of(lang, http);
        var record = (await records.Read(catalogue.Bearing(known), knownAt, cancel)).Record;
        var found = NewActions.Between(record, from ?? DateOnly.MinValue, to ?? DateOnly.MaxValue, instrument, kind?.Value)
            .Select(action => action.Act).Where(act => state is null || act.State == state)
            .OrderBy(act => act.Date.NotBefore).ThenBy(act => act.Id).ToList();
        var page = found.Where(act => paging.IsFirst || (act.Date.NotBefore, act.Id).CompareTo((paging.After.On, paging.After.Id)) > 0).Take(paging.Take);

        return Csv.Answer(paging.Answer(page.Select(Shown).ToList(), act => new Place(act.DepositedOn ?? act.NotBefore!.Value, act.Id)), found.Select(Shown),
            ("id", it => it.Id), ("instrument", it => it.Instrument), ("state", it => it.State), ("name", it => it.Name), ("kind", it => it.Kind),
            ("deposited_on", it => it.DepositedOn), ("not_before", it => it.NotBefore),
            ("not_after", it => it.NotAfter), ("effective_on", it => it.EffectiveOn), ("territory", it => it.Territory), ("source", it => it.Source), ("note", it => it.Note),
            ("flags", it => string.Join(' ', it.Flags)));

        ActAnswer Shown(TreatyAct act) => ActAnswer.Of(record, act, register, language);
    }
}

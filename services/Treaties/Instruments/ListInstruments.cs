using Contracts;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using Treaties.States;
using Treaties.Storage;

namespace Treaties.Instruments;

/// <summary>The instruments the platform knows.</summary>
static class ListInstruments
{
    /// <param name="EntryIntoForce">As the depositary records it.</param>
    /// <param name="Recorded">Whether acts towards it are on record.</param>
    public sealed record Item(InstrumentId Id, string ShortName, string Title, int AdoptedIn, DateOnly? AdoptedOn, DateOnly? OpenedOn, DateOnly? EntryIntoForce, string Depositary,
        InstrumentId? ProtocolTo, OnRecord Recorded);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/instruments", Handle)
        .ForEveryone()
        .WithSummary("List the instruments")
        .AlsoAsTable()
        .Produces<Page<Item>>();

    static async Task<IResult> Handle(string? lang, HttpRequest http, TreatiesDb db, InstrumentCatalogue catalogue, CancellationToken cancel)
    {
        var language = Language.Of(lang, http);
        var recorded = (await db.Revisions.Where(it => !it.Annulled && !db.Revisions.Any(later => later.Act == it.Act && later.Number > it.Number))
            .Select(it => it.Instrument).Distinct().ToListAsync(cancel)).ToHashSet();
        List<Item> items = [.. catalogue.All.Select(
            it => new Item(it.Id, language.In(it.ShortName), language.In(it.Title), it.Adopted.Year, it.Adopted.On, it.Signature?.Opens, it.EntryIntoForce?.On, it.Depositary.Name,
                it.ProtocolTo?.Instrument,
            recorded.Contains(it.Id) ? OnRecord.Recorded : recorded.Count > 0 ? OnRecord.NotRecorded : OnRecord.NothingKnown))];
        return Csv.Answer(TypedResults.Ok(new Page<Item>(items, null)), items,
            ("id", it => it.Id), ("short_name", it => it.ShortName), ("title", it => it.Title), ("adopted_in", it => it.AdoptedIn), ("adopted_on", it => it.AdoptedOn),
            ("opened_on", it => it.OpenedOn),
            ("entry_into_force", it => it.EntryIntoForce), ("depositary", it => it.Depositary), ("protocol_to", it => it.ProtocolTo), ("recorded", it => it.Recorded));
    }
}

using Contracts;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using TechnicalAssistance.Needs;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Activities;

/// <summary>Assistance given, by State, instrument and kind.</summary>
static class ListActivities
{
    public sealed record Place(DateOnly To, Guid Activity);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/activities", Handle)
        .ForEveryone()
        .WithSummary("List assistance given")
        .WithDescription("In the order in which it was recorded; with latest=true by the last day, the latest first. What was withdrawn is listed with withdrawn=true alone.")
        .Produces<Page<ActivityAnswer>>();

    /// <param name="state">Activities of which this State was a beneficiary.</param>
    /// <param name="instrument">Activities about this instrument.</param>
    /// <param name="withdrawn">true for the withdrawn ones instead of those that stand.</param>
    /// <param name="latest">true for the latest first; the earliest first when left out or false.</param>
    static async Task<IResult> Handle(TechnicalAssistanceDb db, Asker asker, SmallCells cells, HttpResponse response, StateCode? state, InstrumentId? instrument, Word<ActivityKind>? kind, bool? withdrawn, bool? latest, Paging<Place> page, CancellationToken cancel)
    {
        response.IsForThisAskerAlone();
        var wanted = db.Activities.AsNoTracking().Where(it => it.WithdrawnAt != null == (withdrawn == true));
        if (state is { } one)
            wanted = wanted.Where(it => db.Beneficiaries.Any(its => its.Activity == it.Id && its.State == one));
        if (instrument is { } about)
            wanted = wanted.Where(it => db.Instruments.Any(its => its.Activity == it.Id && its.Instrument == about));
        if (kind is { Value: var asked })
            wanted = wanted.Where(it => it.Kind == asked);
        if (page.After is { } after)
            wanted = latest == true ? wanted.Where(it => it.To < after.To || (it.To == after.To && it.Id < after.Activity)) : wanted.Where(it => it.Id > after.Activity);
        var found = await (latest == true ? wanted.OrderByDescending(it => it.To).ThenByDescending(it => it.Id) : wanted.OrderBy(it => it.Id)).Take(page.Take).ToListAsync(cancel);
        return page.Answer<ActivityAnswer>([.. (await ActivityAnswer.For(asker, found, cells, db, cancel)).Select(it => it with { Corrections = null })], it => new(it.Details.To, it.Id));
    }
}

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
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/activities", Handle)
        .ForEveryone()
        .WithSummary("List assistance given")
        .Produces<Page<ActivityAnswer>>();

    static async Task<IResult> Handle(TechnicalAssistanceDb db, Asker asker, SmallCells cells, HttpResponse response, StateCode? state, InstrumentId? instrument, Word<ActivityKind>? kind, Paging<Guid> page, CancellationToken cancel)
    {
        response.IsForThisAskerAlone();
        var wanted = db.Activities.AsNoTracking();
        if (state is { } one)
            wanted = wanted.Where(it => db.Beneficiaries.Any(its => its.Activity == it.Id && its.State == one));
        if (instrument is { } about)
            wanted = wanted.Where(it => db.Instruments.Any(its => its.Activity == it.Id && its.Instrument == about));
        if (kind is { Value: var asked })
            wanted = wanted.Where(it => it.Kind == asked);
        if (!page.IsFirst)
            wanted = wanted.Where(it => it.Id > page.After);
        var found = await wanted.OrderBy(it => it.Id).Take(page.Take).ToListAsync(cancel);
        return page.Answer(await ActivityAnswer.For(asker, found, cells, db, cancel), it => it.Id);
    }
}

using Contracts;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using TechnicalAssistance.Activities;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Candidates;

/// <summary>Who joined after having been helped to.</summary>
static class ListJoinedAfterAssistance
{
    public sealed record Place(Guid Activity, Guid Act);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/non-parties/joined-after-assistance", Handle)
        .ForEveryone()
        .WithSummary("List the States that joined an instrument after pre-accession assistance")
        .WithDescription("One item for each activity and deposit. It says what followed, not what caused it.")
        .Produces<Page<JoinedAnswer>>();

    static async Task<IResult> Handle(TechnicalAssistanceDb db, InstrumentId? instrument, StateCode? state, Paging<Place> page, CancellationToken cancel)
    {
        var wanted = db.Joinings.AsNoTracking().Where(it => !it.Annulled);
        if (instrument is { } about)
            wanted = wanted.Where(it => it.Instrument == about);
        if (state is { } one)
            wanted = wanted.Where(it => it.State == one);
        if (page.After is { } after)
            wanted = wanted.Where(it => it.Activity > after.Activity || (it.Activity == after.Activity && it.Act > after.Act));
        var found = await wanted.OrderBy(it => it.Activity).ThenBy(it => it.Act).Take(page.Take).ToListAsync(cancel);
        return page.Answer<JoinedAnswer>([.. found.Select(it => it.AsAnswer())], it => new(it.Activity, it.Act));
    }
}

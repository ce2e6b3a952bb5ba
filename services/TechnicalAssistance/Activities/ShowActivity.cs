using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using TechnicalAssistance.Needs;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Activities;

/// <summary>One activity, and who joined after it.</summary>
static class ShowActivity
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/activities/{id:guid}", Handle)
        .ForEveryone()
        .WithSummary("Show an activity, and which of its beneficiaries joined afterwards")
        .WithDescription("With its corrections; one that was withdrawn says why. The officer corrects and withdraws it with the ETag.")
        .WithTag().Produces<ActivityAnswer>();

    static async Task<IResult> Handle(Guid id, TechnicalAssistanceDb db, Asker asker, SmallCells cells, HttpResponse response, CancellationToken cancel)
    {
        response.IsForThisAskerAlone();
        if (await db.Activities.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } activity)
            return Refusal.Absent("activity");
        var joined = await db.Joinings.AsNoTracking().Where(it => it.Activity == id && !it.Annulled).OrderBy(it => it.NotBefore).ThenBy(it => it.Act).ToListAsync(cancel);
        var shown = (await ActivityAnswer.For(asker, [activity], cells, db, cancel))[0] with { JoinedAfterwards = [.. joined.Select(it => it.AsAnswer())] };
        return new Tagged(TypedResults.Ok(shown), FactStream.TagOf(Activity.Stream(id), shown.Version));
    }
}

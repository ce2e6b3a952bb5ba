using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Needs;

/// <summary>One need, as far as the asker may know of it.</summary>
static class ShowNeed
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/needs/{id:guid}", Handle)
        .ForEveryone()
        .WithSummary("Show a need for assistance")
        .WithDescription("Before its review is published, for its State and the secretariat alone. Its State marks it met with the ETag.")
        .WithTag().Produces<NeedAnswer>();

    static async Task<IResult> Handle(Guid id, TechnicalAssistanceDb db, Asker asker, HttpResponse response, CancellationToken cancel)
    {
        response.IsForThisAskerAlone();
        if (await db.Needs.AsNoTracking().SeenBy(asker).SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } need)
            return Refusal.Absent("need");
        var shown = (await NeedAnswer.For(asker, [need], db, cancel))[0];
        return new Tagged(TypedResults.Ok(shown), FactStream.TagOf(Need.Stream(id), shown.Version));
    }
}

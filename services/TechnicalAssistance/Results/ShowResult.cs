using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using TechnicalAssistance.Needs;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Results;

/// <summary>One result.</summary>
static class ShowResult
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/results/{id:guid}", Handle)
        .ForEveryone()
        .WithSummary("Show what came about after assistance")
        .WithDescription("With its corrections; one that was withdrawn says why. The officer corrects and withdraws it with the ETag.")
        .WithTag().Produces<ResultAnswer>();

    static async Task<IResult> Handle(Guid id, TechnicalAssistanceDb db, Asker asker, HttpResponse response, CancellationToken cancel)
    {
        response.IsForThisAskerAlone();
        if (await db.Results.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } result)
            return Refusal.Absent("result");
        var shown = (await ResultAnswer.For(asker, [result], db, cancel))[0];
        return new Tagged(TypedResults.Ok(shown), FactStream.TagOf(Result.Stream(id), shown.Version));
    }
}

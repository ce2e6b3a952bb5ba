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
        .Produces<ResultAnswer>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    static async Task<IResult> Handle(Guid id, TechnicalAssistanceDb db, Asker asker, HttpResponse response, CancellationToken cancel)
    {
        response.IsForThisAskerAlone();
        return await db.Results.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, cancel) is { } result
            ? new Tagged(TypedResults.Ok(ResultAnswer.For(asker, result)), Precondition.Strong($"{result.Version}"))
            : Refusal.Absent("result");
    }
}

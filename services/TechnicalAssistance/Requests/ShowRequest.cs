using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using TechnicalAssistance.Needs;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Requests;

/// <summary>One request, for its State and the secretariat; for everybody else it is not there.</summary>
static class ShowRequest
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/requests/{id:guid}", Handle)
        .For(CaseSight.StatesAndSecretariat)
        .WithSummary("Show a request for assistance")
        .WithTag().Produces<RequestAnswer>();

    static async Task<IResult> Handle(Guid id, TechnicalAssistanceDb db, Asker asker, HttpResponse response, CancellationToken cancel)
    {
        response.IsForThisAskerAlone();
        return await db.Requests.AsNoTracking().SeenBy(asker).SingleOrDefaultAsync(it => it.Id == id, cancel) is { } request
            ? new Tagged(TypedResults.Ok((await RequestAnswer.Of([request], db, cancel))[0]), FactStream.TagOf(AssistanceRequest.Stream(id), request.Version))
            : Refusal.Absent("request");
    }
}

using Contracts;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using TechnicalAssistance.Needs;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Requests;

/// <summary>Requests for assistance: for a State its own, for the secretariat all.</summary>
static class ListRequests
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/requests", Handle)
        .For(CaseSight.StatesAndSecretariat)
        .WithSummary("List requests for assistance")
        .WithDescription("A State sees its own; the secretariat sees all. Open are those that wait for a decision.")
        .Produces<Page<RequestAnswer>>();

    /// <param name="state">Requests of this State alone.</param>
    /// <param name="need">Requests for this need, by its id.</param>
    /// <param name="open">true for those that nobody has decided on, false for the others; all when left out.</param>
    static async Task<IResult> Handle(TechnicalAssistanceDb db, Asker asker, HttpResponse response, StateCode? state, Guid? need, bool? open, Paging<Guid> page, CancellationToken cancel)
    {
        response.IsForThisAskerAlone();
        if (state is { } other && !asker.SeesCasesOf(other))
            return Refusal.Absent("request-of", other);

        var wanted = db.Requests.AsNoTracking().SeenBy(asker);
        if (state is { } one)
            wanted = wanted.Where(it => it.State == one);
        if (need is { } answered)
            wanted = wanted.Where(it => db.RequestNeeds.Any(link => link.Request == it.Id && link.Need == answered));
        if (open is { } waiting)
            wanted = wanted.Where(it => it.DecisionKind == null == waiting);
        if (!page.IsFirst)
            wanted = wanted.Where(it => it.Id > page.After);
        var found = await wanted.OrderBy(it => it.Id).Take(page.Take).ToListAsync(cancel);
        return page.Answer(await RequestAnswer.Of(found, db, cancel), it => it.Id);
    }

    /// <summary>The requests an asker may know of; none for who speaks for no State and is not of the secretariat.</summary>
    public static IQueryable<AssistanceRequest> SeenBy(this IQueryable<AssistanceRequest> requests, Asker asker)
    {
        if (asker.IsOfTheSecretariat())
            return requests;
        var own = asker.State;
        return requests.Where(it => it.State == own);
    }
}

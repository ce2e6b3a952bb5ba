using Contracts;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using TechnicalAssistance.Needs;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Results;

/// <summary>What came about after assistance, by State, kind and activity.</summary>
static class ListResults
{
    public sealed record Place(DateOnly AdoptedOn, Guid Result);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/results", Handle)
        .ForEveryone()
        .WithSummary("List what came about after assistance")
        .WithDescription("In the order in which it was recorded; with latest=true by the day of adoption, the latest first. What was withdrawn is listed with withdrawn=true alone.")
        .Produces<Page<ResultAnswer>>();

    /// <param name="state">Results of this State alone.</param>
    /// <param name="kind">Results of this kind alone.</param>
    /// <param name="activity">Results that followed this activity, by its id.</param>
    /// <param name="withdrawn">true for the withdrawn ones instead of those that stand.</param>
    /// <param name="latest">true for the latest first; the earliest first when left out or false.</param>
    static async Task<IResult> Handle(TechnicalAssistanceDb db, Asker asker, HttpResponse response, StateCode? state, Word<ResultKind>? kind, Guid? activity, bool? withdrawn, bool? latest, Paging<Place> page, CancellationToken cancel)
    {
        response.IsForThisAskerAlone();
        var wanted = db.Results.AsNoTracking().Where(it => it.WithdrawnAt != null == (withdrawn == true));
        if (state is { } one)
            wanted = wanted.Where(it => it.State == one);
        if (kind is { Value: var asked })
            wanted = wanted.Where(it => it.Kind == asked);
        if (activity is { } followed)
            wanted = wanted.Where(it => db.ResultActivities.Any(link => link.Result == it.Id && link.Activity == followed));
        if (page.After is { } after)
            wanted = latest == true ? wanted.Where(it => it.AdoptedOn < after.AdoptedOn || (it.AdoptedOn == after.AdoptedOn && it.Id < after.Result)) : wanted.Where(it => it.Id > after.Result);
        var found = await (latest == true ? wanted.OrderByDescending(it => it.AdoptedOn).ThenByDescending(it => it.Id) : wanted.OrderBy(it => it.Id)).Take(page.Take).ToListAsync(cancel);
        return page.Answer<ResultAnswer>([.. (await ResultAnswer.For(asker, found, db, cancel)).Select(it => it with { Corrections = null })], it => new(it.AdoptedOn, it.Id));
    }
}

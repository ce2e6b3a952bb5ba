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
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/results", Handle)
        .ForEveryone()
        .WithSummary("List what came about after assistance")
        .Produces<Page<ResultAnswer>>();

    static async Task<IResult> Handle(TechnicalAssistanceDb db, Asker asker, HttpResponse response, StateCode? state, Word<ResultKind>? kind, Guid? activity, Paging<Guid> page, CancellationToken cancel)
    {
        response.IsForThisAskerAlone();
        var wanted = db.Results.AsNoTracking();
        if (state is { } one)
            wanted = wanted.Where(it => it.State == one);
        if (kind is { Value: var asked })
            wanted = wanted.Where(it => it.Kind == asked);
        if (activity is { } followed)
            wanted = wanted.Where(it => db.ResultActivities.Any(link => link.Result == it.Id && link.Activity == followed));
        if (!page.IsFirst)
            wanted = wanted.Where(it => it.Id > page.After);
        var found = await wanted.OrderBy(it => it.Id).Take(page.Take).ToListAsync(cancel);
        return page.Answer<ResultAnswer>([.. found.Select(it => ResultAnswer.For(asker, it))], it => it.Id);
    }
}

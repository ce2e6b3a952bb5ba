using System.Linq.Expressions;
using Contracts;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using TechnicalAssistance.Requests;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Needs;

/// <summary>Needs by State, provision and status: for everyone the published ones, for a State its own, for the secretariat all.</summary>
static class ListNeeds
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/needs", Handle)
        .ForEveryone()
        .WithSummary("List needs for assistance")
        .WithDescription("An article names itself and what stands below it. Who does not see how far a need has come finds it under identified or met alone.")
        .Produces<Page<NeedAnswer>>();

    /// <param name="state">Needs of this State alone.</param>
    /// <param name="article">Needs found under this provision or a part of it.</param>
    /// <param name="status">Needs that stand so.</param>
    /// <param name="review">Needs that this review found, by its id.</param>
    static async Task<IResult> Handle(TechnicalAssistanceDb db, Asker asker, HttpResponse response, StateCode? state, ArticleRef? article, Word<NeedStatus>? status, Guid? review, Paging<Guid> page, CancellationToken cancel)
    {
        response.IsForThisAskerAlone();
        var wanted = db.Needs.AsNoTracking().SeenBy(asker);
        if (state is { } one)
            wanted = wanted.Where(it => it.State == one);
        if (review is { } of)
            wanted = wanted.Where(it => it.Review == of);
        if (article is { } provision)
        {
            var (itself, below) = ($"{provision}", $"{provision}(");
            wanted = wanted.Where(it => (string)(object)it.Article == itself || ((string)(object)it.Article).StartsWith(below));
        }
        if (status is { Value: var asked })
            wanted = wanted.Where(Stands(asked, asker, db));
        if (!page.IsFirst)
            wanted = wanted.Where(it => it.Id > page.After);
        var found = await wanted.OrderBy(it => it.Id).Take(page.Take).ToListAsync(cancel);
        return page.Answer(await NeedAnswer.For(asker, found, db, cancel), it => it.Id);
    }

    /// <summary>The needs an asker may know of.</summary>
    public static IQueryable<Need> SeenBy(this IQueryable<Need> needs, Asker asker) => asker.IsOfTheSecretariat() ? needs
        : asker.State is { } own ? needs.Where(it => it.State == own || it.PublishedOn != null)
        : needs.Where(it => it.PublishedOn != null);

    /// <summary>Whether a need stands at a status, as the asker sees it: the same as <see cref="NeedAnswer.StatusOf"/> says.</summary>
    static Expression<Func<Need, bool>> Stands(NeedStatus status, Asker asker, TechnicalAssistanceDb db)
    {
        var (all, own) = (asker.IsOfTheSecretariat(), asker.State);
        return status switch
        {
            NeedStatus.Met => it => it.MetOn != null,
            NeedStatus.Delivered => it => (all || it.State == own) && it.MetOn == null && db.ActivityNeeds.Any(link => link.Need == it.Id),
            NeedStatus.Matched => it => (all || it.State == own) && it.MetOn == null && !db.ActivityNeeds.Any(link => link.Need == it.Id)
                && db.RequestNeeds.Any(link => link.Need == it.Id && db.Requests.Any(request => request.Id == link.Request && request.DecisionKind == DecisionKind.Accepted)),
            NeedStatus.Requested => it => (all || it.State == own) && it.MetOn == null && !db.ActivityNeeds.Any(link => link.Need == it.Id) && db.RequestNeeds.Any(link => link.Need == it.Id)
                && !db.RequestNeeds.Any(link => link.Need == it.Id && db.Requests.Any(request => request.Id == link.Request && request.DecisionKind == DecisionKind.Accepted)),
            _ => it => it.MetOn == null && (!(all || it.State == own) || (!db.ActivityNeeds.Any(link => link.Need == it.Id) && !db.RequestNeeds.Any(link => link.Need == it.Id))),
        };
    }
}

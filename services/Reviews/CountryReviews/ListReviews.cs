using Contracts;
using Microsoft.EntityFrameworkCore;
using Reviews.Mechanisms;
using Reviews.Storage;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Reviews.CountryReviews;

/// <summary>The reviews an asker may see. Those they may not see are not counted, and take no place on a page.</summary>
static class ListReviews
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/reviews", Handle)
        .ForEveryone()
        .WithSummary("List country reviews")
        .WithDescription("Everyone sees those that are published; the State under review, its reviewing States and the secretariat see theirs from the beginning. Texts are read one by one.")
        .Produces<Page<ReviewAnswer>>();

    /// <param name="state">Reviews of this State alone.</param>
    /// <param name="mechanism">Reviews of this mechanism alone: uncac-irm.</param>
    /// <param name="stage">Reviews that have come to this stage.</param>
    static async Task<IResult> Handle(ReviewsDb db, Asker asker, StateCode? state, string? mechanism, Word<ReviewStage>? stage, Paging<Guid> page, HttpResponse response, CancellationToken cancel)
    {
        ShowReview.OnlyForThisAsker(response);
        if (mechanism is not null && Mechanism.Find(mechanism) is null)
            return Refusal.NoneOf(Mechanism.All.Select(it => RefusalValue.Named("mechanism", it.Id, it.Names)), mechanism, "mechanism");
        var wanted = db.SeenBy(asker).AsNoTracking();
        if (state is { } one)
            wanted = wanted.Where(it => it.State == one);
        if (mechanism is not null)
            wanted = wanted.Where(it => it.Mechanism == mechanism);
        if (stage is { } awaited)
            wanted = wanted.Where(it => it.Stage == awaited.Value);
        if (!page.IsFirst)
            wanted = wanted.Where(it => it.Id > page.After);
        var found = await wanted.OrderBy(it => it.Id).Take(page.Take).ToListAsync(cancel);
        return page.Answer([.. found.Select(it => ReviewAnswer.WithoutTexts(it, asker))], it => it.Id);
    }
}

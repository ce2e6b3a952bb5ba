using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using Reviews.Storage;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Reviews.CountryReviews;

/// <summary>One review as the asker may see it, with the tag to change it by.</summary>
static class ShowReview
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/reviews/{id:guid}", Handle)
        .ForEveryone()
        .WithSummary("Show a country review")
        .WithDescription("Before it is published only the State under review, its reviewing States and the secretariat; after that everyone sees its outcome.")
        .WithTag().Produces<ReviewAnswer>();

    static async Task<IResult> Handle(Guid id, ReviewsDb db, Asker asker, HttpResponse response, CancellationToken cancel)
    {
        OnlyForThisAsker(response);
        return await db.SeenBy(asker).AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, cancel) is { } review
            ? new Tagged(Results.Ok(await ReviewAnswer.Of(review, asker, db, cancel)), FactStream.TagOf(ReviewAccess.Stream(id), review.Version))
            : Refusal.Absent("review");
    }

    /// <summary>Who asks decides what is shown, so shared caches must keep out.</summary>
    internal static void OnlyForThisAsker(HttpResponse response)
    {
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = "Authorization";
    }
}

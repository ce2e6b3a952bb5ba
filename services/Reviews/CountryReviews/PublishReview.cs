using Contracts.Reviews;
using Journal.Appending;
using Parties;
using Reviews.Mechanisms;
using Reviews.Storage;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Reviews.CountryReviews;

/// <summary>The secretariat publishes the agreed outcome: its summary and findings are for everyone, and nothing else is.</summary>
/// <remarks>Source: domain, reviews A4 (12), A5: the executive summary always; self-assessment and full report only with the State's own consent, which is not asked for here.</remarks>
static class PublishReview
{
    public sealed record Request;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/reviews/{id:guid}/publication", Handle)
        .For(Role.ReviewOfficer)
        .WithSummary("Publish the agreed outcome of a review")
        .WithDescription("Send the ETag you saw in If-Match.")
        .Produces<ReviewAnswer>().ChangesWhatExists();

    static Task<IResult> Handle(Guid id, Request request, Change<ReviewsDb> change, Asker asker, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        var (review, stream, refused) = await ReviewAccess.OpenToChange(work, id, asker, ReviewStage.Publication);
        if (review is null)
            return refused!;
        if (review.MayPublish() is { } refusal)
            return refusal;

        review.Published(time.Today());
        stream.Append(new ReviewPublished
        {
            Review = id,
            Mechanism = review.Mechanism,
            Cycle = review.Cycle,
            State = review.State,
            Findings = [.. review.Course.Outcome!.Findings.Select(it => it.Coded())],
            Answered = [.. review.Course.Outcome.Findings.Where(it => it.AnsweredOn is not null).Select(it => new AnsweredFinding(it.Id, it.AnsweredOn!.Value))],
        }, time.Today());
        review.Version = stream.Version;
        return Answer.Ok(ReviewAnswer.WithoutTexts(review, asker), stream);
    }, cancel);
}

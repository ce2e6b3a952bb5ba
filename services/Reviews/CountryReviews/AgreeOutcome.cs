using ServiceDefaults.Reading;
using System.ComponentModel.DataAnnotations;
using Contracts.Reviews;
using Journal.Appending;
using Parties;
using Reviews.Mechanisms;
using Reviews.Storage;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Reviews.CountryReviews;

/// <summary>The State under review agrees to the outcome, or returns it: then the dialogue goes on and another is awaited. With the agreement the needs it names are identified.</summary>
/// <remarks>Source: domain, reviews A4 (10), B4 (10).</remarks>
static class AgreeOutcome
{
    /// <param name="Comments">Required where the outcome is returned: the dialogue goes on from them. Seen by the States of the review and the secretariat; never published.</param>
    public sealed record Request(bool Agreed, [property: FreeText, StringLength(20_000, MinimumLength = 1)] string? Comments = null);

    static readonly Rule textIsBlank = new("reviews/text-is-blank"), returnedWithoutReason = new("reviews/returned-without-reason");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/reviews/{id:guid}/agreement", Handle)
        .For(Role.FocalPoint)
        .WithSummary("Agree to the outcome of a review, or return it")
        .WithDescription("Send the ETag you saw in If-Match.")
        .Produces<ReviewAnswer>().ChangesWhatExists();

    static Task<IResult> Handle(Guid id, Request request, Change<ReviewsDb> change, Asker asker, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        var (review, stream, refused) = await ReviewAccess.OpenToChange(work, id, asker, ReviewStage.Agreement);
        if (review is null)
            return refused!;
        if (request.Comments is not null && string.IsNullOrWhiteSpace(request.Comments))
            return Refusal.Invalid(textIsBlank, "comments");
        if (!request.Agreed && request.Comments is null)
            return Refusal.Invalid(returnedWithoutReason, "comments");
        if (review.MayDecide() is { } refusal)
            return refusal;

        var today = time.Today();
        var comments = request.Comments is { } said ? await work.Keep(ReviewTexts.KeyOf(id), said) : (Guid?)null;
        var outcome = review.Course.Outcome!;
        if (request.Agreed)
        {
            review.Agreed(today, comments);
            stream.Append(new OutcomeAgreed { Review = id, Outcome = outcome.Id, State = review.State, Findings = [.. outcome.Findings.Select(it => it.Coded())], Text = comments }, today);
            foreach (var need in outcome.Findings.Where(it => it.Need is not null))
                stream.Append(NeedOf(need, review), today);
        }
        else
        {
            review.Returned(today, comments);
            stream.Append(new OutcomeReturned { Review = id, Outcome = outcome.Id, State = review.State, Text = comments }, today);
        }
        review.Version = stream.Version;
        return Answer.Ok(ReviewAnswer.WithoutTexts(review, asker), stream);
    }, cancel);

    static NeedIdentified NeedOf(Finding finding, CountryReview review) => new()
    {
        Need = finding.Need!.Id,
        Finding = finding.Id,
        Review = review.Id,
        Mechanism = review.Mechanism,
        State = review.State,
        Instrument = finding.Article.Instrument,
        Article = finding.Article,
        Kind = Words.Of(finding.Need.Kind),
    };
}

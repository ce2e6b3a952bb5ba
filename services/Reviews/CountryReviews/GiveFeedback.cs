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

/// <summary>A reviewing State gives its feedback on the self-assessment: the desk review. Each gives its own, once.</summary>
/// <remarks>Source: domain, reviews A4 (6), B4 (6): experts draft it (<see cref="DraftFeedback"/>), the focal point clears it.</remarks>
static class GiveFeedback
{
    /// <param name="Text">On the whole.</param>
    /// <param name="Observations">Article by article.</param>
    public sealed record Request(
        [property: Required, FreeText, StringLength(50_000, MinimumLength = 1)] string Text, [property: MaxLength(GivenObservation.Most)] IReadOnlyList<GivenObservation>? Observations = null);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/reviews/{id:guid}/feedback", Handle)
        .For(Role.FocalPoint)
        .WithSummary("Give a reviewing State's feedback")
        .WithDescription("Send the ETag you saw in If-Match. It does not change afterwards, and is never published.")
        .Produces<ReviewAnswer>().ChangesWhatExists();

    static Task<IResult> Handle(Guid id, Request request, Change<ReviewsDb> change, Asker asker, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        var (review, stream, refused) = await ReviewAccess.OpenToChange(work, id, asker, ReviewStage.Feedback);
        if (review is null)
            return refused!;
        var reviewer = asker.State!.Value;
        var observations = request.Observations ?? [];
        if ((Refusal.Invalid(GivenObservation.Check(observations, review)) ?? review.MayGiveFeedback(reviewer)) is { } refusal)
            return refusal;

        var text = await work.Keep(ReviewTexts.KeyOf(id), request.Text);
        var observed = observations.Count == 0 ? (Guid?)null : await work.Keep(ReviewTexts.KeyOf(id), GivenObservation.Kept(observations));
        review.GaveFeedback(new(reviewer, time.Today(), text, observed));
        stream.Append(new FeedbackGiven { Review = id, State = reviewer, Text = text, Observations = observed }, time.Today());
        review.Version = stream.Version;
        return Answer.Ok(ReviewAnswer.WithoutTexts(review, asker), stream);
    }, cancel);
}

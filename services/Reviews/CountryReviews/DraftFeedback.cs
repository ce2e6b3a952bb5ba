using System.ComponentModel.DataAnnotations;
using Contracts;
using Journal.Appending;
using Parties;
using Reviews.Mechanisms;
using Reviews.Storage;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using ServiceDefaults.Reading;

namespace Reviews.CountryReviews;

/// <summary>What a reviewing State observes about one provision of the State under review.</summary>
/// <param name="Kind">As findings of an outcome are sorted.</param>
sealed record GivenObservation(FindingKind Kind, ArticleRef Article, [property: Required, FreeText, StringLength(20_000, MinimumLength = 1)] string Text)
{
    public const int Most = 1000;

    /// <summary>They are of articles that are reviewed.</summary>
    public static IEnumerable<FieldFault> Check(IReadOnlyList<GivenObservation> observations, CountryReview review) =>
        observations.Select((it, index) => ProvisionRules.Check(it.Article, $"observations[{index}].article", review)).OfType<FieldFault>();

    public static List<ObservationText> Kept(IReadOnlyList<GivenObservation> observations) => [.. observations.Select(it => new ObservationText(it.Kind, it.Article, it.Text))];
}

/// <summary>Governmental experts of a reviewing State draft its feedback, the findings of their desk review article by article. It is given by the State's focal point, and may be drafted anew until then.</summary>
/// <remarks>Source: domain, reviews B4 (6): experts draft, the focal point clears; A3. Seen by that State alone.</remarks>
static class DraftFeedback
{
    /// <param name="Text">On the whole; null where that is left to the focal point.</param>
    /// <param name="Observations">Article by article.</param>
    public sealed record Request(
        [property: Required, MinLength(1), MaxLength(GivenObservation.Most)] IReadOnlyList<GivenObservation> Observations, [property: FreeText, StringLength(50_000, MinimumLength = 1)] string? Text = null);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/reviews/{id:guid}/feedback-draft", Handle)
        .For(Role.GovernmentalExpert)
        .WithSummary("Draft a reviewing State's feedback")
        .WithDescription("Send the ETag you saw in If-Match. The State's focal point sees it and gives the feedback; a later draft replaces it.")
        .Produces<ReviewAnswer>().ChangesWhatExists();

    static Task<IResult> Handle(Guid id, Request request, Change<ReviewsDb> change, Asker asker, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        var (review, stream, refused) = await ReviewAccess.OpenToChange(work, id, asker, ReviewStage.Feedback);
        if (review is null)
            return refused!;
        var reviewer = asker.State!.Value;
        if ((Refusal.Invalid(GivenObservation.Check(request.Observations, review)) ?? review.MayGiveFeedback(reviewer)) is { } refusal)
            return refusal;

        var text = await work.Keep(ReviewTexts.KeyOf(id), new FeedbackDraftText(request.Text, GivenObservation.Kept(request.Observations)));
        review.DraftedFeedback(new(reviewer, time.Today(), text));
        stream.Append(new FeedbackDrafted { Review = id, State = reviewer, Text = text }, time.Today());
        review.Version = stream.Version;
        return Answer.Ok(ReviewAnswer.WithoutTexts(review, asker), stream);
    }, cancel);
}

/// <summary>The governmental experts of a reviewing State drafted its feedback, for its focal point to give. A later draft replaces it. No other service is told of a draft.</summary>
[FactType("reviews.feedback-drafted", Internal = true)]
sealed record FeedbackDrafted
{
    public required Guid Review { get; init; }

    /// <summary>The reviewing State.</summary>
    public required StateCode State { get; init; }

    /// <summary>Id of the sealed draft.</summary>
    public required Guid Text { get; init; }
}

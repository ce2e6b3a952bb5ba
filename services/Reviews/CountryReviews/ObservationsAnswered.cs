using Contracts;
using Contracts.TechnicalAssistance;
using Journal.Following;
using Microsoft.EntityFrameworkCore;
using Reviews.Mechanisms;
using Reviews.Storage;

namespace Reviews.CountryReviews;

/// <summary>A State marked a need as met that a review had identified: the observation is answered, once.</summary>
/// <remarks>Source: domain, reviews A4 (13), follow-up: needs met or not. Needs that came from elsewhere, by a direct request say, pass by.</remarks>
sealed class ObservationsAnswered : Reaction<ReviewsDb>
{
    public ObservationsAnswered() => On<NeedMet>(async (fact, entry, work) =>
    {
        var stream = await work.Open(ReviewAccess.Stream(fact.Review));
        var review = await work.Db.CountryReviews.SingleOrDefaultAsync(it => it.Id == fact.Review, work.Cancel);
        if (review?.Answered(fact.Need, fact.MetOn) is not { } finding)
            return;
        await work.Once($"answered/{fact.Need}", () =>
        {
            stream.Append(review.Stage == ReviewStage.Published
                ? new ObservationAnswered { Review = review.Id, State = review.State, Finding = finding.Id, Need = fact.Need, AnsweredOn = fact.MetOn }
                : new ObservationAnsweredInConfidence { Review = review.Id, State = review.State, Finding = finding.Id, Need = fact.Need, AnsweredOn = fact.MetOn }, fact.MetOn);
            review.Version = stream.Version;
            return Task.CompletedTask;
        });
    });

    public override string Source => "technical-assistance";

    public override string Name => "observations-answered";
}

/// <summary>The State under review marked the need that a finding of a published review names as met. Internal: what other services know of it they know from the need.</summary>
[FactType("reviews.observation-answered", Internal = true)]
sealed record ObservationAnswered
{
    public required Guid Review { get; init; }

    /// <summary>The State under review.</summary>
    public required StateCode State { get; init; }

    public required Guid Finding { get; init; }
    public required Guid Need { get; init; }
    public required DateOnly AnsweredOn { get; init; }
}

/// <summary>The same while the review was not published: its publication says so then (<c>reviews.review-published</c>, answered).</summary>
/// <remarks>A type of its own, because a figure for everyone tells when the last entry of its types was recorded: of what is hidden nobody may learn even that.</remarks>
[FactType("reviews.observation-answered-in-confidence", Internal = true)]
sealed record ObservationAnsweredInConfidence
{
    public required Guid Review { get; init; }

    /// <summary>The State under review.</summary>
    public required StateCode State { get; init; }

    public required Guid Finding { get; init; }
    public required Guid Need { get; init; }
    public required DateOnly AnsweredOn { get; init; }
}

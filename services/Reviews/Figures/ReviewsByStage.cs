using Contracts.Reviews;
using Figures;
using Reviews.CountryReviews;
using Reviews.Mechanisms;
using ServiceDefaults.Access;

namespace Reviews.Figures;

/// <summary>Where reviews stand.</summary>
sealed class ReviewsByStage : Figure
{
    public override string Name => "reviews-by-stage";

    public override string Definition =>
        "Reviews opened by the day, by what they await on it; published ones too. The review is counted and not the State: a State has one in each cycle of each mechanism. The day of a nomination is that of the State's note.";

    public override string Unit => "reviews";

    public override IReadOnlyList<Type> Facts =>
        [typeof(ReviewOpened), typeof(FocalPointNominated), typeof(SelfAssessmentSubmitted), typeof(FeedbackGiven), typeof(OutcomeProposed), typeof(OutcomeReturned), typeof(OutcomeAgreed), typeof(ReviewPublished)];

    public override IReadOnlyList<string> Dimensions => ["stage", "mechanism", "cycle"];

    public override IReadOnlyList<StatesOfRecords> StatesCounted => [new("states-reviewed", "States of which a review had been opened by the day, published ones too, each once, however many of its reviews were.")];

    public override IReadOnlyList<Role> Offices => Secretariat.Offices;

    public override IEnumerable<Counted> Count(IReadOnlyList<Happened> stream, DateOnly asOf)
    {
        if (stream.FirstOrDefault(it => it.Fact is ReviewOpened) is not { Fact: ReviewOpened opened } first)
            yield break;
        var (stage, since) = StageOf(opened, first, stream);
        yield return new(first.Stream, since, new Dictionary<string, string> { ["stage"] = Words.Of(stage), ["mechanism"] = opened.Mechanism, ["cycle"] = opened.Cycle }) { State = opened.State.ToString() };
    }

    static (ReviewStage Stage, DateOnly Since) StageOf(ReviewOpened opened, Happened first, IReadOnlyList<Happened> stream)
    {
        if (Last<ReviewPublished>() is { } published)
            return (ReviewStage.Published, published.On);
        if (Last<OutcomeAgreed>() is { } agreed)
            return (ReviewStage.Publication, agreed.On);
        if (stream.LastOrDefault(it => it.Fact is OutcomeProposed or OutcomeReturned) is { } draft)
            return (draft.Fact is OutcomeProposed ? ReviewStage.Agreement : ReviewStage.Outcome, draft.On);
        if (Last<FeedbackGiven>() is { } feedback && stream.Count(it => it.Fact is FeedbackGiven) == opened.Reviewers.Count)
            return (ReviewStage.Outcome, feedback.On);
        if (Last<SelfAssessmentSubmitted>() is { } submitted)
            return (ReviewStage.Feedback, submitted.On);
        var named = opened.NameFocalPoints.Select(state => stream.Where(it => it.Fact is FocalPointNominated nominated && nominated.State == state).Select(it => (DateOnly?)it.On).Min()).ToList();
        return named.All(on => on is not null) ? (ReviewStage.SelfAssessment, named.Append(first.On).Max()!.Value) : (ReviewStage.FocalPoints, first.On);

        Happened? Last<T>() => stream.LastOrDefault(it => it.Fact is T);
    }
}

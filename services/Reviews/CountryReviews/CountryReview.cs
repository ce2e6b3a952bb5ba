using Contracts;
using Reviews.Mechanisms;
using ServiceDefaults.Answers;

namespace Reviews.CountryReviews;

/// <summary>The review of one State in one cycle of a mechanism: what it awaits, who may take which step, and what was done. Who acts and by when is the mechanism's data.</summary>
/// <remarks>
/// Source: domain, reviews A4 and B4. <c>May…</c> says why a step is refused, if it is; the step itself, taken all the same, is a bug and throws.
/// Deadlines are no part of the rules: a step is taken whenever it is due or late.
/// </remarks>
public sealed class CountryReview
{
    static readonly Rule onlyItsOwnStates = new("reviews/only-its-own-states", "state"), nominationWhileOpen = new("reviews/nomination-while-open");
    static readonly Rule feedbackGivenOnce = new("reviews/given-once#feedback", "state"), givenOnce = new("reviews/given-once", "step", "awaited");
    static readonly Rule inItsOrder = new("reviews/in-its-order", "step", "awaited"), awaitedOfStates = new("reviews/in-its-order#states", "step", "awaited", "states");

    public Guid Id { get; init; }
    public required string Mechanism { get; init; }
    public required string Cycle { get; init; }

    /// <summary>The State under review.</summary>
    public StateCode State { get; init; }

    /// <summary>The day the State was informed that its review begins.</summary>
    public DateOnly StartsOn { get; init; }

    /// <summary>What is awaited.</summary>
    public ReviewStage Stage { get; private set; }

    public required Course Course { get; set; }

    /// <summary>Version of its stream.</summary>
    public int Version { get; set; }

    Mechanism Rules => Mechanisms.Mechanism.Find(Mechanism) ?? throw new InvalidOperationException($"There is no mechanism {Mechanism} in the data.");

    public ReviewStep Step(ReviewStage stage) => Rules.Step(stage);

    public IReadOnlyList<ReviewStep> Steps => Rules.Steps;

    public IEnumerable<StateCode> Reviewers => Course.Reviewers.Select(it => it.State);

    /// <summary>The States of an actor in this review, the State under review first; none for the secretariat.</summary>
    public IReadOnlyList<StateCode> StatesOf(StepActor actor) => actor switch
    {
        StepActor.StateUnderReview => [State],
        StepActor.ReviewingStates => [.. Reviewers],
        StepActor.EachState => [State, .. Reviewers],
        _ => [],
    };

    public bool IsOfThisReview(StateCode state) => state == State || Reviewers.Contains(state);

    /// <summary>States that still have to act before the stage ends. Each names its own focal point and gives its own feedback; an outcome is one for all reviewing States.</summary>
    public IReadOnlyList<StateCode> Awaited => Stage switch
    {
        ReviewStage.FocalPoints => [.. StatesOf(Step(Stage).Actor).Where(state => Course.FocalPointOf(state) is null)],
        ReviewStage.Feedback => [.. StatesOf(Step(Stage).Actor).Where(state => Course.Feedback.All(it => it.State != state))],
        ReviewStage.Published => [],
        _ => StatesOf(Step(Stage).Actor),
    };

    /// <summary>The day a step was done; null while it is not. A returned outcome is not done.</summary>
    public DateOnly? DoneOn(ReviewStage stage) => stage >= Stage ? null : stage switch
    {
        ReviewStage.FocalPoints => StatesOf(Step(stage).Actor).Max(state => Course.FocalPoints.First(it => it.State == state).Note.Date),
        ReviewStage.SelfAssessment => Course.SelfAssessment?.On,
        ReviewStage.Feedback => Course.Feedback.Max(it => it.On),
        ReviewStage.Outcome => Course.Outcome?.ProposedOn,
        ReviewStage.Agreement => Course.Outcome?.AgreedOn,
        _ => Course.PublishedOn,
    };

    public DateOnly? DueOn(ReviewStage stage) => Step(stage).DueOn(StartsOn, DoneOn);

    /// <summary>A person may be named or replaced until the review is over (domain, reviews B4: replacements by note verbale).</summary>
    public Refusal? MayNominate(StateCode state)
    {
        if (!IsOfThisReview(state))
            return Refusal.Because(onlyItsOwnStates.With(state), "state", Step(ReviewStage.FocalPoints).Source);
        return Stage == ReviewStage.Published
            ? Refusal.Because(nominationWhileOpen, null, "domain, reviews A4 and B4")
            : null;
    }

    public void Nominated(Nomination nomination)
    {
        Taken(MayNominate(nomination.State));
        Course = Course with { FocalPoints = [.. Course.FocalPoints, nomination] };
        if (Stage == ReviewStage.FocalPoints && Awaited.Count == 0)
            Stage = ReviewStage.SelfAssessment;
    }

    public Refusal? MaySubmit() => Awaits(ReviewStage.SelfAssessment);

    public void Submitted(Submission selfAssessment)
    {
        Taken(MaySubmit());
        Course = Course with { SelfAssessment = selfAssessment };
        Stage = ReviewStage.Feedback;
    }

    public Refusal? MayGiveFeedback(StateCode state) => Awaits(ReviewStage.Feedback) ?? (Awaited.Contains(state)
        ? null
        : Refusal.Because(feedbackGivenOnce.With(state), null, "domain, reviews B4"));

    /// <summary>Experts draft, the focal point gives: a draft is no step, and ends nothing (domain, reviews B4).</summary>
    public void DraftedFeedback(Submission draft)
    {
        Taken(MayGiveFeedback(draft.State));
        Course = Course with { FeedbackDrafts = [.. Course.FeedbackDrafts, draft] };
    }

    public void GaveFeedback(Submission feedback)
    {
        Taken(MayGiveFeedback(feedback.State));
        Course = Course with { Feedback = [.. Course.Feedback, feedback] };
        if (Awaited.Count == 0)
            Stage = ReviewStage.Outcome;
    }

    public Refusal? MayPropose() => Awaits(ReviewStage.Outcome);

    public void Proposed(Outcome outcome)
    {
        Taken(MayPropose());
        Course = Course with { Outcomes = [.. Course.Outcomes, outcome] };
        Stage = ReviewStage.Agreement;
    }

    public Refusal? MayDecide() => Awaits(ReviewStage.Agreement);

    public void Agreed(DateOnly on, Guid? comments)
    {
        Taken(MayDecide());
        Replace(Course.Outcome! with { AgreedOn = on, Comments = comments });
        Stage = ReviewStage.Publication;
    }

    /// <summary>The State under review does not agree: the dialogue goes on (domain, reviews A4, 10).</summary>
    public void Returned(DateOnly on, Guid? comments)
    {
        Taken(MayDecide());
        Replace(Course.Outcome! with { ReturnedOn = on, Comments = comments });
        Stage = ReviewStage.Outcome;
    }

    public Refusal? MayPublish() => Awaits(ReviewStage.Publication);

    public void Published(DateOnly on)
    {
        Taken(MayPublish());
        Course = Course with { PublishedOn = on };
        Stage = ReviewStage.Published;
    }

    /// <summary>The State said that a need of the agreed outcome is met.</summary>
    /// <returns>The finding that named it; null where none did, or it was answered before.</returns>
    public Finding? Answered(Guid need, DateOnly on)
    {
        if (Course.Outcome is not { AgreedOn: not null } outcome || outcome.Findings.FirstOrDefault(it => it.Need?.Id == need) is not { AnsweredOn: null } finding)
            return null;
        Replace(outcome with { Findings = [.. outcome.Findings.Select(it => it == finding ? it with { AnsweredOn = on } : it)] });
        return finding;
    }

    void Replace(Outcome outcome) => Course = Course with { Outcomes = [.. Course.Outcomes.SkipLast(1), outcome] };

    Refusal? Awaits(ReviewStage stage)
    {
        if (Stage == stage)
            return null;
        return Stage > stage
            ? Refusal.Because(givenOnce.With(Word(stage), Word(Stage)), null, "domain, reviews B4")
            : Refusal.Because(Awaited.Count == 0 ? inItsOrder.With(Word(stage), Word(Stage)) : awaitedOfStates.With(Word(stage), Word(Stage), RefusalValue.List(Awaited.Select(state => (RefusalValue)state))), null, Step(stage).Source);
    }

    static RefusalValue Word(ReviewStage stage) => RefusalValue.Word("review-stage", stage);

    static void Taken(Refusal? refusal)
    {
        if (refusal is not null)
            throw new InvalidOperationException($"{refusal.Rule}: {refusal.Detail}");
    }
}

/// <summary>A State that reviews another in one review: whom an asker's State is looked up by.</summary>
public sealed class Reviewer
{
    public Guid Review { get; init; }
    public StateCode State { get; init; }
}

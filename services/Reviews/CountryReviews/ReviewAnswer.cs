using Contracts;
using Contracts.Reviews;
using Reviews.Mechanisms;
using Reviews.Storage;
using ServiceDefaults.Access;

namespace Reviews.CountryReviews;

/// <summary>A review as an asker sees it. What they may not see is null: before it is published they see nothing at all, after that strangers see the outcome.</summary>
/// <param name="Stage">What is awaited.</param>
/// <param name="Reviewing">Which of the instruments reviewed each reviewing State is itself party to.</param>
/// <param name="Steps">With their deadlines; for the States of the review and the secretariat only.</param>
/// <param name="FocalPoints">Who speaks for each State now; for the States of the review and the secretariat only.</param>
/// <param name="SelfAssessment">Never published; neither is the feedback.</param>
/// <param name="FeedbackDraft">What the experts of the asker's own State drafted, until its focal point gives the feedback; for that State only.</param>
public sealed record ReviewAnswer(
    Guid Id, string Mechanism, string Cycle, StateCode State, IReadOnlyList<StateCode> Reviewers, IReadOnlyList<InstrumentId> Instruments, DateOnly StartsOn, ReviewStage Stage,
    IReadOnlyList<ReviewingState> Reviewing, IReadOnlyList<StepAnswer>? Steps, IReadOnlyList<FocalPointAnswer>? FocalPoints, SelfAssessmentAnswer? SelfAssessment,
    IReadOnlyList<FeedbackAnswer>? Feedback, FeedbackDraftAnswer? FeedbackDraft, OutcomeAnswer? Outcome, int Version)
{
    /// <summary>The whole of what the asker may see, texts too.</summary>
    internal static async Task<ReviewAnswer> Of(CountryReview review, Asker asker, ReviewsDb db, CancellationToken cancel) =>
        Of(review, asker, await db.Open(TextsFor(asker, review), cancel));

    /// <summary>What the asker may see without the texts: in lists, and in answers to changes, which are kept for retries as they are.</summary>
    internal static ReviewAnswer WithoutTexts(CountryReview review, Asker asker) => Of(review, asker, OpenedTexts.None);

    static ReviewAnswer Of(CountryReview review, Asker asker, OpenedTexts texts)
    {
        var all = asker.SeesAllOf(review);
        var course = review.Course;
        return new(
            review.Id, review.Mechanism, review.Cycle, review.State, [.. review.Reviewers], course.Instruments, review.StartsOn, review.Stage, course.Reviewers,
            all ? [.. review.Steps.Select(step => new StepAnswer(
                step.Id, step.Actor, review.StatesOf(step.Actor), review.DueOn(step.Id), review.DoneOn(step.Id), step.Id == review.Stage ? review.Awaited : []))] : null,
            all ? [.. Current(review).Select(it => FocalPointAnswer.Of(it, texts))] : null,
            all && course.SelfAssessment is { } selfAssessment ? SelfAssessmentAnswer.Of(selfAssessment, texts) : null,
            all ? [.. course.Feedback.Select(it => FeedbackAnswer.Of(it, texts))] : null,
            DraftFor(asker, review) is { } draft ? FeedbackDraftAnswer.Of(draft, texts) : null,
            (all || review.Stage == ReviewStage.Published) && course.Outcome is { } outcome ? OutcomeAnswer.Of(outcome, course.PublishedOn, all, texts) : null,
            review.Version);
    }

    static IEnumerable<Nomination> Current(CountryReview review) => review.StatesOf(StepActor.EachState).Select(review.Course.FocalPointOf).OfType<Nomination>();

    static Submission? DraftFor(Asker asker, CountryReview review) =>
        review.Stage == ReviewStage.Feedback && asker.SeesAllOf(review) && asker.State is { } own ? review.Course.FeedbackDraftOf(own) : null;

    static IEnumerable<Guid> TextsFor(Asker asker, CountryReview review)
    {
        var all = asker.SeesAllOf(review);
        if (review.Course.Outcome is { } outcome && (all || review.Stage == ReviewStage.Published))
            yield return outcome.Text;
        if (!all)
            yield break;
        if (review.Course.Outcome?.Comments is { } comments)
            yield return comments;
        if (review.Course.SelfAssessment is { } selfAssessment)
            yield return selfAssessment.Text;
        if (DraftFor(asker, review) is { } draft)
            yield return draft.Text;
        foreach (var text in review.Course.Feedback.SelectMany(it => new[] { it.Text, it.Observations }).OfType<Guid>().Concat(Current(review).Select(it => it.Text)))
            yield return text;
    }
}

/// <param name="By">Whose step it is.</param>
/// <param name="States">The States that means in this review; none for the secretariat.</param>
/// <param name="DueOn">Last day in time; null where the mechanism sets none, or what it runs from has not happened. Indicative: late is late, and stops nobody.</param>
/// <param name="Awaited">Of the step that is awaited: States that have not acted yet.</param>
public sealed record StepAnswer(ReviewStage Step, StepActor By, IReadOnlyList<StateCode> States, DateOnly? DueOn, DateOnly? DoneOn, IReadOnlyList<StateCode> Awaited);

/// <param name="Person">Opaque id.</param>
/// <param name="NominatedOn">Date of the State's note.</param>
/// <param name="Name">Null in lists and in answers to changes, and once the person's data are erased; so are title and address.</param>
public sealed record FocalPointAnswer(StateCode State, Guid Person, DateOnly NominatedOn, string? Name, string? Title, string? Email)
{
    internal static FocalPointAnswer Of(Nomination nomination, OpenedTexts texts)
    {
        var person = texts.Find<PersonText>(nomination.Text);
        return new(nomination.State, nomination.Person, nomination.Note.Date, person?.Name, person?.Title, person?.Email);
    }
}

/// <param name="Answers">Null in lists and in answers to changes, and once they are erased.</param>
public sealed record SelfAssessmentAnswer(DateOnly SubmittedOn, IReadOnlyList<ProvisionAnswer>? Answers)
{
    internal static SelfAssessmentAnswer Of(Submission submission, OpenedTexts texts) =>
        new(submission.On, texts.Find<IReadOnlyList<AnswerText>>(submission.Text)?.Select(it => new ProvisionAnswer(it.Article, it.Implemented, it.Text, it.AssistanceWanted)).ToList());
}

/// <param name="Implemented">Whether the State carries the provision out, as it sees it.</param>
/// <param name="AssistanceWanted">What assistance it says it needs; null for none.</param>
public sealed record ProvisionAnswer(ArticleRef Article, Implementation Implemented, string Text, NeedKind? AssistanceWanted);

/// <param name="Text">Null in lists and in answers to changes, and once it is erased; so are the observations.</param>
/// <param name="Observations">Article by article; null also where none were made.</param>
public sealed record FeedbackAnswer(StateCode State, DateOnly GivenOn, string? Text, IReadOnlyList<ObservationAnswer>? Observations)
{
    internal static FeedbackAnswer Of(Submission feedback, OpenedTexts texts) => new(feedback.State, feedback.On, texts.Find<string>(feedback.Text), ObservationAnswer.Of(texts.Find<IReadOnlyList<ObservationText>>(feedback.Observations)));
}

/// <summary>What a reviewing State observes about one provision.</summary>
public sealed record ObservationAnswer(FindingKind Kind, ArticleRef Article, string Text)
{
    internal static IReadOnlyList<ObservationAnswer>? Of(IReadOnlyList<ObservationText>? texts) => texts?.Select(it => new ObservationAnswer(it.Kind, it.Article, it.Text)).ToList();
}

/// <param name="Text">On the whole; null where the experts left it to the focal point, in lists and in answers to changes.</param>
/// <param name="Observations">Null in lists and in answers to changes, and once they are erased.</param>
public sealed record FeedbackDraftAnswer(DateOnly DraftedOn, string? Text, IReadOnlyList<ObservationAnswer>? Observations)
{
    internal static FeedbackDraftAnswer Of(Submission draft, OpenedTexts texts)
    {
        var text = texts.Find<FeedbackDraftText>(draft.Text);
        return new(draft.On, text?.Text, ObservationAnswer.Of(text?.Observations));
    }
}

/// <param name="ProposedBy">The reviewing State whose focal point handed it in; who took which step when is for the States of the review and the secretariat only.</param>
/// <param name="ReturnedOn">When the State under review returned it; another is then awaited.</param>
/// <param name="Comments">What the State under review said in agreeing or returning. Never published.</param>
/// <param name="Summary">By language; null in lists and in answers to changes, and once it is erased.</param>
public sealed record OutcomeAnswer(
    StateCode? ProposedBy, DateOnly? ProposedOn, DateOnly? ReturnedOn, DateOnly? AgreedOn, DateOnly? PublishedOn, string? Comments,
    IReadOnlyDictionary<string, string>? Summary, IReadOnlyList<FindingAnswer> Findings)
{
    internal static OutcomeAnswer Of(Outcome outcome, DateOnly? publishedOn, bool all, OpenedTexts texts)
    {
        var text = texts.Find<OutcomeText>(outcome.Text);
        return new(
            all ? outcome.State : null, all ? outcome.ProposedOn : null, all ? outcome.ReturnedOn : null, all ? outcome.AgreedOn : null, publishedOn,
            all ? texts.Find<string>(outcome.Comments) : null, text?.Summary,
            [.. outcome.Findings.Select(it => new FindingAnswer(
                it.Id, it.Kind, it.Article, text?.Findings.GetValueOrDefault(it.Id), it.Need is { } need ? new(outcome.AgreedOn is null ? null : need.Id, need.Kind) : null, it.AnsweredOn))]);
    }
}

/// <param name="Text">Null in lists and in answers to changes, and once it is erased.</param>
/// <param name="Need">Given for findings of kind need.</param>
/// <param name="AnsweredOn">The day the State said that the need was met; null while it has not.</param>
public sealed record FindingAnswer(Guid Id, FindingKind Kind, ArticleRef Article, string? Text, NeedAnswer? Need, DateOnly? AnsweredOn);

/// <param name="Id">The need in all services; null before the outcome is agreed.</param>
public sealed record NeedAnswer(Guid? Id, NeedKind Kind);

using Contracts;
using Contracts.Reviews;

namespace Reviews.CountryReviews;

/// <summary>What was done in a review so far. Only ever added to: what a State handed in stands as it was. Texts and names are sealed, and stand here by id.</summary>
/// <param name="Note">The secretariat's note that informed the State.</param>
/// <param name="Instruments">Instruments reviewed.</param>
/// <param name="FocalPoints">Everybody named so far, the latest of a State last.</param>
/// <param name="Outcomes">Every proposal, the latest last; at most that one is agreed.</param>
public sealed record Course(
    NoteVerbale Note, IReadOnlyList<InstrumentId> Instruments, IReadOnlyList<ReviewingState> Reviewers, IReadOnlyList<Nomination> FocalPoints, Submission? SelfAssessment,
    IReadOnlyList<Submission> Feedback, IReadOnlyList<Outcome> Outcomes, DateOnly? PublishedOn)
{
    /// <summary>What experts of reviewing States drafted as their feedback, the latest of a State last; sealed, and for that State alone.</summary>
    public IReadOnlyList<Submission> FeedbackDrafts { get; init; } = [];

    /// <summary>The draft that waits for the State's focal point; null where there is none, or the feedback was given.</summary>
    public Submission? FeedbackDraftOf(StateCode state) => Feedback.Any(it => it.State == state) ? null : FeedbackDrafts.LastOrDefault(it => it.State == state);

    /// <summary>The proposal that stands or was returned last; null before the first.</summary>
    public Outcome? Outcome => Outcomes.Count == 0 ? null : Outcomes[^1];

    /// <summary>Who speaks for a State now; null while nobody was named.</summary>
    public Nomination? FocalPointOf(StateCode state) => FocalPoints.LastOrDefault(it => it.State == state);
}

/// <summary>Somebody was named to speak for a State.</summary>
/// <param name="Person">Opaque id.</param>
/// <param name="Note">The State's note.</param>
/// <param name="Text">The sealed name, title and address.</param>
public sealed record Nomination(StateCode State, Guid Person, NoteVerbale Note, Guid Text);

/// <summary>Something a State handed in.</summary>
/// <param name="Text">The sealed content.</param>
/// <param name="Observations">Of feedback: sealed observations article by article; null where none were made.</param>
public sealed record Submission(StateCode State, DateOnly On, Guid Text, Guid? Observations = null);

/// <summary>An outcome that the reviewing States proposed.</summary>
/// <param name="State">Whose focal point handed it in.</param>
/// <param name="Text">The sealed summary and texts of the findings.</param>
/// <param name="Comments">What the State under review said in agreeing or returning, sealed; null where it said nothing.</param>
public sealed record Outcome(
    Guid Id, StateCode State, DateOnly ProposedOn, IReadOnlyList<Finding> Findings, Guid Text, DateOnly? ReturnedOn = null, DateOnly? AgreedOn = null, Guid? Comments = null);

/// <summary>A finding's code; its text is sealed with the outcome.</summary>
/// <param name="Need">Given for findings of kind need, and for those only.</param>
/// <param name="AnsweredOn">The day the State said the need was met.</param>
public sealed record Finding(Guid Id, FindingKind Kind, ArticleRef Article, NamedNeed? Need = null, DateOnly? AnsweredOn = null)
{
    public CodedFinding Coded() => new(Id, Words.Of(Kind), Article, Need is null ? null : Words.Of(Need.Kind));
}

/// <param name="Id">The need's id in all services, from the agreement on.</param>
public sealed record NamedNeed(Guid Id, NeedKind Kind);

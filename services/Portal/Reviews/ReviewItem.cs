using ServiceDefaults.Access;

namespace Portal.Reviews;

/// <summary>A country review as the service shows it to this reader; what they may not see is null.</summary>
/// <param name="Stage">What is awaited.</param>
/// <param name="FeedbackDraft">What experts of the reader's State drafted; null once its feedback is given.</param>
/// <param name="Steps">With their deadlines; for the States of the review and the secretariat alone.</param>
public sealed record ReviewItem(
    Guid Id, string Mechanism, string Cycle, string State, IReadOnlyList<string> Reviewers, IReadOnlyList<string> Instruments, DateOnly StartsOn, string Stage,
    IReadOnlyList<StepItem>? Steps = null, IReadOnlyList<FocalPointItem>? FocalPoints = null, SelfAssessmentItem? SelfAssessment = null,
    IReadOnlyList<FeedbackItem>? Feedback = null,
    FeedbackDraftItem? FeedbackDraft = null, OutcomeItem? Outcome = null)
{
    public const string Published = "published";

    /// <summary>The step that is awaited; null where the reader may not see the steps, or none is.</summary>
    public StepItem? Awaited => Steps?.FirstOrDefault(step => step.Step == Stage);

    /// <summary>
    /// Whether the review waits for the reader: for their State by a role that takes the step, or for their office. Of experts it waits for a draft
    /// of the feedback, until there is one.
    /// </summary>
    public bool WaitsFor(Asker asker) => Awaited is { } step && (step.By == "secretariat"
        ? asker.Is(Role.ReviewOfficer)
        : asker.State is { } own && step.Awaited.Contains(own.ToString()) && (asker.Is(step.Step == "focal-points" ? Role.PermanentMission : Role.FocalPoint)
            || (asker.Is(Role.GovernmentalExpert) && step.Step == "feedback" && FeedbackDraft is null)));

    /// <summary>The State under review first.</summary>
    public IReadOnlyList<string> States => [State, .. Reviewers];
}

/// <param name="By">Whose step it is: <c>state-under-review</c>, <c>each-state</c>, <c>reviewing-states</c>, <c>secretariat</c>.</param>
/// <param name="DueOn">Last day in time; null where none is set.</param>
/// <param name="Awaited">States that have not acted yet.</param>
public sealed record StepItem(string Step, string By, IReadOnlyList<string> States, DateOnly? DueOn, DateOnly? DoneOn, IReadOnlyList<string> Awaited);

public sealed record FocalPointItem(string State, DateOnly NominatedOn, string? Name = null, string? Title = null, string? Email = null);

public sealed record SelfAssessmentItem(DateOnly SubmittedOn, IReadOnlyList<ProvisionItem>? Answers = null);

/// <param name="AssistanceWanted">A kind of need; null for none.</param>
public sealed record ProvisionItem(string Article, string Implemented, string Text, string? AssistanceWanted = null);

public sealed record FeedbackItem(string State, DateOnly GivenOn, string? Text = null, IReadOnlyList<FindingItem>? Observations = null);

/// <param name="Text">On the whole; null where the experts left that to the focal point.</param>
public sealed record FeedbackDraftItem(DateOnly DraftedOn, string? Text = null, IReadOnlyList<FindingItem>? Observations = null);

public sealed record OutcomeItem(
    IReadOnlyList<FindingItem> Findings, string? ProposedBy = null, DateOnly? ProposedOn = null, DateOnly? ReturnedOn = null, DateOnly? AgreedOn = null,
    DateOnly? PublishedOn = null,
    string? Comments = null, IReadOnlyDictionary<string, string>? Summary = null);

public sealed record FindingItem(string Kind, string Article, string? Text = null, FoundNeed? Need = null, DateOnly? AnsweredOn = null);

/// <param name="Id">Null before the outcome is agreed.</param>
public sealed record FoundNeed(string Kind, Guid? Id = null);

/// <summary>A review mechanism and its cycles.</summary>
public sealed record MechanismItem(string Id, string ShortName, IReadOnlyDictionary<string, string> Names, IReadOnlyList<CycleItem> Cycles, IReadOnlyList<string> Instruments)
{
    public string Name(Languages.Language language) => Names.GetValueOrDefault(language.Code, ShortName);
}

public sealed record CycleItem(string Id, string Name);

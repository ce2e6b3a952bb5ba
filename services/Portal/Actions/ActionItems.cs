using Portal.Services;

namespace Portal.Actions;

// What Treaties answers about treaty actions, as far as pages show it.

/// <summary>An action with everything that was ever recorded of it.</summary>
/// <param name="Action">As it stands; null where it is annulled.</param>
/// <param name="Revisions">Every recording of it, the first first.</param>
public sealed record ActionHistory(Guid Id, ActionItem? Action, IReadOnlyList<ActionRecording> Revisions)
{
    /// <summary>What it says; of one that is annulled, what it said last.</summary>
    public ActionRecording Last => Revisions[^1];
}

/// <param name="DepositedOn">Day on which the depositary received it; null where only the bounds are known.</param>
/// <param name="EffectiveOn">Day on which it takes effect; null while that cannot be said, and for actions that have no such day.</param>
/// <param name="Flags">Names of the rules it breaks or leaves open.</param>
/// <param name="Steps">How that day follows.</param>
public sealed record ActionItem(
    Guid Id, string Instrument, string State, string Kind, DateOnly? DepositedOn, DateOnly? NotBefore, DateOnly? NotAfter,
    DateOnly? EffectiveOn, DateOnly? EffectiveNotBefore, DateOnly? EffectiveNotAfter,
    IReadOnlyList<string> Flags, IReadOnlyList<CalculationStep>? Steps = null);

/// <summary>What was recorded of an action at a moment.</summary>
/// <param name="Number">0 for the first recording.</param>
/// <param name="Reason">Why the record changed; null for the first recording.</param>
/// <param name="Concerns">The earlier action it withdraws, objects to or takes back.</param>
public sealed record ActionRecording(
    int Number, DateTimeOffset RecordedAt, bool Annulled, string? Reason, string Kind, DateOnly? DepositedOn, DateOnly? NotBefore, DateOnly? NotAfter, string Source, string? Note,
    string Instrument, string State, IReadOnlyList<string> Provisions, Guid? Concerns, string? Territory);

/// <summary>An action as a figure counts it.</summary>
public sealed record CountedAction(string? Instrument, string? State, string? Kind, DateOnly? EffectiveOn, Guid? Action, string? Rule);

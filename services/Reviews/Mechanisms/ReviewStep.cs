namespace Reviews.Mechanisms;

/// <summary>What a review awaits. In this order; a mechanism's data say who acts and how long it may take.</summary>
public enum ReviewStage
{
    FocalPoints,
    SelfAssessment,
    Feedback,

    /// <summary>A first outcome, or another one after the State under review returned the last.</summary>
    Outcome,
    Agreement,
    Publication,

    /// <summary>Nothing is awaited any more.</summary>
    Published,
}

/// <summary>Who takes a step.</summary>
public enum StepActor
{
    StateUnderReview,

    /// <summary>The State under review and its reviewing States.</summary>
    EachState,
    ReviewingStates,
    Secretariat,
}

/// <summary>One step of a review, as the mechanism's documents set it. A deadline is indicative: it ends with its day, and being late stops nobody.</summary>
/// <param name="Id">The stage that ends with it.</param>
/// <param name="Within">How long it may take (ISO 8601); null where no source read sets a deadline.</param>
/// <param name="From">What the time runs from: <c>start</c>, or the id of an earlier step; null without a deadline.</param>
/// <param name="Source">Where it stands; says what is unverified.</param>
public sealed record ReviewStep(ReviewStage Id, StepActor Actor, string? Within, string? From, string Source)
{
    /// <param name="startsOn">The day the State was informed that its review begins.</param>
    /// <param name="doneOn">The day an earlier step was done; null while it is not.</param>
    /// <returns>The last day in time; null where there is none, or what it runs from has not happened.</returns>
    public DateOnly? DueOn(DateOnly startsOn, Func<ReviewStage, DateOnly?> doneOn)
    {
        if (Within is null || From is null)
            return null;
        var from = From == Start ? startsOn : doneOn(Stage(From) ?? throw new InvalidDataException($"'{From}' is no step."));
        return from is { } day ? CalendarDuration.Parse(Within).From(day) : null;
    }

    const string Start = "start";

    /// <summary>The steps in their order, each with a time that can be counted.</summary>
    /// <exception cref="InvalidDataException">They are not.</exception>
    internal static void Check(string mechanism, IReadOnlyList<ReviewStep> steps)
    {
        if (!steps.Select(step => step.Id).SequenceEqual(Enum.GetValues<ReviewStage>().Where(stage => stage != ReviewStage.Published)))
            throw new InvalidDataException($"{mechanism}: the steps are not those of a review, in their order.");
        foreach (var step in steps)
        {
            if ((step.Within is null) != (step.From is null) || (step.Within is not null && !CalendarDuration.TryParse(step.Within, out _)))
                throw new InvalidDataException($"{mechanism}: the time of {step.Id} cannot be counted.");
            if (step.From is { } from && from != Start && !(Stage(from) < step.Id))
                throw new InvalidDataException($"{mechanism}: the time of {step.Id} does not run from the start or an earlier step.");
            if (string.IsNullOrWhiteSpace(step.Source))
                throw new InvalidDataException($"{mechanism}: {step.Id} has no source.");
        }
    }

    static ReviewStage? Stage(string id) => ServiceDefaults.Answers.Word<ReviewStage>.TryParse(id, null, out var stage) ? stage.Value : null;
}

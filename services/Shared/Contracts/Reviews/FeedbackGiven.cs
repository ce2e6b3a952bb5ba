namespace Contracts.Reviews;

/// <summary>A reviewing State gave its feedback on the self-assessment; from then on it does not change.</summary>
[FactType("reviews.feedback-given")]
public sealed record FeedbackGiven
{
    public required Guid Review { get; init; }

    /// <summary>The reviewing State.</summary>
    public required StateCode State { get; init; }

    /// <summary>Id of the sealed text.</summary>
    public required Guid Text { get; init; }

    /// <summary>Id of the sealed observations, article by article; null where none were made.</summary>
    public Guid? Observations { get; init; }
}

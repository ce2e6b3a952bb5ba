namespace Contracts.Reviews;

/// <summary>A State named who speaks for it in a review; one at a time, the former stays in history. Carries no name: the person's data stay with Reviews.</summary>
/// <remarks>Not public before the review is published, and then only to its States and the secretariat.</remarks>
[FactType("reviews.focal-point-nominated")]
public sealed record FocalPointNominated
{
    public required Guid Review { get; init; }
    public required StateCode State { get; init; }

    /// <summary>Opaque id of the person in this part.</summary>
    public required Guid FocalPoint { get; init; }

    /// <summary>Who spoke for the State before; null where nobody did.</summary>
    public Guid? Replaces { get; init; }

    /// <summary>Id of the sealed text that says who it is.</summary>
    public required Guid Text { get; init; }
}

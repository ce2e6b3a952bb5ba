namespace Contracts.Reviews;

/// <summary>A review found that a State needs assistance to carry out a provision. Not for the public until the review is published.</summary>
/// <remarks>Source: UNCAC IRM terms of reference and UNTOC resolution 9/1: a review names technical assistance needs. The day is the entry's.</remarks>
[FactType("reviews.need-identified")]
public sealed record NeedIdentified
{
    /// <summary>The need; it keeps this id wherever it is dealt with.</summary>
    public required Guid Need { get; init; }

    /// <summary>The finding of the review that names it.</summary>
    public required Guid Finding { get; init; }

    public required Guid Review { get; init; }

    /// <summary>The mechanism, <c>uncac-irm</c>.</summary>
    public required string Mechanism { get; init; }

    /// <summary>The State under review.</summary>
    public required StateCode State { get; init; }

    public required InstrumentId Instrument { get; init; }

    /// <summary>The provision that assistance is needed to carry out.</summary>
    public required ArticleRef Article { get; init; }

    /// <summary>What is needed: <c>good-practices</c>, <c>model-legislation</c>, <c>legislative-drafting</c>, <c>legal-advice</c>, <c>on-site-expert</c>, <c>capacity-building</c>, <c>action-plan</c>, <c>model-treaty</c>, <c>other</c>.</summary>
    public required string Kind { get; init; }
}

namespace Contracts.Reviews;

/// <summary>The State under review handed in its self-assessment; from then on it does not change.</summary>
/// <remarks>The answers are confidential and stay with Reviews. Source: domain, reviews A5 and B4.</remarks>
[FactType("reviews.self-assessment-submitted")]
public sealed record SelfAssessmentSubmitted
{
    public required Guid Review { get; init; }
    public required StateCode State { get; init; }

    /// <summary>Provisions answered for.</summary>
    public required IReadOnlyList<ArticleRef> Articles { get; init; }

    /// <summary>Id of the sealed answers.</summary>
    public required Guid Text { get; init; }
}

namespace Contracts.Reviews;

/// <summary>The outcome of a review was published: from now on everyone may read its summary and findings, and what else is never published stays confidential.</summary>
/// <remarks>Source: domain, reviews A4 (12) and A5.</remarks>
[FactType("reviews.review-published")]
public sealed record ReviewPublished
{
    public required Guid Review { get; init; }
    public required string Mechanism { get; init; }
    public required string Cycle { get; init; }
    public required StateCode State { get; init; }

    /// <summary>The findings that are public from now on.</summary>
    public IReadOnlyList<CodedFinding> Findings { get; init; } = [];

    /// <summary>Those of them whose need the State had marked as met before.</summary>
    public IReadOnlyList<AnsweredFinding> Answered { get; init; } = [];
}

public sealed record AnsweredFinding(Guid Finding, DateOnly AnsweredOn);

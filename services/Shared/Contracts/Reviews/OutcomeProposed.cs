namespace Contracts.Reviews;

/// <summary>The reviewing States proposed an outcome to the State under review.</summary>
/// <remarks>Not public: only an agreed outcome is ever published.</remarks>
[FactType("reviews.outcome-proposed")]
public sealed record OutcomeProposed
{
    public required Guid Review { get; init; }

    /// <summary>This proposal; one that follows a return is another.</summary>
    public required Guid Outcome { get; init; }

    /// <summary>The reviewing State whose focal point handed it in.</summary>
    public required StateCode State { get; init; }

    public required IReadOnlyList<CodedFinding> Findings { get; init; }

    /// <summary>Id of the sealed summary and texts.</summary>
    public required Guid Text { get; init; }
}

/// <summary>The State under review does not agree: the dialogue goes on and another outcome is awaited.</summary>
[FactType("reviews.outcome-returned")]
public sealed record OutcomeReturned
{
    public required Guid Review { get; init; }
    public required Guid Outcome { get; init; }

    /// <summary>The State under review.</summary>
    public required StateCode State { get; init; }

    /// <summary>Id of the sealed comments; null where it gave none.</summary>
    public Guid? Text { get; init; }
}

/// <summary>The State under review agreed to the outcome.</summary>
/// <remarks>Not public before the review is published.</remarks>
[FactType("reviews.outcome-agreed")]
public sealed record OutcomeAgreed
{
    public required Guid Review { get; init; }
    public required Guid Outcome { get; init; }

    /// <summary>The State under review.</summary>
    public required StateCode State { get; init; }

    public required IReadOnlyList<CodedFinding> Findings { get; init; }

    /// <summary>Id of the sealed comments; null where it gave none.</summary>
    public Guid? Text { get; init; }
}

/// <summary>A finding as statistics see it: its code, not its text.</summary>
/// <param name="Kind"><c>success</c>, <c>good-practice</c>, <c>challenge</c>, <c>observation</c> or <c>need</c> (domain, reviews A6).</param>
/// <param name="Need">Kind of the need, <c>legislative-drafting</c>; null for findings of other kinds.</param>
public sealed record CodedFinding(Guid Finding, string Kind, ArticleRef Article, string? Need = null);

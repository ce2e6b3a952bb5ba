namespace Contracts.Reviews;

/// <summary>The review of one State in one cycle of a mechanism began; its reviewing States are named.</summary>
/// <remarks>Not public before the review is published. Source: UNCAC review mechanism, terms of reference, para. 19; UNTOC resolution 9/1, procedures and rules.</remarks>
[FactType("reviews.review-opened")]
public sealed record ReviewOpened
{
    /// <summary>The review, the same through all its stages.</summary>
    public required Guid Review { get; init; }

    /// <summary>The mechanism, <c>uncac-irm</c>.</summary>
    public required string Mechanism { get; init; }

    /// <summary>The cycle or phase, <c>cycle-2</c>.</summary>
    public required string Cycle { get; init; }

    /// <summary>The State under review.</summary>
    public required StateCode State { get; init; }

    /// <summary>Instruments reviewed: those of the mechanism the State was party to when the review began.</summary>
    public required IReadOnlyList<InstrumentId> Instruments { get; init; }

    public required IReadOnlyList<ReviewingState> Reviewers { get; init; }

    /// <summary>States that have to name a focal point, as the mechanism says.</summary>
    public required IReadOnlyList<StateCode> NameFocalPoints { get; init; }

    /// <summary>The day the State was informed that its review begins, from which deadlines run.</summary>
    public required DateOnly StartsOn { get; init; }
}

/// <param name="Instruments">Of the instruments reviewed, those this State was party to when the review began.</param>
public sealed record ReviewingState(StateCode State, IReadOnlyList<InstrumentId> Instruments);

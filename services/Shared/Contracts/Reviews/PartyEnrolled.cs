namespace Contracts.Reviews;

/// <summary>A new party takes part in the review mechanism of its convention.</summary>
/// <remarks>Source: UNCAC art. 63 and CoSP resolution 3/1; UNTOC art. 32 and resolution 9/1.</remarks>
[FactType("reviews.party-enrolled")]
public sealed record PartyEnrolled
{
    /// <summary>The mechanism, <c>uncac-irm</c>.</summary>
    public required string Mechanism { get; init; }

    public required StateCode State { get; init; }

    /// <summary>The consent to be bound that brought it; a fresh accession brings another.</summary>
    public required Guid Act { get; init; }

    /// <summary>Bounds of the day of the deposit; the same where it is known.</summary>
    public required DateOnly NotBefore { get; init; }
    public required DateOnly NotAfter { get; init; }
}

/// <summary>The days of an enrolment follow those of the participation that brought it: it ends, goes on after all, or was dated wrongly.</summary>
[FactType("reviews.enrolment-redated")]
public sealed record EnrolmentRedated
{
    public required string Mechanism { get; init; }
    public required StateCode State { get; init; }
    public required Guid Act { get; init; }
    public required DateOnly NotBefore { get; init; }
    public required DateOnly NotAfter { get; init; }

    /// <summary>Day on which it ends; null while it goes on.</summary>
    public DateOnly? EndsOn { get; init; }
}

/// <summary>The deposit that brought an enrolment was never made, or did not make a party.</summary>
[FactType("reviews.enrolment-annulled")]
public sealed record EnrolmentAnnulled
{
    public required string Mechanism { get; init; }
    public required StateCode State { get; init; }
    public required Guid Act { get; init; }
}

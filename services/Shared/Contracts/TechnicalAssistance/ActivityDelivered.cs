using System.ComponentModel.DataAnnotations;

namespace Contracts.TechnicalAssistance;

/// <summary>Assistance was given to States.</summary>
/// <remarks>Source: UNTOC arts. 29 and 30, UNCAC arts. 60 to 62.</remarks>
[FactType("technical-assistance.activity-delivered")]
public sealed record ActivityDelivered
{
    public required Guid Activity { get; init; }

    /// <summary>What was given, as <c>pre-accession</c>, <c>training</c>.</summary>
    public required string Kind { get; init; }

    public required IReadOnlyList<InstrumentId> Instruments { get; init; }

    /// <summary>Provisions it was about; empty for the instruments as a whole.</summary>
    public IReadOnlyList<ArticleRef> Articles { get; init; } = [];

    public required IReadOnlyList<StateCode> Beneficiaries { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public bool Online { get; init; }

    /// <summary>Programme of the register it was part of; null where none is named.</summary>
    public string? Programme { get; init; }

    /// <summary>Participations by State; empty where nobody was counted.</summary>
    public IReadOnlyList<ParticipationsOfState> Participants { get; init; } = [];

    /// <summary>Who paid for it; empty where nothing is said of it.</summary>
    public IReadOnlyList<FundingLine> Funding { get; init; } = [];
}

/// <summary>The record of an activity was corrected: this is what it says now, the whole of it. What was recorded before stays as it was.</summary>
/// <remarks>Its day is the earliest last day that the record has ever given, so that whoever reads as of a day on which an earlier entry stands reads this one too; the day to count by is <see cref="To"/>.</remarks>
[FactType("technical-assistance.activity-corrected")]
public sealed record ActivityCorrected
{
    public required Guid Activity { get; init; }

    /// <summary>What was given, as <c>pre-accession</c>, <c>training</c>.</summary>
    public required string Kind { get; init; }

    public required IReadOnlyList<InstrumentId> Instruments { get; init; }

    /// <summary>Provisions it was about; empty for the instruments as a whole.</summary>
    public IReadOnlyList<ArticleRef> Articles { get; init; } = [];

    public required IReadOnlyList<StateCode> Beneficiaries { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public bool Online { get; init; }

    /// <summary>Programme of the register it was part of; null where none is named.</summary>
    public string? Programme { get; init; }

    /// <summary>Participations by State; empty where nobody was counted.</summary>
    public IReadOnlyList<ParticipationsOfState> Participants { get; init; } = [];

    /// <summary>Who paid for it; empty where nothing is said of it.</summary>
    public IReadOnlyList<FundingLine> Funding { get; init; } = [];

    /// <summary>Why the record changed, in a sentence.</summary>
    public required string Reason { get; init; }
}

/// <summary>An activity was recorded by mistake: it counts for nothing from now on. What was recorded stays as it was.</summary>
/// <remarks>Its day is as that of <see cref="ActivityCorrected"/>.</remarks>
[FactType("technical-assistance.activity-withdrawn")]
public sealed record ActivityWithdrawn
{
    public required Guid Activity { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string Reason { get; init; }
}

/// <summary>Participations from one State by sex. Who attends twice is counted twice: participations are not persons.</summary>
/// <param name="NotStated">Participations of whom the record does not say the sex.</param>
public sealed record ParticipationsOfState(StateCode State, int Female, int Male, int NotStated);

/// <summary>Money that paid for an activity.</summary>
/// <param name="Donor">A State, an organization or a company; never a person.</param>
/// <param name="Amount">In units of the currency, no finer than its smallest coin.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record FundingLine([property: StringLength(200)] string Donor, decimal Amount, string Currency);

/// <summary>A State that had been helped to join an instrument joined it. Says what followed, not what caused it.</summary>
[FactType("technical-assistance.beneficiary-joined")]
public sealed record BeneficiaryJoined
{
    public required Guid Activity { get; init; }
    public required StateCode State { get; init; }
    public required InstrumentId Instrument { get; init; }

    /// <summary>The consent to be bound.</summary>
    public required Guid Act { get; init; }
}

/// <summary>The deposit by which a beneficiary was taken to have joined was never made, or did not make a party.</summary>
[FactType("technical-assistance.joining-annulled")]
public sealed record JoiningAnnulled
{
    public required Guid Activity { get; init; }
    public required StateCode State { get; init; }
    public required InstrumentId Instrument { get; init; }
    public required Guid Act { get; init; }
}

/// <summary>A State is no longer said to have joined after an activity: the activity was withdrawn, or as it is corrected did not help that State to join that instrument before it did.</summary>
[FactType("technical-assistance.joining-withdrawn")]
public sealed record JoiningWithdrawn
{
    public required Guid Activity { get; init; }
    public required StateCode State { get; init; }
    public required InstrumentId Instrument { get; init; }
    public required Guid Act { get; init; }
}

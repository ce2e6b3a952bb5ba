using Contracts;
using Parties;

namespace Reviews.Mechanisms;

/// <summary>A party's part in a review mechanism, for one time of being party without a break.</summary>
public sealed class Enrolment
{
    public required string Mechanism { get; init; }

    /// <summary>The consent to be bound that brought it; a fresh accession brings another.</summary>
    public Guid Act { get; init; }

    public StateCode State { get; init; }

    /// <summary>Earliest and latest day on which consent may have been deposited; the same where it is known.</summary>
    public DateOnly NotBefore { get; set; }
    public DateOnly NotAfter { get; set; }

    /// <summary>Day on which participation ends, the latest possible; null while it goes on.</summary>
    public DateOnly? EndsOn { get; set; }

    /// <summary>The deposit was never made, or did not make a party: it counts for nothing.</summary>
    public bool Annulled { get; set; }

    public Certainty On(DateOnly day) => Annulled || EndsOn <= day || NotBefore > day ? Certainty.No : NotAfter <= day ? Certainty.Certain : Certainty.Possible;
}

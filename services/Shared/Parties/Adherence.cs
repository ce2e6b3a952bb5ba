using Contracts;

namespace Parties;

/// <summary>One time of being bound, or of waiting to be: from a deposited consent to the end of participation.</summary>
/// <param name="EffectiveOn">When the instrument binds it; null while that cannot be said.</param>
/// <param name="EndsOn">When participation ends; null while no act ends it.</param>
/// <param name="EndedBy">The denunciation that ends it, perhaps of the convention.</param>
public sealed record Adherence(PartyAct Consent, Bounds? EffectiveOn, Bounds? EndsOn, PartyAct? EndedBy)
{
    public Bounds DepositedOn => Consent.Date;

    public Bounds? Starts(Basis basis) => basis == Basis.Deposit ? DepositedOn : EffectiveOn;

    public bool HasEnded(DateOnly asOf) => EndsOn?.HasCertainlyComeBy(asOf) == true;

    public bool MayHaveEnded(DateOnly asOf) => EndsOn?.MayHaveComeBy(asOf) == true;

    /// <summary>Whether it may have ended by a denunciation or withdrawal without a date, whose interval is still open on the day.</summary>
    public bool IsPossiblyWithdrawn(DateOnly asOf) => EndedBy is { Date.IsKnown: false } && MayHaveEnded(asOf) && !HasEnded(asOf);

    /// <summary>Whether it makes its participant count as a party.</summary>
    /// <remarks>Certain are dated acts and intervals closed by the day: a withdrawal without a date takes nothing away before its own interval has closed.</remarks>
    public Certainty Counts(Basis basis, DateOnly asOf) =>
        Starts(basis) is not { } start || !start.MayHaveComeBy(asOf) || HasEnded(asOf) ? Certainty.No
        : start.HasCertainlyComeBy(asOf) && (!MayHaveEnded(asOf) || IsPossiblyWithdrawn(asOf)) ? Certainty.Certain
        : Certainty.Possible;
}

/// <summary>A time of being party without a break, however many consents were deposited in it.</summary>
/// <param name="Begins">The first consent; it names the period.</param>
/// <param name="EffectiveOn">When that consent binds; null while that cannot be said.</param>
/// <param name="EndsOn">Null while it goes on.</param>
public sealed record Period(PartyAct Begins, Bounds? EffectiveOn, Bounds? EndsOn)
{
    public StateCode State => Begins.State;
    public InstrumentId Instrument => Begins.Instrument;
}

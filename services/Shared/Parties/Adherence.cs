using Contracts;

namespace Parties;

/// <summary>One time of being bound, or of waiting to be: from a deposited consent to the end of participation.</summary>
/// <param name="EffectiveOn">When the instrument binds it; null while that cannot be said.</param>
/// <param name="EndsOn">When participation ends; null while no act ends it.</param>
public sealed record Adherence(PartyAct Consent, Bounds? EffectiveOn, Bounds? EndsOn)
{
    public Bounds DepositedOn => Consent.Date;

    public Bounds? Starts(Basis basis) => basis == Basis.Deposit ? DepositedOn : EffectiveOn;

    public bool HasEnded(DateOnly asOf) => EndsOn?.HasCertainlyComeBy(asOf) == true;
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

using System.Globalization;
using Contracts;
using Contracts.Treaties;

namespace Servers;

/// <summary>Facts of <c>treaties</c>, in few words.</summary>
public static class Deposits
{
    /// <param name="on">ISO date of the deposit.</param>
    /// <param name="effectiveOn">ISO date; null where the source could not say.</param>
    public static ActionDeposited Of(string state, string instrument, TreatyActionKind kind, string on, string? effectiveOn = null) => new()
    {
        Action = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
        Instrument = InstrumentId.Parse(instrument),
        State = StateCode.Parse(state),
        Kind = kind,
        DepositedOn = DateOnly.Parse(on, CultureInfo.InvariantCulture),
        EffectiveOn = effectiveOn is null ? null : DateOnly.Parse(effectiveOn, CultureInfo.InvariantCulture),
        Source = "a test",
    };

    /// <summary>The deposit was never made.</summary>
    public static ActionCorrected Annulled(ActionDeposited fact, int revision = 1) => new()
    {
        Action = fact.Action,
        Instrument = fact.Instrument,
        State = fact.State,
        Kind = fact.Kind,
        DepositedOn = fact.DepositedOn,
        NotBefore = fact.NotBefore,
        NotAfter = fact.NotAfter,
        EffectiveOn = fact.EffectiveOn,
        Concerns = fact.Concerns,
        Source = fact.Source,
        Revision = revision,
        Annulled = true,
        Reason = "entered by mistake",
    };
}

using Contracts;
using Contracts.TechnicalAssistance;
using Parties;
using TechnicalAssistance.Activities;

namespace TechnicalAssistance.Candidates;

/// <summary>A State joined an instrument after it had been helped to: what followed, not what caused it.</summary>
public sealed class Joining
{
    public Guid Activity { get; init; }

    /// <summary>The consent to be bound; a fresh accession is another.</summary>
    public Guid Act { get; init; }

    public StateCode State { get; init; }
    public InstrumentId Instrument { get; init; }

    /// <summary>Bounds of the day of the deposit; the same where it is known.</summary>
    public DateOnly NotBefore { get; set; }
    public DateOnly NotAfter { get; set; }

    /// <summary>The deposit was never made, or did not make a party; or the activity, as its record was corrected or withdrawn, did not help with it.</summary>
    public bool Annulled { get; set; }

    internal static Joining Of(Guid activity, Period period) => new()
    {
        Activity = activity,
        Act = period.Begins.Action,
        State = period.State,
        Instrument = period.Instrument,
        NotBefore = period.Begins.Date.NotBefore,
        NotAfter = period.Begins.Date.NotAfter,
    };

    internal BeneficiaryJoined AsFact() => new() { Activity = Activity, State = State, Instrument = Instrument, Act = Act };

    internal JoinedAnswer AsAnswer() => new(Activity, State, Instrument, Act, NotBefore, NotAfter);
}

using Contracts;
using Contracts.Treaties;

namespace Parties;

/// <summary>One act on record as <c>Treaties</c> last published it, of those that make or end a participation.</summary>
public sealed class PartyAct
{
    /// <summary>The act, the same through all its corrections.</summary>
    public Guid Action { get; init; }

    public InstrumentId Instrument { get; init; }
    public StateCode State { get; init; }
    public TreatyActionKind Kind { get; init; }

    /// <summary>Day on which the depositary received it; null where only the bounds are known.</summary>
    public DateOnly? DepositedOn { get; init; }
    public DateOnly? NotBefore { get; init; }
    public DateOnly? NotAfter { get; init; }

    /// <summary>Day on which it takes effect, as its source says; null where the source could not say.</summary>
    public DateOnly? EffectiveOn { get; init; }

    /// <summary>The denunciation that a withdrawal of denunciation takes back, where it names one.</summary>
    public Guid? Concerns { get; init; }

    /// <summary>Found never to have been made.</summary>
    public bool Annulled { get; init; }

    /// <summary>When the source recorded what stands here.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Place of the entry in the source's journal that says what stands here.</summary>
    public long Position { get; init; }

    public Bounds Date => DepositedOn is { } day ? Bounds.On(day) : new(NotBefore ?? DateOnly.MinValue, NotAfter ?? DateOnly.MaxValue);

    /// <summary>Whether a kind of act bears on who is party; declarations, notifications and the like do not.</summary>
    public static bool Matters(TreatyActionKind kind) => kind.IsConsentToBeBound() || kind.EndsParticipation() || kind == TreatyActionKind.WithdrawalOfDenunciation;

    internal static PartyAct From(ActionDeposited fact, Journal.Entry entry) => new()
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
        RecordedAt = entry.RecordedAt,
        Position = entry.Position,
    };

    internal static PartyAct From(ActionCorrected fact, Journal.Entry entry) => new()
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
        Annulled = fact.Annulled,
        RecordedAt = entry.RecordedAt,
        Position = entry.Position,
    };
}

/// <summary>An instrument in force, since when.</summary>
public sealed class InForce
{
    public InstrumentId Instrument { get; init; }
    public DateOnly On { get; init; }
}

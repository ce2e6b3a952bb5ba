namespace Contracts.Treaties;

/// <summary>The depositary received an act relating to an instrument: a signature, an instrument of ratification, a declaration, a denunciation …</summary>
/// <remarks>Source: VCLT art. 77(1)(c) and (d), the depositary receives signatures, instruments, notifications and communications.</remarks>
[FactType("treaties.action-deposited")]
public sealed record ActionDeposited
{
    /// <summary>The act, the same through all its corrections.</summary>
    public required Guid Action { get; init; }

    public required InstrumentId Instrument { get; init; }
    public required StateCode State { get; init; }
    public required TreatyActionKind Kind { get; init; }

    /// <summary>Day on which the depositary received the act; null where only the bounds are known.</summary>
    public DateOnly? DepositedOn { get; init; }

    /// <summary>Earliest day on which the act may have been received; null where the day is known.</summary>
    public DateOnly? NotBefore { get; init; }

    /// <summary>Latest day on which the act may have been received; null where the day is known.</summary>
    public DateOnly? NotAfter { get; init; }

    /// <summary>Day on which the act takes effect for the State, by the instrument's own rule; null until it is known, and for acts that have no such day.</summary>
    public DateOnly? EffectiveOn { get; init; }

    /// <summary>Provisions the act speaks of: what a declaration declares about, what a notification is owed under. Empty for the instrument as a whole.</summary>
    public IReadOnlyList<ArticleRef> Provisions { get; init; } = [];

    /// <summary>The earlier act this one withdraws, objects to or takes back; null where it concerns none.</summary>
    public Guid? Concerns { get; init; }

    /// <summary>Territory of a territorial application, as the depositary names it.</summary>
    public string? Territory { get; init; }

    /// <summary>Where the act can be looked up, normally the depositary's notification (C.N.….TREATIES-…).</summary>
    public required string Source { get; init; }

    /// <summary>Names of the rules the act breaks or leaves open, as <c>treaties/protocol-needs-convention</c>; empty for most.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];
}

namespace Contracts.Treaties;

/// <summary>The deposits on record bring an instrument into force on a day, by its own rule.</summary>
/// <remarks>Source: VCLT arts. 24 and 77(1)(f); the instrument's final clauses, as UNTOC art. 38(1) and UNCAC art. 68(1).</remarks>
[FactType("treaties.entry-into-force-determined")]
public sealed record EntryIntoForceDetermined
{
    public required InstrumentId Instrument { get; init; }

    /// <summary>Day of entry into force.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Day of the deposit that reached the number of instruments demanded.</summary>
    public required DateOnly ThresholdDepositedOn { get; init; }
}

using Contracts;

namespace Treaties.Storage;

/// <summary>An entry into force that the deposits on record brought about and that was announced to the other services.</summary>
public sealed class AnnouncedEntryIntoForce
{
    public required InstrumentId Instrument { get; init; }

    /// <summary>From 1; a correction of a deposit may move the day, and then a later one stands.</summary>
    public required int Number { get; init; }

    public required DateOnly EntersIntoForceOn { get; init; }
    public required DateOnly ThresholdDepositedOn { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
}

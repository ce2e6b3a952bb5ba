namespace Journal.Appending;

/// <summary>Everything about an entry that is fixed when it is appended.</summary>
sealed record NewEntry
{
    public required Guid Id { get; init; }
    public required string Stream { get; init; }
    public required int Version { get; init; }
    public required string Type { get; init; }
    public required bool Published { get; init; }
    public required string Payload { get; init; }
    public required DateOnly OccurredOn { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required string Actor { get; init; }
    public Guid? Cause { get; init; }
    public string? Reaction { get; init; }
    public string? Trace { get; init; }
}

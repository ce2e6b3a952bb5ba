namespace Contracts;

/// <summary>The envelope in which one published journal entry travels. The relay fills it without reading the payload.</summary>
public sealed record Recorded
{
    /// <summary>Service whose journal the entry stands in: <c>treaties</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Raised when the source's database is restored to an earlier moment.</summary>
    public required long Epoch { get; init; }

    /// <summary>Place in the source's order, from 1; internal entries take places too and are not sent.</summary>
    public required long Position { get; init; }

    /// <summary>Position of the published entry before this one; 0 before the first. What a consumer's cursor must equal.</summary>
    public required long Previous { get; init; }

    /// <summary>SHA-256 over the chain before and this entry's hash, base64.</summary>
    public required byte[] Chain { get; init; }

    /// <summary>The entry's id; what a reaction names as its cause.</summary>
    public required Guid Id { get; init; }

    public required string Stream { get; init; }

    public required int Version { get; init; }

    /// <summary>Stable name of the fact, <c>treaties.action-deposited</c>.</summary>
    public required string Type { get; init; }

    public required DateOnly OccurredOn { get; init; }

    /// <summary>When the source learned it, to the microsecond.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Opaque id, roles and State: no name.</summary>
    public required string Actor { get; init; }

    /// <summary>The entry that led to this one.</summary>
    public Guid? Cause { get; init; }

    /// <summary>W3C trace context of the request that recorded it.</summary>
    public string? Trace { get; init; }

    /// <summary>The fact as JSON, the very characters that were hashed.</summary>
    public required string Payload { get; init; }
}

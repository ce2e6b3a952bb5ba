namespace Treaties.Storage;

/// <summary>A status export as it was handed in, with what was shown of it, until and after somebody accepts it.</summary>
public sealed class KeptImport
{
    public required Guid Id { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>SHA-256 of the text: the same export is recognised.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The export, character by character.</summary>
    public required string Text { get; init; }

    /// <summary>What was shown, as JSON: what is accepted is what was seen.</summary>
    public required string Preview { get; set; }

    public DateTimeOffset? AcceptedAt { get; set; }
}

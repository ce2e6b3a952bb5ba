namespace Contracts;

/// <summary>Asks a source for the published entries after a position. Any replica of the source answers.</summary>
public sealed record ReadJournal
{
    /// <summary>Epoch of the asker's cursor; 0 when it has none.</summary>
    public required long Epoch { get; init; }

    public required long After { get; init; }

    /// <summary>Chain value the asker saw at <see cref="After"/>; empty when it starts at 0.</summary>
    public required byte[] Chain { get; init; }

    /// <summary>Entries at most, 1 to 1000.</summary>
    public required int Limit { get; init; }

    /// <summary>Whether the asker goes on under a new epoch when its past still stands. Builds that do not know of this begin anew.</summary>
    public bool MayAdopt { get; init; }
}

/// <summary>The entries asked for, in order of position.</summary>
public sealed record JournalPage
{
    public required string Source { get; init; }

    public required long Epoch { get; init; }

    /// <summary>True when the asker's position and chain are not of this journal: it followed a past that is no longer there.</summary>
    /// <remarks>True as well when only its epoch is another and it may not adopt ours.</remarks>
    public required bool Forked { get; init; }

    /// <summary>Position of the last published entry there is.</summary>
    public required long Head { get; init; }

    public required IReadOnlyList<Recorded> Entries { get; init; }
}

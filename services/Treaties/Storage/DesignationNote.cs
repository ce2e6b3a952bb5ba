using Contracts;
using Contracts.Networks;

namespace Treaties.Storage;

/// <summary>What a State said of one of its authorities, as the directory published it. A copy: it can be rebuilt from the directory's journal.</summary>
public sealed class DesignationNote
{
    /// <summary>Of the fact in the directory's journal.</summary>
    public required long Position { get; init; }

    public required Guid Authority { get; init; }
    public required StateCode State { get; init; }

    /// <summary>Day of the note verbale.</summary>
    public required DateOnly NotedOn { get; init; }

    /// <summary>All it is designated for from then on; empty once it is withdrawn.</summary>
    public required IReadOnlyList<DesignatedFunction> Functions { get; init; }
}

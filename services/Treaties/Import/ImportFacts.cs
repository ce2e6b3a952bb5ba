using Contracts;

namespace Treaties.Import;

/// <summary>A status export was handed in and compared with the record; nothing was recorded yet.</summary>
[FactType("treaties.import-previewed", Internal = true)]
public sealed record ImportPreviewed
{
    public required Guid Import { get; init; }

    /// <summary>SHA-256 of the export, hexadecimal.</summary>
    public required string Hash { get; init; }

    public required int New { get; init; }
    public required int Differing { get; init; }
    public required int Unchanged { get; init; }
    public required int Unreadable { get; init; }
}

/// <summary>A previewed export was accepted; the acts stand in their participants' streams.</summary>
[FactType("treaties.import-accepted", Internal = true)]
public sealed record ImportAccepted
{
    public required Guid Import { get; init; }
    public required int Recorded { get; init; }
    public required int Corrected { get; init; }
}

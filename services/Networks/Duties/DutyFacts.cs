using Contracts;

namespace Networks.Duties;

/// <summary>A new party owes a designation. Internal: that a State is late is for that State and the secretariat.</summary>
[FactType("networks.duty-opened", Internal = true)]
sealed record DutyOpened
{
    public required Guid Duty { get; init; }

    /// <summary>The consent to be bound that brought it.</summary>
    public required Guid Act { get; init; }
    public required StateCode State { get; init; }
    public required InstrumentId Instrument { get; init; }
    public required string Function { get; init; }
    public required ArticleRef Article { get; init; }
    public required DateOnly OwedFrom { get; init; }
    public DateOnly? DueBy { get; init; }
    public DateOnly? NotOwedFrom { get; init; }

    /// <summary>The authority that was designated before, and meets it at once.</summary>
    public Guid? Authority { get; init; }
}

/// <summary>A designation that was owed has been made.</summary>
[FactType("networks.duty-closed", Internal = true)]
sealed record DutyClosed
{
    public required Guid Duty { get; init; }
    public required Guid Authority { get; init; }
}

/// <summary>The authority that met a duty no longer does, and no other does.</summary>
[FactType("networks.duty-reopened", Internal = true)]
sealed record DutyReopened
{
    public required Guid Duty { get; init; }
}

/// <summary>The days of a duty follow the days of the participation that brought it, as corrected or ended.</summary>
[FactType("networks.duty-redated", Internal = true)]
sealed record DutyRedated
{
    public required Guid Act { get; init; }
    public required InstrumentId Instrument { get; init; }
    public required string Function { get; init; }
    public required DateOnly OwedFrom { get; init; }
    public DateOnly? DueBy { get; init; }

    /// <summary>From when it is owed no longer; null while it is.</summary>
    public DateOnly? NotOwedFrom { get; init; }
}

/// <summary>The deposit that brought a duty was never made, or did not make a party: nothing was owed.</summary>
[FactType("networks.duty-never-owed", Internal = true)]
sealed record DutyNeverOwed
{
    public required Guid Act { get; init; }
    public required InstrumentId Instrument { get; init; }
    public required string Function { get; init; }
}

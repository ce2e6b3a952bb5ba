using Contracts;

namespace Networks.Duties;

/// <summary>A designation that a party owes, because it became party to an instrument.</summary>
public sealed class Duty
{
    public Guid Id { get; init; }

    /// <summary>The consent to be bound that brought it; a fresh accession brings new ones.</summary>
    public Guid Act { get; init; }

    public StateCode State { get; init; }
    public InstrumentId Instrument { get; init; }
    public required string Function { get; init; }
    public ArticleRef Article { get; init; }

    /// <summary>Day of the deposit; the later bound where only bounds are known.</summary>
    public DateOnly OwedFrom { get; set; }

    /// <summary>Last day in time; null where the instrument sets none, or the day it runs from is not known.</summary>
    public DateOnly? DueBy { get; set; }

    /// <summary>The authority that meets it.</summary>
    public Guid? Authority { get; set; }

    public DateOnly? MetOn { get; set; }

    /// <summary>From when the State owes it no longer: it leaves, or the deposit was never made.</summary>
    public DateOnly? NotOwedFrom { get; set; }

    public DutyStatus StatusOn(DateOnly day) => NotOwedFrom <= day ? DutyStatus.NoLongerOwed
        : Authority is not null ? DutyStatus.Met
        : DueBy < day ? DutyStatus.Overdue
        : DutyStatus.Open;
}

public enum DutyStatus { Open, Overdue, Met, NoLongerOwed }

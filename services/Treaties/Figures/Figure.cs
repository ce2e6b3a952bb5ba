using Contracts;
using Contracts.Treaties;
using Treaties.Actions;
using Treaties.States;
using Treaties.Status;

namespace Treaties.Figures;

/// <summary>What a figure is asked about.</summary>
/// <param name="Instrument">Null for all, where the figure allows it.</param>
/// <param name="From">First day of a period.</param>
/// <param name="To">Last day of a period.</param>
public sealed record Question(InstrumentId? Instrument, DateOnly AsOf, Basis Basis, DateOnly From, DateOnly To, TreatyActionKind? Kind);

/// <summary>One thing that is counted: the very record behind a number.</summary>
public sealed record Counted(Certainty Certainty)
{
    public InstrumentId? Instrument { get; init; }
    public StateCode? State { get; init; }
    public string? Name { get; init; }

    /// <summary>What a breakdown counts it under; null where there is none.</summary>
    public string? Group { get; init; }
    public TreatyActionKind? Kind { get; init; }
    public DateOnly? DepositedOn { get; init; }
    public DateOnly? NotBefore { get; init; }
    public DateOnly? NotAfter { get; init; }
    public DateOnly? EffectiveOn { get; init; }
    public DateOnly? SignedOn { get; init; }

    /// <summary>Whole years since the signature.</summary>
    public int? Years { get; init; }

    /// <summary>The rule a flag names.</summary>
    public string? Rule { get; init; }
    public string? Detail { get; init; }
    public Guid? Action { get; init; }
    public string? Source { get; init; }
}

/// <summary>What a figure may be asked with.</summary>
[Flags]
public enum Asks { None = 0, Instrument = 1, InstrumentOrAll = 2, AsOf = 4, Basis = 8, Period = 16, Kind = 32 }

/// <summary>A named, documented number. Its value is nothing but the count of its records, so that each can be opened.</summary>
/// <param name="Name">In kebab case, stable.</param>
/// <param name="Definition">What is counted, in a sentence or two.</param>
/// <param name="Unit">Of the number.</param>
/// <param name="Records">The records counted; null where nothing is recorded that could be.</param>
/// <param name="Whole">Of how many, by group, where the figure is a share; the null group is the whole.</param>
public sealed record Figure(
    string Name, string Definition, string Unit, Asks Asks,
    Func<TreatyRecord, ParticipantRegister, Question, IEnumerable<Counted>?> Records,
    Func<ParticipantRegister, IReadOnlyDictionary<string, int>>? Whole = null)
{
    /// <summary>Group of those that belong to none, in a breakdown.</summary>
    public const string NoGroup = "none";

    /// <summary>The whole under this name is the whole of all groups.</summary>
    public const string All = "all";
}

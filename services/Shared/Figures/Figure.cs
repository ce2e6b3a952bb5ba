using System.Collections.Immutable;
using ServiceDefaults.Access;

namespace Figures;

/// <summary>
/// A named, documented number, owned by the service that records what it counts. It is counted from the service's own
/// journal, stream by stream, so that its value can be had as of any day, as known at any moment, and at any position of the
/// journal at which a report was frozen, all three by the same few lines.
/// </summary>
/// <remarks>Derive one class for each figure; the service finds them. Only facts are read: what is to be counted is in them.</remarks>
public abstract class Figure
{
    /// <summary>In kebab case, stable: reports name it.</summary>
    public abstract string Name { get; }

    /// <summary>What is counted and what is not, in a sentence or two.</summary>
    public abstract string Definition { get; }

    /// <summary>What stands for <c>{0}</c>, <c>{1}</c> … in the definition in other languages than English (<see cref="FigureTexts"/>).</summary>
    public virtual IReadOnlyList<object> DefinitionFills => [];

    /// <summary>Of the number: <c>reviews</c>, <c>States</c>, <c>participations</c>, <c>amount</c>.</summary>
    public abstract string Unit { get; }

    /// <summary>Types of the facts it is counted from.</summary>
    public abstract IReadOnlyList<Type> Facts { get; }

    /// <summary>What it can be broken down by and limited to; the first is the customary breakdown. Every record has a value for each.</summary>
    public virtual IReadOnlyList<string> Dimensions => [];

    /// <summary>Those of its dimensions in which a record may have several values, or none: the provisions an activity is about. Their groups overlap.</summary>
    public virtual IReadOnlyList<string> Several => [];

    /// <summary>The figures that count the States its records name, each State once (<see cref="FigureOfStates"/>).</summary>
    public virtual IReadOnlyList<StatesOfRecords> StatesCounted => [];

    /// <summary>Whether it counts what happened between two days; else it counts what stands on a day.</summary>
    public virtual bool OfPeriod => false;

    /// <summary>A dimension across whose values nothing can be added up: the currency of amounts. Null where everything can.</summary>
    public virtual string? NotAcross => null;

    /// <summary>Offices that may read it; everyone where it names none. A number that would tell a stranger of a case is not for everyone.</summary>
    public virtual IReadOnlyList<Role> Offices => [];

    /// <summary>What one stream adds to the figure.</summary>
    /// <param name="stream">Facts of one stream, first to last, that had happened by the day and were known at the moment asked for. Never empty.</param>
    /// <param name="asOf">The day asked for; the last day of a period.</param>
    public abstract IEnumerable<Counted> Count(IReadOnlyList<Happened> stream, DateOnly asOf);
}

/// <summary>One record that is counted.</summary>
/// <param name="Record">The record, unique within the figure: <c>reviews/0198…</c>.</param>
/// <param name="On">The day by which it is counted: of what happened, or since when it stands.</param>
/// <param name="By">Its value in each of the figure's dimensions.</param>
public sealed record Counted(string Record, DateOnly On, IReadOnlyDictionary<string, string> By)
{
    /// <summary>Its values in the dimensions in which it may have several; without an entry where the figure has no such dimension.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Several { get; init; } = ImmutableDictionary<string, IReadOnlyList<string>>.Empty;

    /// <summary>The State it concerns; null where it concerns none, or several.</summary>
    public string? State { get; init; }

    /// <summary>What it adds: 1 for a record, else a number of persons or an amount of money.</summary>
    public decimal Counts { get; init; } = 1;

    /// <summary>Records that share it are counted once: the State's code, where States are counted and not their authorities.</summary>
    public string? Once { get; init; }

    /// <summary>Position of the last entry it rests on. For the secretariat: gaps between positions would tell others of entries they may not know of.</summary>
    public long? Position { get; init; }

    /// <summary>Stands in a dimension where a record has no value.</summary>
    public const string None = "none";

    /// <summary>Its values in one of the figure's dimensions, never empty.</summary>
    internal IReadOnlyList<string> Values(string dimension) => Several.TryGetValue(dimension, out var several) ? several is [] ? [None] : several : [By[dimension]];

    /// <summary>The stream it is counted from.</summary>
    internal string Stream { get; init; } = "";

    /// <summary>When that entry was recorded.</summary>
    public DateTimeOffset? RecordedAt { get; init; }
}

/// <summary>A fact of the journal with its envelope.</summary>
/// <param name="Fact">The fact itself, of one of the figure's types.</param>
/// <param name="On">When it happened in the world.</param>
/// <param name="Position">Null while the relay has not given it one.</param>
public sealed record Happened(string Stream, int Version, string Type, object Fact, DateOnly On, DateTimeOffset RecordedAt, long? Position);

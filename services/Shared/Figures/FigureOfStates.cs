using Contracts;
using Parties;
using ServiceDefaults.Access;

namespace Figures;

/// <summary>A figure that counts the States named by the records of another one.</summary>
/// <param name="Name">In kebab case, stable: reports name it.</param>
/// <param name="Definition">Which States are counted, in a sentence or two.</param>
/// <param name="Where">Limits the records to those that have a value in a dimension: <c>status</c>, <c>met</c>. Null for all.</param>
public sealed record StatesOfRecords(string Name, string Definition, (string Dimension, string Value)? Where = null);

/// <summary>Counts the States that the records of a figure name, each State once however many records name it, in the whole and in each group of a breakdown.</summary>
/// <remarks>
/// The same records as the figure itself, one for each State a record names: so it follows corrections, days, knowledge and
/// positions as that does, opens to the same records, and is for the same readers.
/// </remarks>
sealed class FigureOfStates(Figure of, StatesOfRecords said) : Figure
{
    const string State = "state";

    public override string Name => said.Name;

    public override string Definition => said.Definition;

    public override string Unit => "States";

    public override IReadOnlyList<Type> Facts => of.Facts;

    /// <summary>Those of the records, the State, and where it lies: its regional group of the United Nations and its region (M49).</summary>
    public override IReadOnlyList<string> Dimensions { get; } = [.. of.Dimensions.Where(it => it != State), State, "regional-group", "region"];

    public override IReadOnlyList<string> Several { get; } = [.. of.Several.Where(it => it != State)];

    public override bool OfPeriod => of.OfPeriod;

    public override IReadOnlyList<Role> Offices => of.Offices;

    public override IEnumerable<Counted> Count(IReadOnlyList<Happened> stream, DateOnly asOf) => of.Count(stream, asOf).Where(IsMeant).SelectMany(EachState);

    bool IsMeant(Counted record) => said.Where is not var (dimension, value) || record.Values(dimension).Contains(value);

    static IEnumerable<Counted> EachState(Counted record)
    {
        if (record.Several.TryGetValue(State, out var states))
            return states.Select(state => Of(record, state) with { Record = $"{record.Record}#{state}", Several = record.Several.Where(it => it.Key != State).ToDictionary() });
        return record.State is { } one ? [Of(record, one)] : [];
    }

    static Counted Of(Counted record, string state) => record with { State = state, Once = state, Counts = 1, By = PlacedIn(record.By, state) };

    static Dictionary<string, string> PlacedIn(IReadOnlyDictionary<string, string> by, string state)
    {
        var (placed, code) = (by.ToDictionary(), StateCode.Parse(state));
        (placed[State], placed["regional-group"], placed["region"]) = (state, ReferenceList.RegionalGroup(code) ?? Counted.None, ReferenceList.Region(code) ?? Counted.None);
        return placed;
    }
}

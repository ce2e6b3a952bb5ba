namespace Portal.Instruments;

/// <summary>How every State of the reference list stands towards one instrument, by regional group: what the page draws as tiles.</summary>
/// <param name="Groups">In the alphabetical order of their ids; States in that of their names.</param>
public sealed record World(IReadOnlyList<World.Group> Groups)
{
    /// <summary>Bound and in force for it; bound, not yet in force; perhaps party; signed; none of these that is on record.</summary>
    public enum Standing { Party, Contracting, Possible, Signatory, Neither }

    /// <summary>The regional groups of the United Nations, and what belongs to none.</summary>
    public static readonly IReadOnlyList<string> Order = ["ag", "apg", "eeg", "grulac", "weog", "none"];

    public sealed record Tile(string State, string Name, Standing Standing)
    {
        /// <summary>Without what stands in brackets behind it.</summary>
        public string ShortName => Shortened(Name);

        public static string Shortened(string name) =>
            name.IndexOf(" (", StringComparison.Ordinal) is > 0 and var at ? name[..at] : name.IndexOf('（', StringComparison.Ordinal) is > 0 and var wide ? name[..wide] : name;
    }

    public sealed record Group(string Id, IReadOnlyList<Tile> Tiles);

    public static World Of(IEnumerable<StateItem> states, Parties parties, IEnumerable<Act> signatories, IComparer<string> names)
    {
        var party = parties.Items.GroupBy(it => it.State).ToDictionary(same => same.Key, same => same.First());
        var signed = signatories.Where(it => it.State is not null).Select(it => it.State!).ToHashSet();
        return new([.. states
            .GroupBy(state => GroupOf(state.RegionalGroup))
            .OrderBy(group => Order.ToList().IndexOf(group.Key))
            .Select(group => new Group(group.Key,
                [.. group.OrderBy(state => Tile.Shortened(state.Name), names).Select(state => new Tile(state.Code, state.Name, StandingOf(state.Code)))]))]);

        Standing StandingOf(string state) => party.TryGetValue(state, out var it)
            ? it switch
            {
                { Certainty: not "certain" } => Standing.Possible,
                { Standing: "contracting" } => Standing.Contracting,
                _ => Standing.Party,
            }
            : signed.Contains(state) ? Standing.Signatory : Standing.Neither;
    }

    /// <summary>As in the names of texts: <c>grulac</c>; <c>none</c> for those that belong to no group.</summary>
    public static string GroupOf(string? regionalGroup) => regionalGroup?.ToLowerInvariant() is { } id && Order.Contains(id) ? id : "none";
}

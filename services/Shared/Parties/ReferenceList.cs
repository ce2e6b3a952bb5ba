using Contracts;
using CsvHelper;

namespace Parties;

/// <summary>The States and organizations that may take part, with their groups. Source: <c>data/states/participants.csv</c>.</summary>
public static class ReferenceList
{
    /// <summary>A participant's place in the world.</summary>
    /// <param name="IsState">A regional economic integration organization is none (UNTOC art. 2(j)).</param>
    /// <param name="RegionalGroup">Of the United Nations, <c>AG</c>; null where it belongs to none (observers, Cook Islands, Niue).</param>
    /// <param name="Region">Of the M49 standard, <c>africa</c>; null for an organization.</param>
    sealed record Place(bool IsState, string? RegionalGroup, string? Region);

    static readonly Dictionary<StateCode, Place> all = Read(Path.Combine(AppContext.BaseDirectory, "data", "states", "participants.csv"));

    /// <summary>States alone, by code.</summary>
    public static readonly IReadOnlySet<StateCode> States = new SortedSet<StateCode>(all.Where(it => it.Value.IsState).Select(it => it.Key));

    /// <summary>Whether it is one of them, a State or an organization.</summary>
    public static bool Has(StateCode code) => all.ContainsKey(code);

    public static bool IsState(StateCode code) => States.Contains(code);

    /// <summary>Regional group of the United Nations: <c>AG</c>, <c>APG</c>, <c>EEG</c>, <c>GRULAC</c>, <c>WEOG</c>; null where it belongs to none.</summary>
    public static string? RegionalGroup(StateCode code) => all.GetValueOrDefault(code)?.RegionalGroup;

    /// <summary>Region of the M49 standard: <c>africa</c>, <c>americas</c>, <c>asia</c>, <c>europe</c>, <c>oceania</c>; null for an organization.</summary>
    public static string? Region(StateCode code) => all.GetValueOrDefault(code)?.Region;

    static Dictionary<StateCode, Place> Read(string file)
    {
        using var csv = CsvReader.FromFile(file);
        var read = new Dictionary<StateCode, Place>();
        while (csv.Read())
            read.Add(StateCode.Parse(csv.GetString("code")), new(csv.GetString("kind") != "reio", OrNull("regional_group"), OrNull("region")?.ToLowerInvariant()));
        return read;

        string? OrNull(string column) => csv.GetString(column) is { Length: > 0 } text ? text : null;
    }
}

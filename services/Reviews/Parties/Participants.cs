using Contracts;
using CsvHelper;

namespace Reviews.Parties;

/// <summary>The States and organizations that may take part, and their regional groups. Source: <c>data/states</c>.</summary>
static class Participants
{
    static readonly IReadOnlyDictionary<StateCode, (bool IsState, string? RegionalGroup)> all = Read(Path.Combine(AppContext.BaseDirectory, "data", "states", "participants.csv"));

    /// <summary>Whether it is a State; a regional economic integration organization is none (UNTOC art. 2(j)).</summary>
    public static bool IsState(StateCode code) => all.TryGetValue(code, out var found) && found.IsState;

    /// <summary>Regional group of the United Nations, <c>AG</c>; null where the data know none (observers, Cook Islands, Niue).</summary>
    public static string? RegionalGroup(StateCode code) => all.TryGetValue(code, out var found) ? found.RegionalGroup : null;

    static Dictionary<StateCode, (bool, string?)> Read(string file)
    {
        using var csv = CsvReader.FromFile(file);
        var read = new Dictionary<StateCode, (bool, string?)>();
        while (csv.Read())
            read.Add(StateCode.Parse(csv.GetString("code")), (csv.GetString("kind") != "reio", csv.GetString("regional_group") is { Length: > 0 } group ? group : null));
        return read;
    }
}

using Contracts;
using CsvHelper;

namespace TechnicalAssistance.Candidates;

/// <summary>The 197 States against which non-parties are counted: 193 Member States, two observers, two in free association with New Zealand.</summary>
/// <remarks>Source: E/CN.15/2023, para. 21; <c>data/states</c>. Organizations are not on it: the European Union is never a candidate.</remarks>
static class ReferenceList
{
    public static readonly IReadOnlySet<StateCode> States = Read(Path.Combine(AppContext.BaseDirectory, "data", "states", "participants.csv"));

    static SortedSet<StateCode> Read(string file)
    {
        using var csv = CsvReader.FromFile(file);
        var states = new SortedSet<StateCode>();
        while (csv.Read())
            if (csv.GetString("kind") != "reio")
                states.Add(StateCode.Parse(csv.GetString("code")));
        return states;
    }
}

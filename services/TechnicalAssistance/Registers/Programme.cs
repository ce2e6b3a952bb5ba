using Contracts;

namespace TechnicalAssistance.Registers;

/// <summary>A programme or project that assistance is given under, as a founding document names it.</summary>
/// <param name="Level">Global, regional or country programme, or project.</param>
/// <param name="Field">What it is about, where the document says.</param>
/// <param name="Names">By language (BCP 47).</param>
/// <param name="States">States it is for, where they are named.</param>
/// <param name="Coverage">Where it works, in words.</param>
/// <param name="FromYear">First year, where it is known.</param>
/// <param name="ToYear">Last year, where it is known.</param>
/// <param name="Closed">Whether a document says that it has ended, or went on as another.</param>
public sealed record Programme(
    string Id, ProgrammeLevel Level, string? Field, IReadOnlyDictionary<string, string> Names, IReadOnlyList<StateCode> States, string? Coverage, int? FromYear, int? ToYear, bool Closed, Source Source, string? Note)
{
    /// <summary>Those in which the register names programmes.</summary>
    static readonly string[] languages = ["en", "zh", "ar"];

    /// <summary>Every programme of the register.</summary>
    public static readonly IReadOnlyList<Programme> All = SourcedFile.Read("programmes", row => new Programme(
        row["id"], LevelOf(row["level"]), row.OrNull("field"), languages.ToDictionary(language => language, language => row[$"name_{language}"]), row.States("states"), row.OrNull("coverage"),
        row.Number("from_year"), row.Number("to_year"), ClosedOf(row.OrNull("status")), row.Source, row.Note));

    static readonly Dictionary<string, Programme> byId = All.ToDictionary(it => it.Id, StringComparer.Ordinal);

    /// <returns>Null when there is none of that id.</returns>
    public static Programme? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Closed for good, or past its last year. Where no source tells, it is taken to go on.</summary>
    public bool IsClosedOn(DateOnly day) => Closed || ToYear < day.Year;

    static ProgrammeLevel LevelOf(string written) => written switch
    {
        "global" => ProgrammeLevel.Global,
        "regional" => ProgrammeLevel.Regional,
        "country" => ProgrammeLevel.Country,
        "project" => ProgrammeLevel.Project,
        _ => throw new FormatException($"'{written}' is no level of a programme."),
    };

    static bool ClosedOf(string? written) => written switch
    {
        null => false,
        "closed" => true,
        _ => throw new FormatException($"'{written}' is no status of a programme."),
    };
}

/// <summary>Source: CAC/COSP/2017, note on technical assistance, para. 92: global, regional and country level.</summary>
public enum ProgrammeLevel { Global, Regional, Country, Project }

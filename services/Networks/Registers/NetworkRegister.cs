using Contracts;
using CsvHelper;

namespace Networks.Registers;

/// <summary>What a network is for.</summary>
public enum NetworkKind { Judicial, LawEnforcement, AssetRecovery, FinancialIntelligence, Integrity, Training, InterAgency }

/// <summary>A cooperation network, as documents and public pages describe it.</summary>
/// <param name="Names">By language; those a source gives.</param>
/// <param name="ShortName">What it is called by; null where no source at hand has one.</param>
/// <param name="Instruments">Those it supports, where a source says so.</param>
/// <param name="Founded">ISO 8601, as precisely as the source says: a year, a month or a day.</param>
/// <param name="Observers">Both ways: who observes it and what it observes.</param>
/// <param name="Scope">Who takes part, and in what.</param>
/// <param name="Source">Documents and pages, with semicolons.</param>
/// <param name="Paragraph">Of each source in turn, with semicolons; a hyphen where a page has none.</param>
/// <param name="Note">What must be known to read it.</param>
public sealed record Network(
    string Id, string? ShortName, IReadOnlyDictionary<string, string> Names, NetworkKind Kind, IReadOnlyList<InstrumentId> Instruments, string? Region, string? Founded,
    string? Secretariat, string? Observers, string? Scope, string Source, string Paragraph, string? Note);

/// <summary>A State known to take part in a network.</summary>
/// <param name="Authorities">Those of the State that take part, where a source names them.</param>
/// <param name="Since">ISO 8601, as precisely as the source says; null where it does not.</param>
public sealed record NetworkMember(string Network, StateCode State, string? Authorities, string? Since, string Source, string Paragraph, string? Note);

/// <summary>A dated meeting or event of a network.</summary>
/// <param name="On">ISO 8601, as precisely as the source says.</param>
public sealed record NetworkMeeting(string Network, string Kind, string On, string Title, string? Place, string Source, string Paragraph, string? Note);

/// <summary>The register of networks the platform ships with. Nothing in it is filled in to look complete: a blank means that no source at hand says it.</summary>
public static class NetworkRegister
{
    static readonly string folder = Path.Combine(AppContext.BaseDirectory, "data", "networks");

    /// <summary>The official languages of the United Nations, in the order of the file.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "fr", "es", "ru", "zh", "ar"];

    /// <summary>Every network, by id.</summary>
    public static readonly IReadOnlyList<Network> All = [.. Rows("networks.csv", row => new Network(
        row("id"), Text(row("short_name")), Languages.Where(language => row(language) != "").ToDictionary(language => language, row), KindOf(row("kind")),
        [.. row("instruments").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => InstrumentId.Parse(id))], Text(row("region")), Text(row("founded")),
        Text(row("secretariat")), Text(row("observers")), Text(row("scope")), row("source"), row("paragraph"), Text(row("note")))).OrderBy(network => network.Id, StringComparer.Ordinal)];

    public static readonly IReadOnlyList<NetworkMember> Members = Rows("members.csv", row => new NetworkMember(
        row("network"), StateCode.Parse(row("state")), Text(row("authorities")), Text(row("since")), row("source"), row("paragraph"), Text(row("note"))));

    public static readonly IReadOnlyList<NetworkMeeting> Meetings = Rows("meetings.csv", row => new NetworkMeeting(
        row("network"), row("kind"), row("on"), row("title"), Text(row("place")), row("source"), row("paragraph"), Text(row("note"))));

    /// <returns>Null when the register has no such network.</returns>
    public static Network? Find(string id) => All.FirstOrDefault(network => network.Id == id);

    static List<T> Rows<T>(string file, Func<Func<string, string>, T> read)
    {
        using var csv = CsvReader.FromFile(Path.Combine(folder, file), CsvReaderOptions.Default with { MalformedData = CsvMalformedDataHandling.Throw, FieldCountMismatch = CsvFieldCountHandling.Throw });
        var rows = new List<T>();
        while (csv.Read())
            rows.Add(read(csv.GetString));
        return rows;
    }

    static string? Text(string cell) => cell == "" ? null : cell;

    static NetworkKind KindOf(string written) => ServiceDefaults.Answers.Word<NetworkKind>.Parse(written, null).Value;
}

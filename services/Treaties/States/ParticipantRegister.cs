using System.Globalization;
using Contracts;
using CsvHelper;
using ServiceDefaults.Reading;

namespace Treaties.States;

/// <summary>The register of participants, read once from <c>data/states</c>: base data, departures from them, footnotes.</summary>
public sealed class ParticipantRegister
{
    /// <summary>The official languages of the United Nations.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "fr", "es", "ru", "zh", "ar"];

    readonly Dictionary<StateCode, Participant> participants;
    readonly ILookup<StateCode, string> everyName;
    readonly ILookup<string, StateCode> codesByName;

    public ParticipantRegister(IEnumerable<Participant> participants, IEnumerable<Footnote> footnotes, IEnumerable<NameDeparture> departures,
        IEnumerable<Membership>? memberships = null, IEnumerable<FormerName>? formerNames = null)
    {
        this.participants = participants.ToDictionary(participant => participant.Code);
        Footnotes = [.. footnotes];
        Departures = [.. departures];
        Memberships = [.. memberships ?? []];
        var former = (formerNames ?? []).ToLookup(name => name.Code, name => name.Name);
        var names = this.participants.Values.SelectMany(it => it.Names.Values.Concat(former[it.Code]).Select(name => (it.Code, Name: name))).ToList();
        everyName = names.ToLookup(it => it.Code, it => it.Name);
        codesByName = names.Select(it => (it.Code, Name: Folded.Of(it.Name))).Distinct().ToLookup(it => it.Name, it => it.Code);
    }

    /// <summary>All participants by code, the European Union among them.</summary>
    public IEnumerable<Participant> All => participants.Values.OrderBy(participant => participant.Code);

    /// <summary>The 197 States against which universality and non-parties are counted.</summary>
    public IEnumerable<Participant> States => All.Where(participant => participant.IsState);

    /// <summary>All footnotes, also those of names that are no participants.</summary>
    public IReadOnlyList<Footnote> Footnotes { get; }

    public IReadOnlyList<NameDeparture> Departures { get; }

    /// <summary>Which States belong, or belonged, to an organization that takes part.</summary>
    public IReadOnlyList<Membership> Memberships { get; }

    /// <summary>The member States of an organization on a day.</summary>
    public IReadOnlySet<StateCode> MembersOf(StateCode organization, DateOnly day) =>
        Memberships.Where(it => it.Organization == organization && it.From <= day && (it.To is not { } left || day <= left)).Select(it => it.State).ToHashSet();

    public Participant? Find(StateCode code) => participants.GetValueOrDefault(code);

    /// <exception cref="KeyNotFoundException">Not on the register.</exception>
    public Participant this[StateCode code] => Find(code) ?? throw new KeyNotFoundException($"{code} is not on the register of participants.");

    /// <summary>The name to print; the code itself for who is not on the register.</summary>
    public string NameOf(StateCode code, Language language) => Find(code)?.Names[language.Tag] ?? code.ToString();

    /// <summary>Which of a participant's names, of today or of before, in whatever language, holds all the words; the printed one where it does.</summary>
    /// <param name="words">From <see cref="Folded.Words"/>.</param>
    /// <returns>Null where none does.</returns>
    public string? FoundBy(StateCode code, Language printed, IReadOnlyList<string> words) =>
        everyName[code].Prepend(NameOf(code, printed)).FirstOrDefault(name => Folded.Holds(name, words));

    /// <summary>Who has, or had, just this name in one of the languages, whatever its accents.</summary>
    public IEnumerable<StateCode> Named(string name) => codesByName[Folded.Of(name)];

    /// <param name="folder">Folder of the files, <c>data/states</c>.</param>
    /// <exception cref="InvalidDataException">A name is blank.</exception>
    public static ParticipantRegister Read(string folder)
    {
        var footnotes = Rows(folder, "footnotes.csv", row => new Footnote(row("code"), row("language"), row("text"), row("applies_to"), row("source")));
        var departures = Rows(folder, "departures.csv", row => new NameDeparture(StateCode.Parse(row("code")), row("language"), row("name"), row("source")));
        var participants = Rows(folder, "participants.csv", row =>
        {
            var code = StateCode.Parse(row("code"));
            var names = Languages.ToDictionary(language => language, language =>
                departures.SingleOrDefault(departure => departure.Code == code && departure.Language == language)?.Name ?? row(language));
            if (names.FirstOrDefault(name => string.IsNullOrWhiteSpace(name.Value)) is { Key: { } blank })
                throw new InvalidDataException($"{code} has no name in '{blank}' in {folder}.");

            return new Participant(code, KindOf(row("kind")), NullIfBlank(row("regional_group")), RegionOf(row("region_code"), row("region")),
                RegionOf(row("subregion_code"), row("subregion")),
                new Categories(row("ldc") == "yes", row("lldc") == "yes", row("sids") == "yes"), names, [.. footnotes.Where(footnote => footnote.Code == code.ToString())]);
        });
        var memberships = Rows(folder, "memberships.csv", row => new Membership(StateCode.Parse(row("organization")), StateCode.Parse(row("state")),
            DateOnly.ParseExact(row("from"), "yyyy-MM-dd", CultureInfo.InvariantCulture),
            row("to") == "" ? null : DateOnly.ParseExact(row("to"), "yyyy-MM-dd", CultureInfo.InvariantCulture), row("source")));
        var formerNames = Rows(folder, "former-names.csv", row => new FormerName(StateCode.Parse(row("code")), row("language"), row("name"),
            int.Parse(row("until"), CultureInfo.InvariantCulture), row("source")));
        return new ParticipantRegister(participants, footnotes, departures, memberships, formerNames);
    }

    static ParticipantKind KindOf(string written) => written switch
    {
        "member-state" => ParticipantKind.MemberState,
        "observer-state" => ParticipantKind.ObserverState,
        "free-association" => ParticipantKind.FreeAssociation,
        "reio" => ParticipantKind.Reio,
        _ => throw new InvalidDataException($"'{written}' is no kind of participant."),
    };

    static Region? RegionOf(string code, string name) => code == "" ? null : new Region(code, name);

    static string? NullIfBlank(string text) => text == "" ? null : text;

    static List<T> Rows<T>(string folder, string file, Func<Func<string, string>, T> read)
    {
        using var csv = CsvReader.FromFile(Path.Combine(folder, file),
            CsvReaderOptions.Default with { MalformedData = CsvMalformedDataHandling.Throw, FieldCountMismatch = CsvFieldCountHandling.Throw });
        var rows = new List<T>();
        while (csv.Read())
            rows.Add(read(csv.GetString));
        return rows;
    }
}

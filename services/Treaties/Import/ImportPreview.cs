using Contracts;
using Contracts.Treaties;
using ServiceDefaults.Answers;
using ServiceDefaults.Reading;
using Treaties.Actions;
using Treaties.States;
using Treaties.Status;

namespace Treaties.Import;

/// <summary>What a line of an export would do to the record.</summary>
public enum LineOutcome
{
    /// <summary>The act is not on record and would be recorded.</summary>
    New,

    /// <summary>The act is on record and reads otherwise; it is corrected only where the acceptance says so.</summary>
    Differs,

    /// <summary>The act is on record, just as the line says.</summary>
    Unchanged,
}

/// <param name="Field">As an entry writes it; <c>annulled</c> where the act on record counts for nothing.</param>
public sealed record Difference(string Field, string? Recorded, string? Exported);

/// <summary>A line of the export beside the record.</summary>
/// <param name="Act">The act as the line says it: with the id it has on record, or an empty one where it is new.</param>
/// <param name="Revision">Number of the revision on record; −1 where it is new.</param>
/// <param name="Differences">Empty unless it differs.</param>
/// <param name="Flags">Rules it breaks or leaves open once everything new is on record.</param>
public sealed record ComparedLine(int Line, string PartyName, LineOutcome Outcome, TreatyAct Act, int Revision, IReadOnlyList<Difference> Differences,
    IReadOnlyList<Finding> Flags);

/// <summary>An export beside the record: what would change, and what cannot be read.</summary>
public sealed record ImportPreview(IReadOnlyList<ComparedLine> Lines, IReadOnlyList<ExportProblem> Problems)
{
    static readonly Rule nameOfAnother = new("treaties/name-of-another", "name", "named", "state");

    /// <summary>Compares. An act is recognised by instrument, participant, kind, territory (however it is spelt) and date; where one of a kind is left on each side, by the rest.</summary>
    /// <param name="latest">Of every act concerned its latest revision, annulled ones too.</param>
    /// <param name="newId">Gives ids to acts that are new.</param>
    /// <param name="time">Nothing can have been received after the depositary's day, as for an act that is entered.</param>
    public static ImportPreview Of(TreatyRecord record, IReadOnlyCollection<Revision> latest, StatusExport export, ParticipantRegister register, TimeProvider time, Func<Guid> newId)
    {
        List<ExportProblem> problems = [.. export.Problems];
        List<ExportedAct> readable = [];
        foreach (var twins in export.Acts.GroupBy(line => (KeyOf(line.Act), line.Act.Date)))
        {
            readable.Add(twins.First());
            problems.AddRange(twins.Skip(1).Select(twin => new ExportProblem(twin.Line, $"The same act stands in line {twins.First().Line}.")));
        }
        foreach (var line in readable.ToList())
            if (Impossible(line, register, record.Catalogue[line.Act.Instrument].Depositary.Today(time)) is { } problem)
            {
                problems.Add(problem);
                readable.Remove(line);
            }

        var matched = Match(readable, latest);
        var compared = readable.OrderBy(line => line.Line).Select(line => Compare(line, matched.GetValueOrDefault(line.Line), newId)).ToList();
        var after = new TreatyRecord(record.Catalogue, record.Acts.Concat(compared.Where(line => line.Outcome == LineOutcome.New).Select(line => line.Act)));
        return new(
            [.. compared.Select(line => line.Outcome == LineOutcome.Unchanged ? line : line with { Flags = [.. Misnamed(line, register), .. Consistency.Judge(after, line.Act)] })],
            [.. problems.OrderBy(problem => problem.Line)]);
    }

    /// <summary>A row in which the code is one State's and the name another's has slipped, and may have slipped in its other cells too.</summary>
    static IEnumerable<Finding> Misnamed(ComparedLine line, ParticipantRegister register) =>
        register.Named(line.PartyName).ToList() is [var named, ..] all && !all.Contains(line.Act.State)
            ? [new(nameOfAnother.With(RefusalValue.Text(line.PartyName), named, line.Act.State), Severity.Query, line.Act.Instrument, line.Act.State, line.Act.Id,
                "state", "data/states/participants.csv")]
            : [];

    static ExportProblem? Impossible(ExportedAct line, ParticipantRegister register, DateOnly today) =>
        register.Find(line.Act.State) is null ? new(line.Line, $"{line.Act.State} is none of the {register.All.Count()} States and organizations on the register.")
        : line.Act.Date.NotAfter > today ? new(line.Line, $"The depositary cannot have received by {today:yyyy-MM-dd} what is dated {line.Act.Date}.")
        : null;

    static Dictionary<int, Revision> Match(List<ExportedAct> lines, IReadOnlyCollection<Revision> latest)
    {
        Dictionary<int, Revision> matched = [];
        var recorded = latest.ToLookup(revision => KeyOf(revision.Act));
        foreach (var group in lines.GroupBy(line => KeyOf(line.Act)))
        {
            var left = recorded[group.Key].OrderBy(revision => revision.Annulled).ThenBy(revision => revision.Act.Id).ToList();
            foreach (var line in group)
                if (left.Find(revision => revision.Act.Date == line.Act.Date) is { } same)
                {
                    matched[line.Line] = same;
                    left.Remove(same);
                }
            if (group.Where(line => !matched.ContainsKey(line.Line)).ToList() is [var one] && left is [var other])
                matched[one.Line] = other;
        }
        return matched;
    }

    static ComparedLine Compare(ExportedAct line, Revision? on, Func<Guid> newId)
    {
        if (on is null)
            return new(line.Line, line.PartyName, LineOutcome.New, line.Act with { Id = newId() }, -1, [], []);

        List<Difference> differences = [];
        void Differ(string field, string? recorded, string? exported)
        {
            if (recorded != exported)
                differences.Add(new(field, recorded, exported));
        }
        Differ("annulled", on.Annulled ? "true" : "false", "false");
        Differ("date", on.Act.Date.ToString(), line.Act.Date.ToString());
        Differ("source", on.Act.Source, line.Act.Source);
        Differ("note", on.Act.Note, line.Act.Note);
        // What an export has no column for stays as it is on record.
        return new(line.Line, line.PartyName, differences.Count == 0 ? LineOutcome.Unchanged : LineOutcome.Differs,
            on.Act with { Date = line.Act.Date, Source = line.Act.Source, Note = line.Act.Note }, on.Number, differences, []);
    }

    static (InstrumentId, StateCode, TreatyActionKind, string?) KeyOf(TreatyAct act) => (act.Instrument, act.State, act.Kind, act.Territory is null ? null : Folded.Of(act.Territory));
}

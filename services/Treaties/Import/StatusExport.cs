using ServiceDefaults.Answers;
using Contracts;
using Contracts.Treaties;
using CsvHelper;
using ServiceDefaults.Reading;
using Treaties.Actions;
using Treaties.Instruments;

namespace Treaties.Import;

/// <summary>One line of a status export, read as an act.</summary>
/// <param name="Line">Line of the file, the header being 1.</param>
/// <param name="PartyName">The participant's name as the depositary printed it.</param>
/// <param name="Act">The act; its id is empty until the line is accepted.</param>
public sealed record ExportedAct(int Line, string PartyName, TreatyAct Act);

/// <param name="Line">Line of the file; null for the file as a whole.</param>
public sealed record ExportProblem(int? Line, string Detail);

/// <summary>A status export: one line per act as the depositary's tables print them.</summary>
/// <remarks>
/// Columns: <c>instrument</c> or <c>untc_ref</c>, <c>state</c>, <c>party_name</c>, <c>action</c>, <c>date</c>, or <c>not_before</c> and <c>not_after</c>
/// where only bounds are known, <c>date_basis</c>, <c>source_id</c>, <c>note</c>.
/// A line that cannot be read as an act is a problem with its line number; it is never guessed at or dropped in silence.
/// </remarks>
public sealed record StatusExport(IReadOnlyList<ExportedAct> Acts, IReadOnlyList<ExportProblem> Problems)
{
    static readonly string[] Columns = ["instrument", "untc_ref", "state", "party_name", "action", "date", "not_before", "not_after", "date_basis", "source_id", "note"];

    public static StatusExport Read(TextReader text, InstrumentCatalogue catalogue)
    {
        // By default the reader mends broken lines; an act of a State is not a thing to mend.
        using var csv = CsvReader.Create(text, CsvReaderOptions.Default with
        {
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            FieldCountMismatch = CsvFieldCountHandling.Throw,
        });
        List<ExportRow> rows = [];
        List<ExportProblem> problems = [];
        try
        {
            csv.ReadHeader();
            if (Columns.Except(csv.Headers).ToList() is { Count: > 0 } missing)
                return new([], [new(1, $"The columns {string.Join(", ", missing)} are missing.")]);

            while (csv.Read())
            {
                try
                {
                    rows.Add(ExportRow.Read(csv, catalogue));
                }
                catch (FormatException unreadable)
                {
                    problems.Add(new((int)csv.LineNumber, unreadable.Message));
                }
            }
        }
        catch (CsvFormatException broken)
        {
            // What follows a broken line cannot be told apart from it, so reading stops here and says so.
            problems.Add(new(null, $"The file cannot be read further: {broken.Message}"));
        }

        List<ExportedAct> acts = [];
        foreach (var row in rows)
        {
            if ((row.Date ?? row.BetweenConsents(rows)) is { } date)
                acts.Add(row.Dated(date, rows));
            else
                problems.Add(new(row.Line, "The act has neither a date nor bounds, and no acts before and after bound it."));
        }
        return new(acts, problems);
    }
}

/// <summary>A line whose words are understood, its date perhaps still open.</summary>
sealed record ExportRow(int Line, InstrumentId Instrument, StateCode State, string PartyName, TreatyActionKind? Kind, string? Territory, UncertainDate? Date, string Basis,
    string SourceId, string Note)
{
    /// <exception cref="FormatException">A field cannot be read as meant; the message says which.</exception>
    public static ExportRow Read(CsvReader csv, InstrumentCatalogue catalogue)
    {
        var (kind, territory) = KindOf(Text(csv, "action"));
        return new((int)csv.LineNumber, InstrumentOf(Text(csv, "untc_ref"), Text(csv, "instrument"), catalogue), StateCode.Parse(Text(csv, "state")), Text(csv, "party_name"), kind,
            territory,
            DateOf(Text(csv, "date"), Text(csv, "not_before"), Text(csv, "not_after")), Text(csv, "date_basis"), Text(csv, "source_id"), Text(csv, "note"));
    }

    /// <summary>Blanks around it mean nothing; of a date they are left, since it is read in one form alone.</summary>
    static string Text(CsvReader csv, string column) => TextRules.Fault(csv.GetString(column), column, isFree: column == "note") is { } fault
        ? throw new FormatException(fault.Said.In(Tongue.English))
        : column is "date" or "not_before" or "not_after" ? csv.GetString(column) : csv.GetString(column).Trim();

    /// <summary>A withdrawal without a date lies between the consent it withdraws and the fresh consent after it; a line that stands twice is one consent.</summary>
    public UncertainDate? BetweenConsents(IReadOnlyList<ExportRow> rows)
    {
        var consents = rows.Where(other => other.Instrument == Instrument && other.State == State && other.Kind?.IsConsentToBeBound() == true && other.Date is not null)
            .Select(other => other.Date!.Value).Distinct().Order().ToList();
        return Kind?.EndsParticipation() == true && consents.Count == 2 ? UncertainDate.Between(consents[0].NotBefore, consents[1].NotAfter) : null;
    }

    public ExportedAct Dated(UncertainDate date, IReadOnlyList<ExportRow> rows)
    {
        var notes = new List<string>();
        if (Note != "")
            notes.Add(Note);
        if (Date is null)
            notes.Add("dated by the act it withdraws and the fresh consent after it");
        if (Kind is null)
            notes.Add("kind of act not stated by the source: ratification for a signatory, accession otherwise");

        // The same inference the base record uses where a source prints only that a State is a party.
        var kind = Kind ?? (rows.Any(other => other.Instrument == Instrument && other.State == State && other.Kind == TreatyActionKind.Signature) ? TreatyActionKind.Ratification
            : TreatyActionKind.Accession);
        return new(Line, PartyName, new()
        {
            Id = Guid.Empty,
            Instrument = Instrument,
            State = State,
            Kind = kind,
            Date = date,
            Territory = Territory,
            Source = SourceId == "" ? Note : Basis == "" ? SourceId : $"{SourceId} ({Basis})",
            Note = notes.Count == 0 ? null : string.Join("; ", notes),
        });
    }

    static (TreatyActionKind? Kind, string? Territory) KindOf(string written)
    {
        const string territorial = "territorial application (";
        if (written == "")
            return (null, null);
        if (written.StartsWith(territorial, StringComparison.Ordinal) && written.EndsWith(')'))
            return (TreatyActionKind.TerritorialApplication, written[territorial.Length..^1].Trim());
        return TreatyActionKinds.TryParse(written.Replace(' ', '-'), out var kind) ? (kind, null) : throw new FormatException($"'{written}' is no kind of act.");
    }

    static InstrumentId InstrumentOf(string reference, string code, InstrumentCatalogue catalogue)
    {
        InstrumentId? byReference = reference == "" ? null : Known(reference, it => it.UntcReference == reference);
        InstrumentId? byCode = code == "" ? null : Known(code, it => it.ExportCode == code || it.Id.ToString() == code);
        if (byReference is { } one && byCode is { } other && one != other)
            throw new FormatException($"'{reference}' is another instrument than '{code}'.");
        return byReference ?? byCode ?? throw new FormatException("The line names no instrument.");

        InstrumentId Known(string written, Func<Instrument, bool> isIt) =>
            catalogue.All.FirstOrDefault(isIt)?.Id ?? throw new FormatException($"No instrument is known as '{written}'.");
    }

    static UncertainDate? DateOf(string date, string notBefore, string notAfter)
    {
        if (date != "")
            return UncertainDate.On(Day(date));
        if (notBefore == "" && notAfter == "")
            return null;
        var (earliest, latest) = (Day(notBefore), Day(notAfter));
        return earliest <= latest ? UncertainDate.Between(earliest, latest) : throw new FormatException($"The bounds {notBefore} and {notAfter} are the wrong way round.");
    }

    static DateOnly Day(string written) => Written.TryReadDate(written, out var day)
        ? day
        : throw new FormatException($"'{written}' is no date: year, month and day are wanted, as in 2003-07-01.");
}

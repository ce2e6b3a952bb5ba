using Contracts;
using Contracts.Treaties;
using Treaties.States;
using Treaties.Status;

namespace Treaties.Import;

/// <summary>An import as it is shown: what accepting it changes.</summary>
/// <param name="AcceptedAt">When it was accepted; null while it waits.</param>
/// <param name="Counts">How many lines there are of each outcome.</param>
/// <param name="Items">The lines that are new or differ; those that change nothing are only counted.</param>
/// <param name="Unreadable">Lines that cannot be read as an act of the depositary's record, and why. They are left out.</param>
public sealed record ImportAnswer(Guid Id, DateTimeOffset ReceivedAt, DateTimeOffset? AcceptedAt, ImportAnswer.Tally Counts, IReadOnlyList<ImportAnswer.Item> Items,
    IReadOnlyList<ExportProblem> Unreadable)
{
    public sealed record Tally(int New, int Differing, int Unchanged, int Flagged, int Unreadable);

    /// <param name="Line">Line of the export, the header being 1.</param>
    /// <param name="PartyName">The participant's name as the depositary printed it.</param>
    /// <param name="Action">The act on record; null where it is new.</param>
    public sealed record Item(
        int Line, LineOutcome Outcome, InstrumentId Instrument, StateCode State, string Name, string PartyName, TreatyActionKind Kind, string? Territory,
        DateOnly? DepositedOn, DateOnly? NotBefore, DateOnly? NotAfter, string Source, string? Note, Guid? Action, IReadOnlyList<Difference> Differences,
        IReadOnlyList<Flag> Flags);

    public sealed record Flag(string Rule, Severity Severity, string Detail, string Source);

    public static ImportAnswer Of(Guid id, DateTimeOffset receivedAt, ImportPreview preview, ParticipantRegister register, Language language)
    {
        return new(id, receivedAt, null,
            new(Count(LineOutcome.New), Count(LineOutcome.Differs), Count(LineOutcome.Unchanged), preview.Lines.Count(line => line.Flags.Count > 0), preview.Problems.Count),
            [.. preview.Lines.Where(line => line.Outcome != LineOutcome.Unchanged).Select(line => new Item(
                line.Line, line.Outcome, line.Act.Instrument, line.Act.State, register.NameOf(line.Act.State, language), line.PartyName, line.Act.Kind, line.Act.Territory,
                line.Act.Date.Day, line.Act.Date.EarliestIfOpen, line.Act.Date.LatestIfOpen, line.Act.Source, line.Act.Note, line.Outcome == LineOutcome.New ? null : line.Act.Id,
                line.Differences, [.. line.Flags.Select(flag => new Flag(flag.Rule, flag.Severity, flag.Detail, flag.Source))]))],
            preview.Problems);

        int Count(LineOutcome outcome) => preview.Lines.Count(line => line.Outcome == outcome);
    }

    /// <summary>Whether accepting would do just what was shown.</summary>
    public bool SaysTheSameAs(ImportAnswer other) => Counts == other.Counts && Items.Zip(other.Items).All(pair =>
        (pair.First.Line, pair.First.Outcome, pair.First.Action) == (pair.Second.Line, pair.Second.Outcome, pair.Second.Action)
            && pair.First.Differences.SequenceEqual(pair.Second.Differences));
}

using System.Text.Json;
using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using Treaties.Actions;
using Treaties.Instruments;
using Treaties.States;
using Treaties.Status;
using Treaties.Storage;

namespace Treaties.Import;

/// <summary>Somebody accepts what a preview showed: new acts are recorded, in one transaction over all participants.</summary>
/// <remarks>
/// What the depositary recorded is recorded, and flagged where it breaks a rule (domain rule 6.7). A line that differs from
/// the record changes nothing unless it is named: the record may have been corrected with reason since the export was made.
/// </remarks>
static class AcceptImport
{
    static readonly Rule outdated = new("treaties/import-outdated"), alreadyAccepted = new("treaties/import-already-accepted", "moment"),
        noDifference = new("treaties/line-does-not-differ", "line");

    /// <param name="Correct">Lines of the export whose differences are taken over as corrections; none when left out.</param>
    public sealed record Request(IReadOnlyList<int>? Correct = null);

    /// <param name="Recorded">Acts recorded.</param>
    /// <param name="Corrected">Acts corrected.</param>
    /// <param name="Left">Lines that differ from the record and were not named.</param>
    public sealed record Accepted(Guid Id, DateTimeOffset AcceptedAt, int Recorded, int Corrected, int Left);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/imports/{import:guid}/acceptance", Handle)
        .For(Role.TreatyOfficer)
        .WithSummary("Accept an import")
        .WithDescription("If-Match with the ETag of the import. New acts are recorded; differing ones are corrected where their lines are named.")
        .Produces<Accepted>().ChangesWhatExists();

    static Task<IResult> Handle(Guid import, Request? request, Change<TreatiesDb> change, InstrumentCatalogue catalogue, ParticipantRegister register, TimeProvider time,
        CancellationToken cancel) =>
        change.Run(async work =>
        {
            var stream = await work.Open($"imports/{import}");
            if (stream.Version > 0 && work.IfMatch(stream) is { } stale)
                return stale;
            return await Accept(work, import, request?.Correct ?? [], catalogue, register, time);
        }, cancel);

    /// <summary>Records what the preview showed, or says why not: it was accepted already, or the record has moved on since.</summary>
    public static async Task<Answer> Accept(Work<TreatiesDb> work, Guid import, IReadOnlyList<int> correct, InstrumentCatalogue catalogue, ParticipantRegister register,
        TimeProvider time)
    {
        var stream = await work.Open($"imports/{import}");
        if (await work.Db.Imports.SingleOrDefaultAsync(it => it.Id == import, work.Cancel) is not { } kept)
            return Refusal.Absent("import", RefusalValue.Text($"{import}"));
        if (kept.AcceptedAt is not null)
            return Refusal.Because(alreadyAccepted.With(kept.AcceptedAt.Value), null);

        var export = StatusExport.Read(new StringReader(kept.Text), catalogue);
        var awaiting = AnnounceEntryIntoForce.Awaiting(catalogue, export.Acts.Select(line => line.Act.Instrument));
        var streams = await work.Open([.. export.Acts.Select(line => Recording.StreamOf(line.Act.State)), .. awaiting.Select(AnnounceEntryIntoForce.StreamOf)]);

        var preview = await PreviewImport.Compare(work.Db, kept.Text, catalogue, register, time, work.Cancel);
        var shown = JsonSerializer.Deserialize<ImportAnswer>(kept.Preview, AnswerDefaults.Json)!;
        if (!shown.SaysTheSameAs(ImportAnswer.Of(import, kept.ReceivedAt, preview, register, new Language("en"))))
            return Refusal.Because(outdated, null);
        if (correct.Except(preview.Lines.Where(line => line.Outcome == LineOutcome.Differs).Select(line => line.Line)).ToList() is [var wrong, ..])
            return Refusal.Because(noDifference.With(wrong), "correct");

        List<ComparedLine> deposited = [.. preview.Lines.Where(line => line.Outcome == LineOutcome.New)];
        List<ComparedLine> corrected = [.. preview.Lines.Where(line => correct.Contains(line.Line))];
        var changed = corrected.Select(line => line.Act.Id).ToHashSet();
        var before = await work.Db.Record(catalogue, work.Cancel);
        var after = new TreatyRecord(catalogue, before.Acts.Where(act => !changed.Contains(act.Id)).Concat(deposited.Concat(corrected).Select(line => line.Act)));

        // By date within each participant, as it would have been recorded at the time.
        foreach (var line in deposited.OrderBy(line => line.Act.Date).ThenBy(line => line.Line))
            work.Deposit(streams[Recording.StreamOf(line.Act.State)], after, line.Act, FlagsOf(after, line));
        foreach (var line in corrected)
            work.Correct(streams[Recording.StreamOf(line.Act.State)], after, line.Act, line.Revision + 1, annulled: false, $"line {line.Line} of import {import}",
                FlagsOf(after, line));
        var touched = deposited.Concat(corrected).ToLookup(line => line.Act.State, line => line.Act.Id);
        foreach (var state in touched)
            await work.Follow(streams[Recording.StreamOf(state.Key)], before, after, state.Key, state.ToHashSet(), $"its day of effect follows from import {import}");
        await AnnounceEntryIntoForce.Announce(work, after, awaiting);

        kept.AcceptedAt = work.RecordingTime(stream);
        stream.Append(new ImportAccepted { Import = import, Recorded = deposited.Count, Corrected = corrected.Count }, on: time.Today());
        return Answer.Ok(new Accepted(import, kept.AcceptedAt.Value, deposited.Count, corrected.Count,
            preview.Lines.Count(line => line.Outcome == LineOutcome.Differs) - corrected.Count), stream);
    }

    static IReadOnlyList<string> FlagsOf(TreatyRecord after, ComparedLine line) => [.. Consistency.Judge(after, line.Act).Select(finding => finding.Rule)];
}

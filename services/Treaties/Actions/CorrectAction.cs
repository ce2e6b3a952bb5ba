using ServiceDefaults.Reading;
using System.ComponentModel.DataAnnotations;
using Contracts;
using Contracts.Treaties;
using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using Treaties.Instruments;
using Treaties.States;
using Treaties.Status;
using Treaties.Storage;

namespace Treaties.Actions;

/// <summary>The officer corrects an act on record, or annuls it: a new revision beside the old ones, with its reason.</summary>
/// <remarks>Source: VCLT arts. 77(1)(d) and 79; what was recorded stays to be seen as it was known then.</remarks>
static class CorrectAction
{
    static readonly Rule annulOrReplace = new("treaties/annul-or-replace"), keepsParticipant = new("treaties/correction-keeps-participant", "state"),
        isAnnulled = new("treaties/act-annulled"), nothingCorrected = new("treaties/nothing-corrected");
    static readonly Rule orphansAct = new("treaties/correction-breaks-another", "action");

    /// <param name="Reason">Why the record changes, in a sentence. No names of persons.</param>
    /// <param name="Annul">The act was never made.</param>
    /// <param name="Replacement">The whole act as it should read; its participant stays the same.</param>
    public sealed record Request([Required, FreeText, MaxLength(500)] string Reason, bool Annul = false, ActEntry? Replacement = null);

    /// <param name="Action">The act as it now stands; null where it is annulled.</param>
    public sealed record Corrected(Guid Id, int Revision, DateTimeOffset RecordedAt, bool Annulled, string Reason, ActAnswer? Action);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/instruments/{instrument}/actions/{action:guid}/corrections", Handle)
        .For(Role.TreatyOfficer)
        .WithSummary("Correct or annul a treaty action")
        .WithDescription("If-Match with the ETag of the act, which is the version of its participant's stream. "
            + "A correction that would break a rule for this act or another of the participant's is refused.")
        .Produces<Corrected>(StatusCodes.Status201Created).ChangesWhatExists();

    static Task<IResult> Handle(
        InstrumentId instrument, Guid action, Request request, string? lang, HttpRequest http, Change<TreatiesDb> change, KeptParticipants participants,
        InstrumentCatalogue catalogue, ParticipantRegister register, TimeProvider time, CancellationToken cancel) =>
        change.Run(async work =>
        {
            // Participant and instrument of an act never change, so they may be read before its stream is open.
            if (await work.Db.Revisions.AsNoTracking().FirstOrDefaultAsync(it => it.Act == action && it.Instrument == instrument, cancel) is not { State: var state })
                return Refusal.Absent("action", RefusalValue.Text($"{action}"));
            var known = catalogue[instrument];
            var awaiting = AnnounceEntryIntoForce.Awaiting(catalogue, catalogue.Bearing(known));
            var streams = await work.Open([Recording.StreamOf(state), .. awaiting.Select(AnnounceEntryIntoForce.StreamOf)]);
            var stream = streams[Recording.StreamOf(state)];
            if (work.IfMatch(stream) is { } stale)
                return stale;

            var last = (await work.Db.Revisions.AsNoTracking().Where(it => it.Act == action).OrderByDescending(it => it.Number).FirstAsync(cancel)).ToRevision();
            if (Unfit(request, last, known) is { } unfit)
                return unfit;

            var act = request.Replacement?.ToAct(action, instrument) ?? last.Act;
            var whole = Admission.NeedsAll(known, act, awaiting);
            var before = await participants.Read(work, stream, state, whole);
            var after = request.Annul ? before.Without(action) : before.With(act);
            var findings = request.Annul ? [] : Admission.Judge(after, register, act, known.Depositary.Today(time));
            if (Broken(before, after, last, findings) is { } broken)
                return broken;

            var revision = work.Correct(stream, after, act, last.Number + 1, request.Annul, request.Reason, [.. findings.Select(finding => finding.Rule)]);
            await work.Follow(stream, before, after, state, new HashSet<Guid> { action }, $"its day of effect follows from the corrected {act.Kind.Written()} {action}");
            await AnnounceEntryIntoForce.Announce(work, after, awaiting);
            participants.Keep(stream, state, after, whole);
            return Answer.Created($"/instruments/{instrument}/actions/{action}",
                new Corrected(action, revision.Number, revision.RecordedAt, request.Annul, request.Reason,
                    request.Annul ? null : ActAnswer.Of(after, act, register, Language.Of(lang, http))), stream);
        }, cancel);

    static Refusal? Unfit(Request request, Revision last, Instrument known)
    {
        if (request.Annul == request.Replacement is not null)
            return Refusal.Invalid(annulOrReplace, "replacement");
        if (request.Annul)
            return last.Annulled ? Refusal.Because(isAnnulled, "annul") : null;
        if (request.Replacement!.State != last.Act.State)
            return Refusal.Invalid(keepsParticipant.With(last.Act.State), "replacement.state");
        if (request.Replacement.Unreadable(known, "replacement.") is { } unreadable)
            return unreadable;
        return !last.Annulled && Same(request.Replacement.ToAct(last.Act.Id, last.Act.Instrument), last.Act) ? Refusal.Because(nothingCorrected, "replacement") : null;
    }

    /// <summary>
    /// What the correction would break. An error the act carried before, from the depositary's own record, does not stand in the way of correcting
    /// the rest of it.
    /// </summary>
    static Refusal? Broken(TreatyRecord before, TreatyRecord after, Revision last, IReadOnlyList<Finding> findings)
    {
        var carried = last.Annulled ? [] : Consistency.Judge(before, last.Act).Select(finding => finding.Rule).ToHashSet();
        if (Admission.RefusalOf(findings.Where(finding => !carried.Contains(finding.Rule))) is { } refusal)
            return refusal with { Field = $"replacement.{refusal.Field}", Faults = [.. refusal.Faults.Select(fault => fault with { Field = $"replacement.{fault.Field}" })] };
        return Admission.Worsened(before, after, last.Act) is [{ Act: { } act } other, ..]
            ? Refusal.All(Refusal.Because(orphansAct.With(RefusalValue.Record("action", act)), "replacement", other.Source),
                Refusal.Because(other.Said!, "replacement", other.Source))
            : null;
    }

    static bool Same(TreatyAct one, TreatyAct other) => one.Provisions.SequenceEqual(other.Provisions) && one with { Provisions = other.Provisions } == other;
}

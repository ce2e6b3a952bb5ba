using Contracts;
using Contracts.Treaties;
using Journal.Appending;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using Treaties.Instruments;
using Treaties.States;
using Treaties.Status;
using Treaties.Storage;

namespace Treaties.Actions;

/// <summary>The officer who keeps the record enters an act the depositary notified.</summary>
/// <remarks>A new entry that breaks a rule is refused; one that leaves a question open is recorded with its flag (domain rules 3 and 6.7).</remarks>
static class RecordAction
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/instruments/{instrument}/actions", Handle)
        .For(Role.TreatyOfficer)
        .WithSummary("Record a treaty action")
        .WithDescription("Of any kind the depositary receives: signature, instruments of consent, declarations, notifications, denunciation … "
            + "Answers with the day of effect and how it follows; the ETag is the version of the participant's stream.")
        .Produces<ActAnswer>(StatusCodes.Status201Created);

    static Task<IResult> Handle(
        InstrumentId instrument, ActEntry request, string? lang, HttpRequest http, Change<TreatiesDb> change, KeptParticipants participants, InstrumentCatalogue catalogue,
        ParticipantRegister register, TimeProvider time, CancellationToken cancel) =>
        change.Run(async work =>
        {
            if (catalogue.Find(instrument) is not { } known)
                return Refusal.Absent("instrument", instrument);
            if (request.Unreadable(known) is { } unreadable)
                return unreadable;

            var awaiting = AnnounceEntryIntoForce.Awaiting(catalogue, catalogue.Bearing(known));
            var streams = await work.Open([Recording.StreamOf(request.State), .. awaiting.Select(AnnounceEntryIntoForce.StreamOf)]);
            var stream = streams[Recording.StreamOf(request.State)];

            var act = request.ToAct(Guid.CreateVersion7(time.GetUtcNow()), instrument);
            var whole = Admission.NeedsAll(known, act, awaiting);
            var record = await participants.Read(work, stream, request.State, whole);
            var findings = Admission.Judge(record, register, act, known.Depositary.Today(time));
            if (Admission.RefusalOf(findings) is { } refusal)
                return refusal;

            var after = record.With(act);
            work.Deposit(stream, after, act, [.. findings.Select(finding => finding.Rule)]);
            await work.Follow(stream, record, after, act.State, new HashSet<Guid> { act.Id }, $"its day of effect follows from the {act.Kind.Written()} {act.Id}");
            await AnnounceEntryIntoForce.Announce(work, after, awaiting);
            participants.Keep(stream, request.State, after, whole);
            return Answer.Created($"/instruments/{instrument}/actions/{act.Id}", ActAnswer.Of(after, act, register, Language.Of(lang, http)), stream);
        }, cancel);
}

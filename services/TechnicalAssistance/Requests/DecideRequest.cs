using ServiceDefaults.Reading;
using System.ComponentModel.DataAnnotations;
using Journal.Appending;
using Journal.Confidential;
using Microsoft.EntityFrameworkCore;
using Parties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using TechnicalAssistance.Activities;
using TechnicalAssistance.Needs;
using TechnicalAssistance.Registers;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Requests;

/// <summary>The secretariat accepts a request into a programme, refers it, or declines it: once.</summary>
/// <remarks>Source: domain, technical assistance, section 2; CAC/COSP/2017, note on technical assistance, paras. 31 and 94.</remarks>
static class DecideRequest
{
    /// <param name="Programme">The programme of the register it is accepted into.</param>
    /// <param name="Reason">Why it is declined; may be given for a referral too.</param>
    /// <param name="ReferredTo">The donor, partner or State that it is referred to.</param>
    public sealed record Request(
        DecisionKind Kind,
        [property: StringLength(100, MinimumLength = 1)] string? Programme = null,
        [property: FreeText, StringLength(4000, MinimumLength = 1)] string? Reason = null,
        [property: StringLength(300, MinimumLength = 1)] string? ReferredTo = null);

    static readonly Rule decidedOnce = new("technical-assistance/decided-once", "decision", "day"), acceptedIntoAProgramme = new("technical-assistance/accepted-into-a-programme"), referredToSomebody = new("technical-assistance/referred-to-somebody");
    static readonly Rule declinedWithAReason = new("technical-assistance/declined-with-a-reason"), programmeClosed = new("technical-assistance/programme-closed", "programme");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/requests/{id:guid}/decision", Handle)
        .For(Role.AssistanceOfficer)
        .WithSummary("Decide on a request for assistance")
        .WithDescription("Accepted names a programme of /programmes, referred says to whom, declined says why. Send the ETag you saw in If-Match.")
        .Produces<RequestAnswer>().ChangesWhatExists();

    static Task<IResult> Handle(Guid id, Request request, Change<TechnicalAssistanceDb> change, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        // Which needs a request names never changes, so they may be read before the streams are held.
        var wanted = await work.Db.RequestNeeds.Where(it => it.Request == id).OrderBy(it => it.Need).Select(it => it.Need).ToListAsync(work.Cancel);
        var streams = await work.Open([AssistanceRequest.Stream(id), .. wanted.Select(Need.Stream)]);
        var stream = streams[AssistanceRequest.Stream(id)];
        if (await work.Db.Requests.SingleOrDefaultAsync(it => it.Id == id, work.Cancel) is not { } decided)
            return Refusal.Absent("request");
        if (work.IfMatch(stream) is { } stale)
            return stale;
        if (decided is { DecisionKind: { } earlier, DecidedOn: { } day })
            return Refusal.Because(decidedOnce.With(RefusalValue.Word("decision", earlier), day), null);
        var today = time.Today();
        if (Check(request, today) is { } fault)
            return fault;

        (decided.DecisionKind, decided.DecidedOn, decided.Programme) = (request.Kind, today, request.Programme);
        decided.Reason = request.Reason is { } why ? await work.Seal(AssistanceRequest.Stream(id), why) : null;
        decided.ReferredTo = request.ReferredTo is { } whom ? await work.Seal(AssistanceRequest.Stream(id), whom) : null;
        stream.Append(new RequestDecided
        {
            Request = id,
            State = decided.State,
            Decision = new Word<DecisionKind>(request.Kind).ToString(),
            Programme = request.Programme,
            Reason = decided.Reason,
            ReferredTo = decided.ReferredTo,
        }, today);
        decided.Version = stream.Version;
        if (request.Kind == DecisionKind.Accepted)
            foreach (var need in await work.Db.Needs.Where(it => wanted.Contains(it.Id)).ToListAsync(work.Cancel))
            {
                streams[Need.Stream(need.Id)].Append(new NeedMatched { Need = need.Id, Request = id, Programme = request.Programme! }, today);
                need.Version = streams[Need.Stream(need.Id)].Version;
            }
        return Answer.Ok(RequestAnswer.WithoutTexts(decided, wanted), stream);
    }, cancel);

    /// <summary>Each decision says what it has to, and nothing that belongs to another.</summary>
    static Refusal? Check(Request request, DateOnly today) => Refusal.Invalid(Faults(request))
        ?? (request.Programme is { } id && Programme.Find(id) is { } programme && programme.IsClosedOn(today)
            ? Refusal.Because(programmeClosed.With(RefusalValue.Named("programme", id, programme.Names)), "programme", programme.Source.ToString())
            : null);

    static IEnumerable<FieldFault> Faults(Request request)
    {
        if (request.Kind == DecisionKind.Accepted != request.Programme is not null)
            yield return new("programme", acceptedIntoAProgramme, "CAC/COSP/2017, note on technical assistance, paras. 92-94");
        if (request.Kind == DecisionKind.Referred != request.ReferredTo is not null)
            yield return new("referredTo", referredToSomebody, "CAC/COSP/2017, note on technical assistance, para. 94");
        if (request.Kind == DecisionKind.Declined && request.Reason is null)
            yield return new("reason", declinedWithAReason);
        if (request.Programme is { } id && Programme.Find(id) is null)
            yield return new("programme", ActivityRules.ProgrammeUnknown.With(RefusalValue.Text(id)));
    }
}

using System.ComponentModel.DataAnnotations;
using Contracts.TechnicalAssistance;
using Journal.Appending;
using Journal.Following;
using Microsoft.EntityFrameworkCore;
using Parties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using ServiceDefaults.Reading;
using TechnicalAssistance.Candidates;
using TechnicalAssistance.Needs;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Activities;

/// <summary>The officer corrects the record of an activity; what it said before stays to be seen, and everything that follows from the record follows the correction.</summary>
static class CorrectActivity
{
    /// <param name="Reason">Why the record changes, in a sentence. Everyone reads it: no names of persons, and nothing of what is not published.</param>
    /// <param name="Details">The whole record as it should read.</param>
    public sealed record Request([Required, FreeText, StringLength(Record.ReasonLengthMax, MinimumLength = 1)] string Reason, ActivityDetails Details);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/activities/{id:guid}/correction", Handle)
        .For(Role.AssistanceOfficer)
        .RestsOnCopiesOf("treaties")
        .WithSummary("Correct the record of an activity")
        .WithDescription("The whole record as it should read, by the rules of recording. Send the ETag you saw in If-Match.")
        .Produces<ActivityAnswer>().ChangesWhatExists();

    static Task<IResult> Handle(Guid id, Request request, Change<TechnicalAssistanceDb> change, Asker asker, SmallCells cells, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        var details = request.Details;
        var (activity, stream, refusal) = await ActivityRegister.OpenToChange(work, id, details.Beneficiaries);
        if (activity is null)
            return refusal!;
        if (Refusal.Invalid(Record.Within(ActivityRules.Check(details, time.Today()))) is { } fault)
            return fault;
        var was = activity.Details;
        if (details.SaysAs(was))
            return Refusal.Because(ActivityRules.NothingCorrected, "details");
        var named = (was.Needs ?? []).Union(details.Needs ?? []).ToList();
        var streams = await work.Open(named.Select(Need.Stream));
        var needs = await work.Db.Needs.Where(it => named.Contains(it.Id)).ToListAsync(work.Cancel);
        if (Refusal.Invalid(Record.Within(ActivityRules.CheckNeeds(details, needs))) is { } stranger)
            return stranger;
        var register = await Register.Load(work.Db, null, cancel);
        if (Broken(was, details, register) is { } broken)
            return broken;
        var results = await work.Db.ResultActivities.Where(it => it.Activity == id).Select(it => it.Result).ToListAsync(work.Cancel);
        var bereft = await work.Db.Results.Where(it => results.Contains(it.Id) && !details.Beneficiaries.Contains(it.State)).OrderBy(it => it.Id).Select(it => it.Id).ToListAsync(work.Cancel);
        if (bereft.Count > 0)
            return Refusal.Because(ActivityRules.FollowedByResults.With(RefusalValue.List(bereft.Select(it => RefusalValue.Record("result", it)))), "details.beneficiaries");

        var corrections = await work.Db.ActivityCorrections.Where(it => it.Activity == id).OrderBy(it => it.Number).ToListAsync(work.Cancel);
        var correction = new ActivityCorrection { Activity = id, Number = corrections.Count + 1, Was = was, Reason = request.Reason, RecordedAt = work.RecordingTime(stream) };
        work.Db.Add(correction);
        await ActivityRegister.Keep(work, activity, details);
        if (details.SaysAs(was with { Needs = details.Needs }))
            stream.Append(new ActivityNeedsCorrected { Activity = id, Needs = details.Needs ?? [], Reason = request.Reason }, details.To);
        else
            stream.Append(Fact(id, details, request.Reason), ActivityRegister.Earliest([.. corrections, correction], details));
        ActivityRegister.TellNeeds(activity.Id, streams, needs, was, details);
        var joined = await JoinedAfterAssistance.Settle(work, stream, id, was, details, register);
        activity.Version = stream.Version;
        return Answer.Ok(ActivityAnswer.For(asker, activity, [.. corrections, correction], _ => true, cells) with { JoinedAfterwards = [.. joined.Select(it => it.AsAnswer())] }, stream);
    }, cancel);

    /// <summary>Who is party may have become known since: that does not stand in the way of correcting what it has no bearing on.</summary>
    static Refusal? Broken(ActivityDetails was, ActivityDetails details, Register register) =>
        details.Kind == was.Kind && details.From == was.From && Record.Same(details.Instruments, was.Instruments) && Record.Same(details.Beneficiaries, was.Beneficiaries)
            ? null
            : Refusal.Because(Record.Within(ActivityRules.CheckCandidates(details, register)));

    static ActivityCorrected Fact(Guid id, ActivityDetails details, string reason) => new()
    {
        Activity = id,
        Kind = new Word<ActivityKind>(details.Kind).ToString(),
        Instruments = details.Instruments,
        Articles = details.Articles ?? [],
        Beneficiaries = details.Beneficiaries,
        From = details.From,
        To = details.To,
        Online = details.Online,
        Programme = details.Programme,
        Participants = details.Participants ?? [],
        Funding = details.Funding ?? [],
        Reason = reason,
    };
}

using System.ComponentModel.DataAnnotations;
using Contracts.TechnicalAssistance;
using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using ServiceDefaults.Reading;
using TechnicalAssistance.Candidates;
using TechnicalAssistance.Needs;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Activities;

/// <summary>The officer withdraws an activity that was recorded by mistake: it stays to be seen with the reason, and counts for nothing.</summary>
static class WithdrawActivity
{
    /// <param name="Reason">Why, in a sentence. Everyone reads it: no names of persons, and nothing of what is not published.</param>
    public sealed record Request([Required, FreeText, StringLength(Record.ReasonLengthMax, MinimumLength = 1)] string Reason);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/activities/{id:guid}/withdrawal", Handle)
        .For(Role.AssistanceOfficer)
        .WithSummary("Withdraw an activity that was recorded by mistake")
        .WithDescription("The needs it answered are as they were without it. One that results followed is not withdrawn before they are. Send the ETag you saw in If-Match.")
        .Produces<ActivityAnswer>().ChangesWhatExists();

    static Task<IResult> Handle(Guid id, Request request, Change<TechnicalAssistanceDb> change, Asker asker, SmallCells cells, CancellationToken cancel) => change.Run(async work =>
    {
        var (activity, stream, refusal) = await ActivityRegister.OpenToChange(work, id, []);
        if (activity is null)
            return refusal!;
        var results = await work.Db.ResultActivities.Where(it => it.Activity == id).OrderBy(it => it.Result).Select(it => it.Result).ToListAsync(work.Cancel);
        if (results.Count > 0)
            return Refusal.Because(ActivityRules.FollowedByResults.With(RefusalValue.List(results.Select(it => RefusalValue.Record("result", it)))), null);

        var (was, named) = (activity.Details, activity.Details.Needs ?? []);
        var streams = await work.Open(named.Select(Need.Stream));
        var needs = await work.Db.Needs.Where(it => named.Contains(it.Id)).ToListAsync(work.Cancel);
        work.Db.RemoveRange(await work.Db.ActivityNeeds.Where(it => it.Activity == id).ToListAsync(work.Cancel));
        var corrections = await work.Db.ActivityCorrections.AsNoTracking().Where(it => it.Activity == id).OrderBy(it => it.Number).ToListAsync(work.Cancel);
        (activity.WithdrawnAt, activity.WithdrawalReason) = (work.RecordingTime(stream), request.Reason);
        stream.Append(new ActivityWithdrawn { Activity = id, Reason = request.Reason }, ActivityRegister.Earliest(corrections, was));
        ActivityRegister.TellNeeds(id, streams, needs, was, null);
        await JoinedAfterAssistance.Settle(work, stream, id, was, null, null);
        activity.Version = stream.Version;
        return Answer.Ok(ActivityAnswer.For(asker, activity, corrections, _ => true, cells) with { JoinedAfterwards = [] }, stream);
    }, cancel);
}

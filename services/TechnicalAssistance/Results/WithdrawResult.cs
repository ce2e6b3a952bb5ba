using System.ComponentModel.DataAnnotations;
using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using ServiceDefaults.Reading;
using TechnicalAssistance.Activities;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Results;

/// <summary>The officer withdraws a result that was recorded by mistake: it stays to be seen with the reason, and counts for nothing.</summary>
static class WithdrawResult
{
    /// <param name="Reason">Why, in a sentence. Everyone reads it: no names of persons, and nothing of what is not published.</param>
    public sealed record Request([Required, FreeText, StringLength(Record.ReasonLengthMax, MinimumLength = 1)] string Reason);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/results/{id:guid}/withdrawal", Handle)
        .For(Role.AssistanceOfficer)
        .WithSummary("Withdraw a result that was recorded by mistake")
        .WithDescription("Send the ETag you saw in If-Match.")
        .Produces<ResultAnswer>().ChangesWhatExists();

    static Task<IResult> Handle(Guid id, Request request, Change<TechnicalAssistanceDb> change, Asker asker, CancellationToken cancel) => change.Run(async work =>
    {
        var (result, stream, refusal) = await ResultRegister.OpenToChange(work, id, []);
        if (result is null)
            return refusal!;
        var (was, named) = (result.Details, result.Details.Needs ?? []);
        var needs = await work.Db.Needs.Where(it => named.Contains(it.Id)).ToListAsync(work.Cancel);
        work.Db.RemoveRange(await work.Db.ResultNeeds.Where(it => it.Result == id).ToListAsync(work.Cancel));
        work.Db.RemoveRange(await work.Db.ResultActivities.Where(it => it.Result == id).ToListAsync(work.Cancel));
        var corrections = await work.Db.ResultCorrections.AsNoTracking().Where(it => it.Result == id).OrderBy(it => it.Number).ToListAsync(work.Cancel);
        (result.WithdrawnAt, result.WithdrawalReason) = (work.RecordingTime(stream), request.Reason);
        stream.Append(new ResultWithdrawn { Result = id, Reason = request.Reason }, ResultRegister.Earliest(corrections, was));
        await ResultRegister.TellNeeds(work, id, needs, was, null);
        result.Version = stream.Version;
        return Answer.Ok(ResultAnswer.For(asker, result, corrections), stream);
    }, cancel);
}

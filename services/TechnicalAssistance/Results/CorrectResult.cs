using System.ComponentModel.DataAnnotations;
using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using Parties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using ServiceDefaults.Reading;
using TechnicalAssistance.Activities;
using TechnicalAssistance.Needs;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Results;

/// <summary>The officer corrects the record of a result; what it said before stays to be seen.</summary>
static class CorrectResult
{
    /// <param name="Reason">Why the record changes, in a sentence. Everyone reads it: no names of persons, and nothing of what is not published.</param>
    /// <param name="Details">The whole record as it should read.</param>
    public sealed record Request([Required, FreeText, StringLength(Record.ReasonLengthMax, MinimumLength = 1)] string Reason, ResultDetails Details);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/results/{id:guid}/correction", Handle)
        .For(Role.AssistanceOfficer)
        .WithSummary("Correct the record of a result")
        .WithDescription("The whole record as it should read, by the rules of reporting. Send the ETag you saw in If-Match.")
        .Produces<ResultAnswer>().ChangesWhatExists();

    static Task<IResult> Handle(Guid id, Request request, Change<TechnicalAssistanceDb> change, Asker asker, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        var details = request.Details;
        // The streams of the activities are held, not written: one that is withdrawn now waits, and finds the result.
        var (result, stream, refusal) = await ResultRegister.OpenToChange(work, id, [.. (details.Needs ?? []).Select(Need.Stream), .. (details.Activities ?? []).Select(Activity.Stream)]);
        if (result is null)
            return refusal!;
        if (Refusal.Invalid(Record.Within(ResultRules.Check(details, time.Today()))) is { } fault)
            return fault;
        var was = result.Details;
        if (details.SaysAs(was))
            return Refusal.Because(ActivityRules.NothingCorrected, "details");
        var named = (was.Needs ?? []).Union(details.Needs ?? []).ToList();
        var needs = await work.Db.Needs.Where(it => named.Contains(it.Id)).ToListAsync(work.Cancel);
        if (Refusal.Invalid(Record.Within(await ResultRules.CheckNamed(details, needs, work))) is { } stranger)
            return stranger;

        var corrections = await work.Db.ResultCorrections.AsNoTracking().Where(it => it.Result == id).OrderBy(it => it.Number).ToListAsync(work.Cancel);
        var correction = new ResultCorrection { Result = id, Number = corrections.Count + 1, Was = was, Reason = request.Reason, RecordedAt = work.RecordingTime(stream) };
        work.Db.Add(correction);
        await Keep(work, result, details);
        if (details.SaysAs(was with { Needs = details.Needs }))
            stream.Append(new ResultNeedsCorrected { Result = id, Needs = details.Needs ?? [], Reason = request.Reason }, details.AdoptedOn);
        else
            stream.Append(new ResultCorrected
            {
                Result = id,
                Kind = new Word<ResultKind>(details.Kind).ToString(),
                State = details.State,
                AdoptedOn = details.AdoptedOn,
                Articles = details.Articles ?? [],
                Needs = details.Needs ?? [],
                Activities = details.Activities ?? [],
                Reason = request.Reason,
            }, ResultRegister.Earliest([.. corrections, correction], details));
        await ResultRegister.TellNeeds(work, id, needs, was, details);
        result.Version = stream.Version;
        return Answer.Ok(ResultAnswer.For(asker, result, [.. corrections, correction]), stream);
    }, cancel);

    static async Task Keep(Work<TechnicalAssistanceDb> work, Result result, ResultDetails details)
    {
        var (id, needs, activities) = (result.Id, details.Needs ?? [], details.Activities ?? []);
        (result.Kind, result.State, result.AdoptedOn, result.Details) = (details.Kind, details.State, details.AdoptedOn, details);
        Record.Bring(work.Db, await work.Db.ResultNeeds.Where(it => it.Result == id).ToListAsync(work.Cancel), it => it.Need, needs, need => new ResultNeed { Result = id, Need = need });
        Record.Bring(work.Db, await work.Db.ResultActivities.Where(it => it.Result == id).ToListAsync(work.Cancel), it => it.Activity, activities, activity => new ResultActivity { Result = id, Activity = activity });
    }
}

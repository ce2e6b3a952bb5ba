using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using Parties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using TechnicalAssistance.Activities;
using TechnicalAssistance.Needs;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Results;

/// <summary>Records what came about in a State after it was assisted.</summary>
/// <remarks>Source: domain, technical assistance, section 6; CAC/COSP/2017, note on technical assistance, paras. 38-45.</remarks>
static class ReportResult
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/results", Handle)
        .For(Role.AssistanceOfficer)
        .WithSummary("Report what came about after assistance")
        .WithDescription("It names the needs it bears on, the activities it followed, or both. It says what followed, not what caused it.")
        .Produces<ResultAnswer>(StatusCodes.Status201Created);

    static Task<IResult> Handle(ResultDetails details, Change<TechnicalAssistanceDb> change, Asker asker, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        if (Refusal.Invalid(ResultRules.Check(details, time.Today())) is { } fault)
            return fault;
        var (needs, activities) = (details.Needs ?? [], details.Activities ?? []);
        var id = Guid.CreateVersion7(time.GetUtcNow());
        // The streams of the activities are held, not written: one that is withdrawn now waits, and finds the result.
        var streams = await work.Open([Result.Stream(id), .. needs.Select(Need.Stream), .. activities.Select(Activity.Stream)]);
        var answered = await work.Db.Needs.Where(it => needs.Contains(it.Id)).ToListAsync(work.Cancel);
        if (Refusal.Invalid(await ResultRules.CheckNamed(details, answered, work)) is { } stranger)
            return stranger;

        var stream = streams[Result.Stream(id)];
        var result = new Result { Id = id, Kind = details.Kind, State = details.State, AdoptedOn = details.AdoptedOn, Details = details, Version = stream.Version + 1, RecordedAt = work.RecordingTime(stream) };
        work.Db.Add(result);
        work.Db.AddRange(needs.Select(need => new ResultNeed { Result = id, Need = need }));
        work.Db.AddRange(activities.Select(activity => new ResultActivity { Result = id, Activity = activity }));
        stream.Append(new ResultReported
        {
            Result = id,
            Kind = new Word<ResultKind>(details.Kind).ToString(),
            State = details.State,
            Articles = details.Articles ?? [],
            Needs = needs,
            Activities = activities,
        }, details.AdoptedOn);
        foreach (var need in answered)
        {
            streams[Need.Stream(need.Id)].Append(new NeedResultReported { Need = need.Id, Result = id }, details.AdoptedOn);
            need.Version = streams[Need.Stream(need.Id)].Version;
        }
        return Answer.Created($"/results/{id}", ResultAnswer.For(asker, result, []), stream);
    }, cancel);
}

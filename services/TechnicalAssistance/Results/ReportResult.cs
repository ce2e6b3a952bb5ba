using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using Parties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using TechnicalAssistance.Activities;
using TechnicalAssistance.Candidates;
using TechnicalAssistance.Needs;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Results;

/// <summary>Records what came about in a State after it was assisted.</summary>
/// <remarks>Source: domain, technical assistance, section 6; CAC/COSP/2017, note on technical assistance, paras. 38-45.</remarks>
static class ReportResult
{
    /// <summary>A need of another State and one that is none get the same answer.</summary>
    public static readonly Rule NeedOfTheState = new("technical-assistance/need-of-the-state", "state");

    static readonly Rule activityForTheState = new("technical-assistance/activity-for-the-state", "state"), adoptedNotPlanned = new("technical-assistance/adopted-not-planned", "today"), resultOfAssistance = new("technical-assistance/result-of-assistance");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/results", Handle)
        .For(Role.AssistanceOfficer)
        .WithSummary("Report what came about after assistance")
        .WithDescription("It names the needs it bears on, the activities it followed, or both. It says what followed, not what caused it.")
        .Produces<ResultAnswer>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status400BadRequest);

    static Task<IResult> Handle(ResultDetails details, Change<TechnicalAssistanceDb> change, Asker asker, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        if (Refusal.Invalid(Check(details, time.Today())) is { } fault)
            return fault;
        var (needs, activities) = (details.Needs ?? [], details.Activities ?? []);
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var streams = await work.Open([Result.Stream(id), .. needs.Select(Need.Stream)]);
        var answered = await work.Db.Needs.Where(it => needs.Contains(it.Id) && it.State == details.State).ToListAsync(work.Cancel);
        var given = await work.Db.Beneficiaries.Where(it => activities.Contains(it.Activity) && it.State == details.State).Select(it => it.Activity).ToListAsync(work.Cancel);
        if (Refusal.Invalid([
            .. needs.Index().Where(it => !answered.Exists(need => need.Id == it.Item)).Select(it => new FieldFault($"needs[{it.Index}]", NeedOfTheState.With(details.State))),
            .. activities.Index().Where(it => !given.Contains(it.Item)).Select(it => new FieldFault($"activities[{it.Index}]", activityForTheState.With(details.State))),
        ]) is { } stranger)
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
        return Answer.Created($"/results/{id}", ResultAnswer.For(asker, result), stream);
    }, cancel);

    /// <summary>What is wrong with the record by itself.</summary>
    static IEnumerable<FieldFault> Check(ResultDetails details, DateOnly today)
    {
        foreach (var untitled in ActivityRules.CheckTitle(details.Title))
            yield return untitled;
        if (!ReferenceList.States.Contains(details.State))
            yield return new("state", ActivityRules.BeneficiaryIsAState.With(details.State));
        if (details.AdoptedOn > today)
            yield return new("adoptedOn", adoptedNotPlanned.With(today));
        for (var index = 0; index < (details.Articles ?? []).Count; index++)
            if (!FinalClauses.All.ContainsKey(details.Articles![index].Instrument))
                yield return new($"articles[{index}]", ActivityRules.InstrumentUnknown.With(details.Articles[index].Instrument));
        if (details is { Needs: null or [], Activities: null or [] })
            yield return new("activities", resultOfAssistance);
        foreach (var twice in ActivityRules.Twice(details.Articles, "articles").Concat(ActivityRules.Twice(details.Needs, "needs")).Concat(ActivityRules.Twice(details.Activities, "activities")))
            yield return twice;
    }
}

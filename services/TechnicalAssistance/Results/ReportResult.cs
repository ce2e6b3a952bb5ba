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
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/results", Handle)
        .For(Role.AssistanceOfficer)
        .WithSummary("Report what came about after assistance")
        .WithDescription("It names the needs it bears on, the activities it followed, or both. It says what followed, not what caused it.")
        .Produces<ResultAnswer>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status400BadRequest);

    static Task<IResult> Handle(ResultDetails details, Change<TechnicalAssistanceDb> change, Asker asker, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        if (Check(details, time.Today()) is { } fault)
            return fault;
        var (needs, activities) = (details.Needs ?? [], details.Activities ?? []);
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var streams = await work.Open([Result.Stream(id), .. needs.Select(Need.Stream)]);
        var answered = await work.Db.Needs.Where(it => needs.Contains(it.Id) && it.State == details.State).ToListAsync(work.Cancel);
        for (var index = 0; index < needs.Count; index++)
            if (!answered.Exists(it => it.Id == needs[index]))
                return Refusal.Invalid("technical-assistance/need-of-the-state", $"needs[{index}]", $"{details.State} has no need {needs[index]}.");
        var given = await work.Db.Beneficiaries.Where(it => activities.Contains(it.Activity) && it.State == details.State).Select(it => it.Activity).ToListAsync(work.Cancel);
        for (var index = 0; index < activities.Count; index++)
            if (!given.Contains(activities[index]))
                return Refusal.Invalid("technical-assistance/activity-for-the-state", $"activities[{index}]", $"There is no activity {activities[index]} for {details.State}.");

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

    /// <summary>What is wrong with the record by itself, if anything.</summary>
    static Refusal? Check(ResultDetails details, DateOnly today)
    {
        if (ActivityRules.CheckTitle(details.Title) is { } untitled)
            return untitled;
        if (!ReferenceList.States.Contains(details.State))
            return Refusal.Invalid("technical-assistance/beneficiary-is-a-state", "state", $"{details.State} is none of the {ReferenceList.States.Count} States of the reference list.");
        if (details.AdoptedOn > today)
            return Refusal.Invalid("technical-assistance/adopted-not-planned", "adoptedOn", $"It is after today, {today:yyyy-MM-dd}: what is recorded here has come about.");
        for (var index = 0; index < (details.Articles ?? []).Count; index++)
            if (!FinalClauses.All.ContainsKey(details.Articles![index].Instrument))
                return Refusal.Invalid("technical-assistance/instrument-unknown", $"articles[{index}]", $"There is no instrument {details.Articles[index].Instrument}.");
        if (details is { Needs: null or [], Activities: null or [] })
            return Refusal.Invalid("technical-assistance/result-of-assistance", "activities", "Name the activities it followed, the needs it bears on, or both: else it is no result of assistance.");
        return Twice(details.Articles, "articles") ?? Twice(details.Needs, "needs") ?? Twice(details.Activities, "activities");
    }

    static Refusal? Twice<T>(IReadOnlyList<T>? named, string field) => named is not null && named.Distinct().Count() != named.Count
        ? Refusal.Invalid("technical-assistance/named-twice", field, "Something is named twice.")
        : null;
}

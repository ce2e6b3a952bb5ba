using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using Parties;
using ServiceDefaults.Answers;
using TechnicalAssistance.Activities;
using TechnicalAssistance.Candidates;
using TechnicalAssistance.Needs;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Results;

/// <summary>What every record of a result has to keep to.</summary>
static class ResultRules
{
    /// <summary>A need of another State and one that is none get the same answer.</summary>
    public static readonly Rule NeedOfTheState = new("technical-assistance/need-of-the-state", "state"), Withdrawn = new("technical-assistance/result-withdrawn", "day");

    static readonly Rule activityForTheState = new("technical-assistance/activity-for-the-state", "state"), activityWithdrawn = new("technical-assistance/activity-withdrawn#named", "activity", "day");
    static readonly Rule adoptedNotPlanned = new("technical-assistance/adopted-not-planned", "today"), resultOfAssistance = new("technical-assistance/result-of-assistance");

    /// <summary>The needs it bears on are the State's, the activities it followed were for it and stand. Their streams are open.</summary>
    /// <param name="known">Of the needs that are named, those there are.</param>
    public static async Task<IReadOnlyList<FieldFault>> CheckNamed(ResultDetails details, IReadOnlyList<Need> known, Work<TechnicalAssistanceDb> work)
    {
        var (needs, activities) = (details.Needs ?? [], details.Activities ?? []);
        var given = await work.Db.Activities.AsNoTracking()
            .Where(it => activities.Contains(it.Id) && work.Db.Beneficiaries.Any(its => its.Activity == it.Id && its.State == details.State)).ToDictionaryAsync(it => it.Id, it => it.WithdrawnAt, work.Cancel);
        return
        [
            .. needs.Index().Where(it => !known.Any(need => need.Id == it.Item && need.State == details.State)).Select(it => new FieldFault($"needs[{it.Index}]", NeedOfTheState.With(details.State))),
            .. activities.Index().Where(it => !given.ContainsKey(it.Item)).Select(it => new FieldFault($"activities[{it.Index}]", activityForTheState.With(details.State))),
            .. activities.Index().Where(it => given.GetValueOrDefault(it.Item) is not null)
                .Select(it => new FieldFault($"activities[{it.Index}]", activityWithdrawn.With(RefusalValue.Record("activity", it.Item), DateOnly.FromDateTime(given[it.Item]!.Value.UtcDateTime)))),
        ];
    }

    /// <summary>What is wrong with the record by itself.</summary>
    public static IEnumerable<FieldFault> Check(ResultDetails details, DateOnly today)
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

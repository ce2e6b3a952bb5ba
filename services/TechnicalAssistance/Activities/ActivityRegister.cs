using Contracts;
using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;
using TechnicalAssistance.Candidates;
using TechnicalAssistance.Needs;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Activities;

/// <summary>Opens activities to be corrected and withdrawn, and keeps what follows from their records.</summary>
static class ActivityRegister
{
    /// <summary>Opens an activity for a change by the officer. Its beneficiaries are held, not written: a deposit that arrives now waits, and finds the activity as it is afterwards.</summary>
    /// <param name="also">States that the change makes beneficiaries.</param>
    /// <returns>The activity and its stream; or the refusal: there is none, the tag is stale or missing, or it was withdrawn.</returns>
    public static async Task<(Activity? Activity, FactStream Stream, Refusal? Refusal)> OpenToChange(Work<TechnicalAssistanceDb> work, Guid id, IReadOnlyList<StateCode> also)
    {
        // In the order in which a deposit takes them; a beneficiary that is new since is held below.
        var known = await work.Db.Beneficiaries.Where(it => it.Activity == id).Select(it => it.State).ToListAsync(work.Cancel);
        await work.Open(known.Union(also).Select(JoinedAfterAssistance.Guard));
        var stream = await work.Open(Activity.Stream(id));
        if (await work.Db.Activities.SingleOrDefaultAsync(it => it.Id == id, work.Cancel) is not { } activity)
            return (null, stream, Refusal.Absent("activity"));
        if (work.IfMatch(stream) is { } stale)
            return (null, stream, stale);
        if (activity.WithdrawnAt is { } at)
            return (null, stream, Refusal.Because(ActivityRules.Withdrawn.With(DateOnly.FromDateTime(at.UtcDateTime)), null));
        await work.Open(activity.Details.Beneficiaries.Select(JoinedAfterAssistance.Guard));
        return (activity, stream, null);
    }

    /// <summary>Keeps what the record says now, and by what it is found.</summary>
    public static async Task Keep(Work<TechnicalAssistanceDb> work, Activity activity, ActivityDetails details)
    {
        var id = activity.Id;
        (activity.Kind, activity.From, activity.To, activity.Details) = (details.Kind, details.From, details.To, details);
        Record.Bring(work.Db, await work.Db.Beneficiaries.Where(it => it.Activity == id).ToListAsync(work.Cancel), it => it.State, details.Beneficiaries, state => new ActivityBeneficiary { Activity = id, State = state });
        Record.Bring(work.Db, await work.Db.Instruments.Where(it => it.Activity == id).ToListAsync(work.Cancel), it => it.Instrument, details.Instruments, instrument => new ActivityInstrument { Activity = id, Instrument = instrument });
        Record.Bring(work.Db, await work.Db.ActivityNeeds.Where(it => it.Activity == id).ToListAsync(work.Cancel), it => it.Need, details.Needs ?? [], need => new ActivityNeed { Activity = id, Need = need });
    }

    /// <summary>The earliest last day that the record has ever given: an entry of that day is read wherever one that it corrects is.</summary>
    public static DateOnly Earliest(IEnumerable<ActivityCorrection> corrections, ActivityDetails now) => corrections.Select(it => it.Was.To).Append(now.To).Min();

    /// <summary>Tells the needs which are no longer answered and which are now: on their own streams, which never leave the service. One that is answered on another day is told both.</summary>
    /// <param name="streams">Of all the needs, open.</param>
    /// <param name="now">Null where the activity is withdrawn.</param>
    public static void TellNeeds(Guid activity, IReadOnlyDictionary<string, FactStream> streams, IReadOnlyList<Need> needs, ActivityDetails was, ActivityDetails? now)
    {
        foreach (var need in needs)
        {
            var stream = streams[Need.Stream(need.Id)];
            var (answered, answers) = (was.Needs?.Contains(need.Id) == true, now?.Needs?.Contains(need.Id) == true);
            if (answered && answers && was.To == now!.To)
                continue;
            if (answered)
                stream.Append(new NeedAnswerWithdrawn { Need = need.Id, Activity = activity }, was.To);
            if (answers)
                stream.Append(new NeedAnswered { Need = need.Id, Activity = activity }, now!.To);
            need.Version = stream.Version;
        }
    }
}

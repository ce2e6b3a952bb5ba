using Contracts;
using Contracts.TechnicalAssistance;
using Journal;
using Journal.Appending;
using Journal.Following;
using Microsoft.EntityFrameworkCore;
using Parties;
using TechnicalAssistance.Activities;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Candidates;

/// <summary>Notes on an activity which of its beneficiaries joined afterwards, once for each deposit.</summary>
sealed class JoinedAfterAssistance : PartyReaction<TechnicalAssistanceDb>
{
    public override string Name => "joined-after-assistance";

    /// <summary>Held by whoever records an activity for a State and by whoever learns of its deposits, so that each finds what the other did.</summary>
    public static string Guard(StateCode state) => $"beneficiaries/{state}";

    /// <summary>Participations that began after an activity that was to help with them.</summary>
    public static IEnumerable<Period> Since(ActivityDetails activity, Register register) => activity.Kind != ActivityKind.PreAccession ? [] :
        from state in activity.Beneficiaries
        from instrument in activity.Instruments
        from period in register.Periods(state, instrument)
        where Follows(period, activity.From)
        select period;

    /// <summary>Brings what is noted on an activity to what its record says now.</summary>
    /// <param name="now">Null where the activity is withdrawn; then <paramref name="register"/> is too.</param>
    /// <returns>Who joined after it.</returns>
    public static async Task<IReadOnlyList<Joining>> Settle(Work<TechnicalAssistanceDb> work, FactStream stream, Guid activity, ActivityDetails was, ActivityDetails? now, Register? register)
    {
        var all = await work.Db.Joinings.Where(it => it.Activity == activity).OrderBy(it => it.Act).ToListAsync(work.Cancel);
        foreach (var noted in all.Where(it => !it.Annulled && !(now is not null && Stands(it, was, now))))
        {
            noted.Annulled = true;
            stream.Append(new JoiningWithdrawn { Activity = activity, State = noted.State, Instrument = noted.Instrument, Act = noted.Act }, noted.NotAfter);
        }
        foreach (var joining in now is null ? [] : Since(now, register!).Select(period => Joining.Of(activity, period)))
        {
            if (all.Find(it => it.Act == joining.Act) is not { } noted)
            {
                work.Db.Add(joining);
                all.Add(noted = joining);
            }
            else if (!noted.Annulled)
                continue;
            (noted.NotBefore, noted.NotAfter, noted.Annulled) = (joining.NotBefore, joining.NotAfter, false);
            stream.Append(noted.AsFact(), noted.NotAfter);
        }
        return [.. all.Where(it => !it.Annulled).OrderBy(it => it.NotBefore).ThenBy(it => it.Act)];
    }

    /// <summary>What was noted is not undone because its deposit was redated since; that the help is said to have begun later undoes it.</summary>
    static bool Stands(Joining noted, ActivityDetails was, ActivityDetails now) =>
        now.Kind == ActivityKind.PreAccession && now.Beneficiaries.Contains(noted.State) && now.Instruments.Contains(noted.Instrument) && (now.From <= was.From || noted.NotBefore >= now.From);

    protected override async Task Began(Period period, Entry entry, Reacting<TechnicalAssistanceDb> work)
    {
        await work.Open(Guard(period.State));
        var helped = await work.Db.Activities
            .Where(it => it.Kind == ActivityKind.PreAccession && it.WithdrawnAt == null
                && work.Db.Beneficiaries.Any(its => its.Activity == it.Id && its.State == period.State)
                && work.Db.Instruments.Any(its => its.Activity == it.Id && its.Instrument == period.Instrument))
            .OrderBy(it => it.Id).ToListAsync(work.Cancel);
        foreach (var activity in helped.Where(activity => Follows(period, activity.From)))
        {
            // Noted already where the activity was recorded after the deposit, and this is a replay.
            var noted = await work.Db.Joinings.FindAsync([activity.Id, period.Begins.Action], work.Cancel);
            if (noted is { Annulled: false })
                continue;
            await work.Once($"joined/{activity.Id}/{period.Begins.Action}", async () =>
            {
                var stream = await work.Open(Activity.Stream(activity.Id));
                if (noted is null)
                    work.Db.Add(noted = Joining.Of(activity.Id, period));
                (noted.NotBefore, noted.NotAfter, noted.Annulled) = (period.Begins.Date.NotBefore, period.Begins.Date.NotAfter, false);
                stream.Append(noted.AsFact(), entry.OccurredOn);
                activity.Version = stream.Version;
            });
        }
    }

    /// <summary>The end of a participation does not undo that it began; a corrected day does not either.</summary>
    protected override async Task Redated(Period period, Entry entry, Reacting<TechnicalAssistanceDb> work)
    {
        foreach (var noted in await Noted(period, work))
            (noted.NotBefore, noted.NotAfter) = (period.Begins.Date.NotBefore, period.Begins.Date.NotAfter);
    }

    protected override async Task NeverBegan(Period period, Entry entry, Reacting<TechnicalAssistanceDb> work)
    {
        foreach (var noted in (await Noted(period, work)).Where(it => !it.Annulled))
            await work.Once($"annulled/{noted.Activity}/{noted.Act}", async () =>
            {
                var stream = await work.Open(Activity.Stream(noted.Activity));
                noted.Annulled = true;
                stream.Append(new JoiningAnnulled { Activity = noted.Activity, State = noted.State, Instrument = noted.Instrument, Act = noted.Act }, entry.OccurredOn);
                (await work.Db.Activities.SingleAsync(it => it.Id == noted.Activity, work.Cancel)).Version = stream.Version;
            });
    }

    static async Task<List<Joining>> Noted(Period period, Reacting<TechnicalAssistanceDb> work)
    {
        await work.Open(Guard(period.State));
        return await work.Db.Joinings.Where(it => it.Act == period.Begins.Action && it.Instrument == period.Instrument).OrderBy(it => it.Activity).ToListAsync(work.Cancel);
    }

    /// <summary>Surely not before the help began: where only bounds of the deposit are known, the earlier one decides.</summary>
    static bool Follows(Period period, DateOnly helpedFrom) => period.Begins.Date.NotBefore >= helpedFrom;
}

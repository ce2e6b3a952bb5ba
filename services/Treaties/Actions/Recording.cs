using Contracts;
using Contracts.Treaties;
using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using Treaties.Status;
using Treaties.Storage;

namespace Treaties.Actions;

/// <summary>Puts an act on record: the revision as state, the fact in its participant's stream.</summary>
static class Recording
{
    /// <summary>Stream of a participant: all its acts towards all instruments, so that a protocol and its convention are judged in one place.</summary>
    public static string StreamOf(StateCode state) => $"participants/{state}";

    /// <param name="after">The record with the act on it.</param>
    public static Revision Deposit(this Work<TreatiesDb> work, FactStream stream, TreatyRecord after, TreatyAct act, IReadOnlyList<string> flags)
    {
        var revision = new Revision(act, 0, work.RecordingTime(stream));
        work.WriteBeside(ActRevision.Of(revision, flags).Insert());
        stream.Append(new ActionDeposited
        {
            Action = act.Id,
            Instrument = act.Instrument,
            State = act.State,
            Kind = act.Kind,
            DepositedOn = act.Date.Day,
            NotBefore = act.Date.IsKnown ? null : act.Date.NotBefore,
            NotAfter = act.Date.IsKnown ? null : act.Date.NotAfter,
            EffectiveOn = Effect.Of(after, act).On?.Day,
            Provisions = act.Provisions,
            Concerns = act.Concerns,
            Territory = act.Territory,
            Source = act.Source,
            Flags = flags,
        }, on: act.Date.NotAfter);
        return revision;
    }

    /// <param name="after">The record as it stands once corrected.</param>
    /// <param name="act">The act as it now stands; as it last stood where it is annulled.</param>
    public static Revision Correct(this Work<TreatiesDb> work, FactStream stream, TreatyRecord after, TreatyAct act, int number, bool annulled, string reason,
        IReadOnlyList<string> flags)
    {
        var revision = new Revision(act, number, work.RecordingTime(stream), annulled, reason);
        work.WriteBeside(ActRevision.Of(revision, flags).Insert());
        stream.Append(new ActionCorrected
        {
            Action = act.Id,
            Instrument = act.Instrument,
            State = act.State,
            Kind = act.Kind,
            DepositedOn = act.Date.Day,
            NotBefore = act.Date.IsKnown ? null : act.Date.NotBefore,
            NotAfter = act.Date.IsKnown ? null : act.Date.NotAfter,
            EffectiveOn = annulled ? null : Effect.Of(after, act).On?.Day,
            Provisions = act.Provisions,
            Concerns = act.Concerns,
            Territory = act.Territory,
            Source = act.Source,
            Flags = flags,
            Revision = number,
            Annulled = annulled,
            Reason = reason,
        }, on: act.Date.NotAfter);
        return revision;
    }

    /// <summary>
    /// Tells anew the other acts of a participant whose day of effect moves with a change: a protocol binds no earlier than its convention, and facts
    /// carry that day.
    /// </summary>
    /// <param name="changed">The acts the change itself recorded or corrected.</param>
    /// <param name="reason">What they follow from.</param>
    public static async Task Follow(this Work<TreatiesDb> work, FactStream stream, TreatyRecord before, TreatyRecord after, StateCode state, IReadOnlySet<Guid> changed,
        string reason)
    {
        var stood = before.Of(state).Where(act => Effect.MayHave(act.Kind)).ToDictionary(act => act.Id);
        foreach (var act in after.Of(state)
            .Where(act => Effect.MayHave(act.Kind) && !changed.Contains(act.Id) && stood.ContainsKey(act.Id)
                && Effect.Of(before, stood[act.Id]).On?.Day != Effect.Of(after, act).On?.Day))
        {
            var last = await work.Db.Revisions.AsNoTracking().Where(it => it.Act == act.Id).MaxAsync(it => it.Number, work.Cancel);
            work.Correct(stream, after, act, last + 1, annulled: false, reason, [.. Consistency.Judge(after, act).Select(finding => finding.Rule)]);
        }
    }
}

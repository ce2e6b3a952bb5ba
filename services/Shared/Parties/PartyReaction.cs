using Contracts;
using Contracts.Treaties;
using Journal;
using Journal.Following;
using Microsoft.EntityFrameworkCore;

namespace Parties;

/// <summary>Reacts to who becomes and ceases to be party, rather than to single acts.</summary>
/// <remarks>
/// Register it <b>before</b> <see cref="PartiesCopy{TDb}"/>: it then sees what was on record before the fact, and works out what the fact
/// changes. What it does hangs on the facts alone and never on the service's own state, so that a replay asks for the same, and
/// <see cref="Reacting{TDb}.Once"/> leaves alone what was done.
/// </remarks>
public abstract class PartyReaction<TDb> : Reaction<TDb>
    where TDb : DbContext
{
    protected PartyReaction()
    {
        On<ActionDeposited>((fact, entry, work) => PartyAct.Matters(fact.Kind) ? Follow(PartyAct.From(fact, entry), entry, work) : Task.CompletedTask);
        On<ActionCorrected>((fact, entry, work) => Follow(PartyAct.From(fact, entry), entry, work));
    }

    public override string Source => "treaties";

    /// <summary>Somebody who was not party deposited consent to be bound: for the first time, or afresh after leaving.</summary>
    protected abstract Task Began(Period period, Entry entry, Reacting<TDb> work);

    /// <summary>The days of a participation are not what they were: its end is announced or taken back, its deposit corrected.</summary>
    protected abstract Task Redated(Period period, Entry entry, Reacting<TDb> work);

    /// <summary>What began a participation is found never to have been done, or not to have begun it.</summary>
    protected abstract Task NeverBegan(Period period, Entry entry, Reacting<TDb> work);

    async Task Follow(PartyAct act, Entry entry, Reacting<TDb> work)
    {
        var before = await work.Batch.Kept<RegistersOfBatch>().Of(act.State, work.Db, work.Cancel);
        var after = before.With(act);
        var was = before.Periods(act.State).ToDictionary(Key);
        var now = after.Periods(act.State).ToDictionary(Key);
        foreach (var (key, period) in was)
            if (!now.ContainsKey(key))
                await NeverBegan(period, entry, work);
        foreach (var (key, period) in now)
            if (!was.TryGetValue(key, out var earlier))
                await Began(period, entry, work);
            else if ((earlier.EndsOn, earlier.Begins.Date) != (period.EndsOn, period.Begins.Date))
                await Redated(period, entry, work);
    }

    static (Guid, InstrumentId) Key(Period period) => (period.Begins.Action, period.Instrument);
}

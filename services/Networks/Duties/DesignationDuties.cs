using Journal;
using Journal.Following;
using Microsoft.EntityFrameworkCore;
using Networks.Instruments;
using Networks.Storage;
using Parties;

namespace Networks.Duties;

/// <summary>Whoever becomes party owes the designations the instrument demands: one duty for each.</summary>
/// <remarks>Source: UNTOC arts. 18(13), 31(6); UNCAC arts. 6(3), 46(13); SOM art. 8(6); FP art. 13(2); 1988 arts. 7(8), 17(7): as <c>data/instruments</c> holds them.</remarks>
sealed class DesignationDuties : PartyReaction<NetworksDb>
{
    public override string Name => "designation-duties";

    protected override async Task Began(Period period, Entry entry, Reacting<NetworksDb> work)
    {
        foreach (var demanded in DemandedDesignation.OwedUnder(period.Instrument))
            await work.Once(What("owed", period.Begins.Action, demanded), async () =>
            {
                var stream = await work.Open(DutyRegister.Stream(period.State));
                var standing = await DutyRegister.Standing(work.Db, period.State, null, work.Cancel);
                var authority = standing.FirstOrDefault(it => (it.Function, it.Instrument) == (demanded.Function, demanded.Instrument))?.Authority;
                // It is there already when a deposit that had been annulled stands again.
                var duty = await Look(work, period.Begins.Action, demanded);
                if (duty is null)
                    work.Db.Add(duty = new Duty
                    {
                        Id = Guid.CreateVersion7(entry.RecordedAt),
                        Act = period.Begins.Action,
                        State = period.State,
                        Instrument = period.Instrument,
                        Function = demanded.Function,
                        Article = demanded.Article,
                    });
                (duty.OwedFrom, duty.DueBy, duty.NotOwedFrom) = (period.Begins.Date.NotAfter, DueBy(demanded, period), period.EndsOn?.NotAfter);
                (duty.Authority, duty.MetOn) = (authority, authority is null ? null : duty.OwedFrom);
                stream.Append(new DutyOpened
                {
                    Duty = duty.Id,
                    Act = duty.Act,
                    State = duty.State,
                    Instrument = duty.Instrument,
                    Function = duty.Function,
                    Article = duty.Article,
                    OwedFrom = duty.OwedFrom,
                    DueBy = duty.DueBy,
                    NotOwedFrom = duty.NotOwedFrom,
                    Authority = authority,
                }, entry.OccurredOn);
            });
    }

    protected override async Task Redated(Period period, Entry entry, Reacting<NetworksDb> work)
    {
        foreach (var demanded in DemandedDesignation.OwedUnder(period.Instrument))
            await work.Once(What("redated", period.Begins.Action, demanded), async () =>
            {
                var stream = await work.Open(DutyRegister.Stream(period.State));
                var duty = await Find(work, period.Begins.Action, demanded);
                (duty.OwedFrom, duty.DueBy, duty.NotOwedFrom) = (period.Begins.Date.NotAfter, DueBy(demanded, period), period.EndsOn?.NotAfter);
                stream.Append(new DutyRedated
                {
                    Act = duty.Act,
                    Instrument = duty.Instrument,
                    Function = duty.Function,
                    OwedFrom = duty.OwedFrom,
                    DueBy = duty.DueBy,
                    NotOwedFrom = duty.NotOwedFrom,
                }, entry.OccurredOn);
            });
    }

    protected override async Task NeverBegan(Period period, Entry entry, Reacting<NetworksDb> work)
    {
        foreach (var demanded in DemandedDesignation.OwedUnder(period.Instrument))
            await work.Once(What("never-owed", period.Begins.Action, demanded), async () =>
            {
                var stream = await work.Open(DutyRegister.Stream(period.State));
                var duty = await Find(work, period.Begins.Action, demanded);
                duty.NotOwedFrom = duty.OwedFrom;
                stream.Append(new DutyNeverOwed { Act = duty.Act, Instrument = duty.Instrument, Function = duty.Function }, entry.OccurredOn);
            });
    }

    static string What(string what, Guid act, DemandedDesignation demanded) => $"{what}/{act}/{demanded.Instrument}/{demanded.Function}";

    static async Task<Duty> Find(Reacting<NetworksDb> work, Guid act, DemandedDesignation demanded) =>
        await Look(work, act, demanded) ?? throw new InvalidOperationException($"No duty was opened for the act {act} and {demanded.Function} under {demanded.Instrument}.");

    static Task<Duty?> Look(Reacting<NetworksDb> work, Guid act, DemandedDesignation demanded) =>
        work.Db.Duties.SingleOrDefaultAsync(it => it.Act == act && it.Instrument == demanded.Instrument && it.Function == demanded.Function, work.Cancel);

    /// <summary>At deposit means with it; on becoming party, so many days after the instrument binds the State.</summary>
    static DateOnly? DueBy(DemandedDesignation demanded, Period period) => demanded switch
    {
        { When: "at-deposit" } => period.Begins.Date.NotAfter,
        { WithinDays: { } days } when period.EffectiveOn is { } bound && bound.NotAfter < DateOnly.MaxValue => bound.NotAfter.AddDays(days),
        _ => null,
    };
}

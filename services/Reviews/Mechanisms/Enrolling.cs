using Contracts.Reviews;
using Journal;
using Journal.Following;
using Parties;
using Reviews.Storage;

namespace Reviews.Mechanisms;

/// <summary>Whoever becomes party to a convention takes part in its review mechanism, once for each time of being party.</summary>
sealed class Enrolling : PartyReaction<ReviewsDb>
{
    public override string Name => "enrolling";

    protected override async Task Began(Period period, Entry entry, Reacting<ReviewsDb> work)
    {
        foreach (var mechanism in Of(period))
            await work.Once($"enrolled/{mechanism.Id}/{period.Begins.Action}", async () =>
            {
                var stream = await work.Open(Stream(mechanism, period));
                // It is there already when a deposit that had been annulled stands again.
                var enrolment = await Look(work, mechanism, period);
                if (enrolment is null)
                    work.Db.Add(enrolment = new Enrolment { Mechanism = mechanism.Id, Act = period.Begins.Action, State = period.State });
                (enrolment.NotBefore, enrolment.NotAfter, enrolment.EndsOn, enrolment.Annulled) = (period.Begins.Date.NotBefore, period.Begins.Date.NotAfter, null, false);
                stream.Append(new PartyEnrolled
                {
                    Mechanism = mechanism.Id,
                    State = period.State,
                    Act = period.Begins.Action,
                    NotBefore = period.Begins.Date.NotBefore,
                    NotAfter = period.Begins.Date.NotAfter,
                }, entry.OccurredOn);
            });
        if (period.EndsOn is not null)
            await Redated(period, entry, work);
    }

    protected override async Task Redated(Period period, Entry entry, Reacting<ReviewsDb> work)
    {
        foreach (var mechanism in Of(period))
            await work.Once($"redated/{mechanism.Id}/{period.Begins.Action}", async () =>
            {
                var stream = await work.Open(Stream(mechanism, period));
                var enrolment = await Find(work, mechanism, period);
                (enrolment.NotBefore, enrolment.NotAfter, enrolment.EndsOn) = (period.Begins.Date.NotBefore, period.Begins.Date.NotAfter, period.EndsOn?.NotAfter);
                stream.Append(new EnrolmentRedated
                {
                    Mechanism = mechanism.Id,
                    State = period.State,
                    Act = enrolment.Act,
                    NotBefore = enrolment.NotBefore,
                    NotAfter = enrolment.NotAfter,
                    EndsOn = enrolment.EndsOn,
                }, entry.OccurredOn);
            });
    }

    protected override async Task NeverBegan(Period period, Entry entry, Reacting<ReviewsDb> work)
    {
        foreach (var mechanism in Of(period))
            await work.Once($"annulled/{mechanism.Id}/{period.Begins.Action}", async () =>
            {
                var stream = await work.Open(Stream(mechanism, period));
                (await Find(work, mechanism, period)).Annulled = true;
                stream.Append(new EnrolmentAnnulled { Mechanism = mechanism.Id, State = period.State, Act = period.Begins.Action }, entry.OccurredOn);
            });
    }

    static IEnumerable<Mechanism> Of(Period period) => Mechanism.All.Where(mechanism => mechanism.Convention == period.Instrument);

    static string Stream(Mechanism mechanism, Period period) => $"enrolments/{mechanism.Id}/{period.State}";

    static async Task<Enrolment> Find(Reacting<ReviewsDb> work, Mechanism mechanism, Period period) =>
        await Look(work, mechanism, period) ?? throw new InvalidOperationException($"{period.State} was never enrolled in {mechanism.Id} for its act {period.Begins.Action}.");

    static async Task<Enrolment?> Look(Reacting<ReviewsDb> work, Mechanism mechanism, Period period) =>
        await work.Db.Enrolments.FindAsync([mechanism.Id, period.Begins.Action], work.Cancel);
}

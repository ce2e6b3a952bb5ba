using Contracts;
using Journal.Following;
using Microsoft.EntityFrameworkCore;
using Parties;
using Reviews.Storage;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Reviews.Mechanisms;

/// <summary>Who takes part in a mechanism on a day, and for which instruments. That a review exists is public (domain, reviews A5).</summary>
static class ListEnrolments
{
    /// <param name="Certainty">Possible where only bounds of the deposit are known and the later has not come.</param>
    /// <param name="EndsOn">Day on which it ends, where an end is announced.</param>
    /// <param name="RegionalEconomicIntegrationOrganization">Counts as a State Party within its competence (UNTOC art. 2(j)); no State is reviewed.</param>
    /// <param name="Instruments">Those of the mechanism it counts as party to on the day, by deposit.</param>
    public sealed record EnrolmentAnswer(
        StateCode State, Guid Act, Certainty Certainty, DateOnly NotBefore, DateOnly NotAfter, DateOnly? EndsOn, bool RegionalEconomicIntegrationOrganization, IReadOnlyList<InstrumentId> Instruments);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/mechanisms/{id}/enrolments", Handle)
        .ForEveryone()
        .RestsOnCopiesOf("treaties")
        .WithSummary("List who takes part in a review mechanism as of a day")
        .Produces<Page<EnrolmentAnswer>>();

    static async Task<IResult> Handle(string id, ReviewsDb db, TimeProvider time, DateOnly? asOf, Paging<StateCode> page, CancellationToken cancel)
    {
        if (Mechanism.Find(id) is not { } mechanism)
            return Refusal.Absent("mechanism", RefusalValue.Text(id));
        var day = asOf ?? time.Today();
        var register = await Register.Load(db, null, cancel);
        var enrolments = await db.Enrolments.AsNoTracking().Where(it => it.Mechanism == id).ToListAsync(cancel);
        // A State that left and came back has several: the latest that counts is the one it takes part by.
        var counting = enrolments.Where(it => it.On(day) != Certainty.No)
            .GroupBy(it => it.State).Select(its => its.OrderBy(it => it.NotBefore).Last())
            .Where(it => page.IsFirst || it.State.CompareTo(page.After) > 0).OrderBy(it => it.State).Take(page.Take);
        return page.Answer<EnrolmentAnswer>(
            [.. counting.Select(it => new EnrolmentAnswer(
                it.State, it.Act, it.On(day), it.NotBefore, it.NotAfter, it.EndsOn, it.State == StateCode.EuropeanUnion,
                [.. mechanism.Instruments.Where(instrument => register.IsParty(it.State, instrument, day, Basis.Deposit) != Certainty.No)]))],
            it => it.State);
    }
}

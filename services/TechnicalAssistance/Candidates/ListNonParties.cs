using Contracts;
using Journal.Following;
using Microsoft.EntityFrameworkCore;
using Parties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using TechnicalAssistance.Activities;
using TechnicalAssistance.Storage;

namespace TechnicalAssistance.Candidates;

/// <summary>States that have not joined an instrument: candidates for pre-accession assistance, each with what it was given so far.</summary>
static class ListNonParties
{
    /// <param name="Of">States on the reference list.</param>
    /// <param name="Count">Certain: no party for certain; possible: those and the ones whose deposit may have come. Null where no act is recorded for the instrument.</param>
    public sealed record NonPartiesAnswer(InstrumentId Instrument, DateOnly AsOf, int Of, PartyCount? Count, IReadOnlyList<NonParty> Items);

    /// <param name="MayBeParty">Its deposit may have come by the day: only bounds of it are known.</param>
    /// <param name="Assistance">Activities for it about the instrument, begun by the day, oldest first.</param>
    public sealed record NonParty(StateCode State, bool MayBeParty, IReadOnlyList<Given> Assistance);

    public sealed record Given(Guid Activity, ActivityKind Kind, DateOnly From, DateOnly To);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/non-parties", Handle)
        .ForEveryone()
        .RestsOnCopiesOf("treaties")
        .WithSummary("List the States that have not joined an instrument as of a day, with the assistance each was given")
        .WithDescription("The reference list of 197 States minus parties by deposit. The European Union is never a candidate. At most 197 items, on one page.")
        .Produces<NonPartiesAnswer>();

    static async Task<IResult> Handle(InstrumentId instrument, DateOnly? asOf, TechnicalAssistanceDb db, TimeProvider time, CancellationToken cancel)
    {
        var day = asOf ?? time.Today();
        var register = await Register.Load(db, null, cancel);
        if (!register.Holds(instrument))
            return TypedResults.Ok(new NonPartiesAnswer(instrument, day, ReferenceList.States.Count, null, []));

        var given = await (
            from activity in db.Activities
            join beneficiary in db.Beneficiaries on activity.Id equals beneficiary.Activity
            where activity.WithdrawnAt == null && activity.From <= day && db.Instruments.Any(its => its.Activity == activity.Id && its.Instrument == instrument)
            orderby activity.From, activity.Id
            select new { beneficiary.State, Given = new Given(activity.Id, activity.Kind, activity.From, activity.To) }).ToListAsync(cancel);
        var byState = given.ToLookup(it => it.State, it => it.Given);
        var items = ReferenceList.States
            .Select(state => (State: state, Party: register.IsParty(state, instrument, day, Basis.Deposit)))
            .Where(it => it.Party != Certainty.Certain)
            .Select(it => new NonParty(it.State, it.Party == Certainty.Possible, [.. byState[it.State]])).ToList();
        return TypedResults.Ok(new NonPartiesAnswer(instrument, day, ReferenceList.States.Count, new(items.Count(it => !it.MayBeParty), items.Count), items));
    }
}

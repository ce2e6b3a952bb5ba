using Contracts;
using Journal.Following;
using Parties;
using Reviews.Storage;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Reviews.Parties;

/// <summary>Who is party to an instrument on a day, as this service knows it: reviewers and reviewed are drawn from them.</summary>
static class ListParties
{
    /// <param name="Count">Null where no act is recorded for the instrument: not recorded, never zero.</param>
    public sealed record PartiesAnswer(InstrumentId Instrument, DateOnly AsOf, Basis Basis, PartyCount? Count, IReadOnlyList<Party> Items);

    /// <param name="DepositedOn">Null where only the bounds are known.</param>
    public sealed record Party(StateCode State, Certainty Certainty, Guid Act, DateOnly? DepositedOn, DateOnly? NotBefore, DateOnly? NotAfter, DateOnly? EffectiveOn);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/parties", Handle)
        .ForEveryone()
        .RestsOnCopiesOf("treaties")
        .WithSummary("Who is party to an instrument as of a day, as Reviews knows it")
        .WithDescription("Certain counts dated deposits and intervals that have closed by the day; possible adds those still open. At most 198 items, on one page.")
        .Produces<PartiesAnswer>();

    static async Task<IResult> Handle(InstrumentId instrument, DateOnly? asOf, Word<Basis>? basis, ReviewsDb db, TimeProvider time, CancellationToken cancel)
    {
        var (day, on) = (asOf ?? time.Today(), basis ?? Basis.Deposit);
        var register = await Register.Load(db, null, cancel);
        var parties = register.Parties(instrument, day, on).Select(party => new Party(
            party.State, party.Certainty, party.Adherence.Consent.Action, party.Adherence.Consent.DepositedOn, party.Adherence.Consent.NotBefore, party.Adherence.Consent.NotAfter,
            party.Adherence.EffectiveOn is { IsKnown: true } effect ? effect.NotBefore : null)).ToList();
        return Results.Ok(new PartiesAnswer(instrument, day, on, register.Holds(instrument) ? register.Count(instrument, day, on) : null, parties));
    }
}

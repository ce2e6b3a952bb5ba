using Contracts;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using Treaties.Instruments;
using Treaties.States;
using Treaties.Storage;

namespace Treaties.Status;

/// <summary>Who may review a State under an instrument: a reviewer must be party to the same one (domain rule 6.10).</summary>
static class ListReviewers
{
    /// <param name="Items">Everyone else for whom the instrument is certainly in force on the day; empty when it is not for the State itself.</param>
    public sealed record Answer(InstrumentId Instrument, StateCode UnderReview, DateOnly AsOf, IReadOnlyList<StateCode> Items);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/instruments/{instrument}/participants/{state}/reviewers", Handle)
        .ForEveryone()
        .WithSummary("List who may review a State")
        .Produces<Answer>();

    static async Task<IResult> Handle(
        InstrumentId instrument, StateCode state, DateOnly? asOf, DateTimeOffset? knownAt, KeptRecords records, InstrumentCatalogue catalogue, ParticipantRegister register,
        TimeProvider time, CancellationToken cancel)
    {
        if (catalogue.Find(instrument) is not { } known)
            return Refusal.Absent("instrument", instrument);
        if (register.Find(state) is null)
            return Refusal.Absent("participant", state);

        var record = (await records.Read(catalogue.Bearing(known), knownAt, cancel)).Record;
        var day = asOf ?? known.Depositary.Today(time);
        return TypedResults.Ok(new Answer(instrument, state, day, Parties.ReviewersFor(record, instrument, state, day)));
    }
}

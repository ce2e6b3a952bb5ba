using Contracts;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using Treaties.Instruments;
using Treaties.States;
using Treaties.Storage;

namespace Treaties.Status;

/// <summary>How one participant stands towards one instrument, every step explained.</summary>
static class ExplainStatus
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/instruments/{instrument}/participants/{state}", Handle)
        .ForEveryone()
        .WithSummary("Explain a participant's status")
        .WithDescription("Party, contracting, signatory, former party or none, as of a day and as known at a moment.")
        .Produces<StatusAnswer>();

    static async Task<IResult> Handle(
        InstrumentId instrument, StateCode state, DateOnly? asOf, DateTimeOffset? knownAt, string? lang, HttpRequest http, TreatiesDb db, KeptRecords records,
        InstrumentCatalogue catalogue, ParticipantRegister register, TimeProvider time, CancellationToken cancel)
    {
        if (catalogue.Find(instrument) is not { } known)
            return Refusal.Absent("instrument", instrument);
        if (register.Find(state) is not { } participant)
            return Refusal.Absent("participant", state);

        var record = (await records.Read(catalogue.Bearing(known), knownAt, cancel)).Record;
        return TypedResults.Ok(StatusAnswer.Of(record, instrument, participant, asOf ?? known.Depositary.Today(time), knownAt,
            await db.OnRecord(record, instrument, knownAt, cancel), Language.Of(lang, http)));
    }
}

using Contracts;
using Contracts.Treaties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using Treaties.Instruments;
using Treaties.Storage;

namespace Treaties.Status;

/// <summary>Reservations, declarations, objections, notifications and territorial applications in force on a day (domain rule 6.8).</summary>
static class ListStatements
{
    /// <param name="Recorded">Whether there is a record to look in at all.</param>
    public sealed record Answer(InstrumentId Instrument, DateOnly AsOf, OnRecord Recorded, IReadOnlyList<Statement> Items);

    /// <param name="Action">The act it was made by.</param>
    /// <param name="Provisions">What it speaks of; empty for the instrument as a whole.</param>
    public sealed record Statement(Guid Action, StateCode State, TreatyActionKind Kind, Certainty Certainty, DateOnly? MadeOn, IReadOnlyList<ArticleRef> Provisions,
        string? Territory, string Source);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/instruments/{instrument}/statements", Handle)
        .ForEveryone()
        .WithSummary("List the statements in force")
        .WithDescription("Made by the day, not withdrawn, and their maker has not left (VCLT arts. 21 to 23).")
        .Produces<Answer>();

    static async Task<IResult> Handle(InstrumentId instrument, DateOnly? asOf, DateTimeOffset? knownAt, TreatiesDb db, KeptRecords records, InstrumentCatalogue catalogue,
        TimeProvider time, CancellationToken cancel)
    {
        if (catalogue.Find(instrument) is not { } known)
            return Refusal.Absent("instrument", instrument);

        var record = (await records.Read(catalogue.Bearing(known), knownAt, cancel)).Record;
        var day = asOf ?? known.Depositary.Today(time);
        return TypedResults.Ok(new Answer(instrument, day, await db.OnRecord(record, instrument, knownAt, cancel),
            [.. Statements.InForce(record, instrument, day)
                .Select(it => new Statement(it.Act.Id, it.Act.State, it.Act.Kind, it.Certainty, it.Act.Date.Day, it.Act.Provisions, it.Act.Territory, it.Act.Source))]));
    }
}

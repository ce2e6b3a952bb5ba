using Contracts;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using Treaties.Instruments;
using Treaties.Storage;

namespace Treaties.Status;

/// <summary>
/// What parties owe and have told neither the depositary nor the directory of authorities (domain rules 4 and 6.8). Nobody sees that a State is late
/// but that State and the secretariat.
/// </summary>
static class ListMissingNotifications
{
    /// <param name="Items">Null where neither a notification nor a designation is on record for the instrument: the silence is then the record's, not the States'.</param>
    public sealed record Answer(InstrumentId Instrument, DateOnly AsOf, IReadOnlyList<Missing>? Items);

    /// <param name="Function">What it is about, in the words of the directory of authorities.</param>
    /// <param name="Article">Provision that demands it.</param>
    public sealed record Missing(StateCode State, string Function, ArticleRef Article);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/instruments/{instrument}/missing-notifications", Handle)
        .For(Role.TreatyOfficer, Role.NetworkOfficer, Role.PermanentMission, Role.CentralAuthority)
        .WithSummary("List the notifications that parties owe")
        .WithDescription("A State sees its own; the secretariat sees all.")
        .Produces<Answer>();

    static async Task<IResult> Handle(InstrumentId instrument, DateOnly? asOf, Asker asker, TreatiesDb db, KeptRecords records, InstrumentCatalogue catalogue, TimeProvider time,
        CancellationToken cancel)
    {
        if (catalogue.Find(instrument) is not { } known)
            return Refusal.Absent("instrument", instrument);

        var record = (await records.Read(catalogue.Bearing(known), null, cancel)).Record;
        var day = asOf ?? known.Depositary.Today(time);
        return TypedResults.Ok(new Answer(instrument, day, Statements.Missing(record, instrument, await db.Designated(instrument, day, cancel), day)?
            .Where(it => asker.State is not { } own || it.State == own)
            .Select(it => new Missing(it.State, it.Duty.Function, it.Duty.Article)).ToList()));
    }
}

using Contracts;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using Treaties.States;
using Treaties.Status;
using Treaties.Storage;

namespace Treaties.Instruments;

/// <summary>One instrument: what is known of it, and its entry into force as the deposits give it beside the recorded one.</summary>
static class GetInstrument
{
    public sealed record Answer(
        InstrumentId Id, string ShortName, string Title, IReadOnlyDictionary<string, string> Titles, string? UntcReference, Adoption Adopted, SignaturePeriod? Signature,
        Force EntryIntoForce,
        Depositary Depositary, Registration? Registration, ParentInstrument? ProtocolTo, IReadOnlyList<InstrumentId> Protocols, EntryIntoForceRule? EntryIntoForceRule,
        DenunciationRule? DenunciationRule,
        OrganizationClause? Reio, IReadOnlyList<Duty> Designations, IReadOnlyList<string> Sources, IReadOnlyList<string> Unverified, OnRecord Recorded);

    /// <param name="Recorded">As the depositary records it; null where no day is recorded.</param>
    /// <param name="Derived">As it follows from the deposits; null where the threshold is not reached, or no rule or no act is recorded.</param>
    /// <param name="Counted">States whose deposits count; null where nothing is recorded.</param>
    /// <param name="ThresholdDepositedOn">Day of the deposit that reached the threshold.</param>
    /// <param name="Agrees">Whether both are the same day; null where there are not two.</param>
    /// <param name="Calculation">One sentence a line, each with its article.</param>
    /// <param name="Steps">The calculation for programs, a step for each line.</param>
    public sealed record Force(
        DateOnly? Recorded, string? Source, DateOnly? Derived, DateOnly? DerivedNotBefore, DateOnly? DerivedNotAfter, int? Counted, DateOnly? ThresholdDepositedOn, bool? Agrees,
        IReadOnlyList<string> Calculation,
        IReadOnlyList<Step> Steps);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/instruments/{instrument}", Handle)
        .ForEveryone()
        .WithSummary("See an instrument")
        .WithDescription("With the derivation of its entry into force from the deposits as known at a moment (now when left out).")
        .Produces<Answer>();

    static async Task<IResult> Handle(InstrumentId instrument, DateTimeOffset? knownAt, string? lang, HttpRequest http, TreatiesDb db, KeptRecords records,
        InstrumentCatalogue catalogue, CancellationToken cancel)
    {
        if (catalogue.Find(instrument) is not { } it)
            return Refusal.Absent("instrument", instrument);

        var language = Language.Of(lang, http);
        var record = (await records.Read(catalogue.Bearing(it), knownAt, cancel)).Record;
        var force = EntryIntoForce.Of(record, it);
        var steps = record.Holds(instrument) ? force.Steps : StatusAnswer.WithoutRecord(instrument, OnRecord.NotRecorded);
        return TypedResults.Ok(new Answer(
            it.Id, language.In(it.ShortName), language.In(it.Title), it.Title, it.UntcReference, it.Adopted, it.Signature,
            new(force.Recorded, it.EntryIntoForce?.Source, force.Derived?.Day, force.Derived?.EarliestIfOpen, force.Derived?.LatestIfOpen,
                record.Holds(instrument) ? force.Counted : null, force.ThresholdDeposit?.Day, force.Agrees, steps.LinesIn(language.Tongue), steps.StepsIn(language.Tongue)),
            it.Depositary, it.Registration, it.ProtocolTo, [.. catalogue.ProtocolsOf(it).Select(protocol => protocol.Id)], it.EntryIntoForceRule, it.DenunciationRule,
            it.Reio, it.Designations, it.Sources, it.Unverified, await db.OnRecord(record, instrument, knownAt, cancel)));
    }
}

using Contracts;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using Treaties.Instruments;
using Treaties.Status;
using Treaties.Storage;

namespace Treaties.States;

/// <summary>One participant: its names, its groups, and how it stands towards every instrument.</summary>
static class GetState
{
    /// <param name="Names">By BCP 47 language, the six official languages of the United Nations.</param>
    /// <param name="Departures">Where a name departs from the base data, and why.</param>
    public sealed record Answer(
        StateCode Code, string Name, IReadOnlyDictionary<string, string> Names, ParticipantKind Kind, string? RegionalGroup, Region? Region, Region? Subregion,
        Categories Categories,
        IReadOnlyList<Footnote> Footnotes, IReadOnlyList<NameDeparture> Departures, DateOnly AsOf, IReadOnlyList<StatusAnswer> Instruments);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/states/{state}", Handle)
        .ForEveryone()
        .WithSummary("See a State and its status for every instrument")
        .AlsoAsTable()
        .Produces<Answer>();

    static async Task<IResult> Handle(StateCode state, DateOnly? asOf, DateTimeOffset? knownAt, string? lang, HttpRequest http, KeptRecords records, InstrumentCatalogue catalogue,
        ParticipantRegister register, TimeProvider time, CancellationToken cancel)
    {
        if (register.Find(state) is not { } it)
            return Refusal.Absent("participant", state);

        var (language, day) = (Language.Of(lang, http), asOf ?? time.Today());
        var record = (await records.Read(null, knownAt, cancel)).Record;
        List<StatusAnswer> instruments = [.. catalogue.All.Select(instrument => StatusAnswer.Of(record, instrument.Id, it, day, knownAt,
            record.Holds(instrument.Id) ? OnRecord.Recorded : record.Acts.Count > 0 ? OnRecord.NotRecorded : OnRecord.NothingKnown, language))];
        return Csv.Answer(TypedResults.Ok(new Answer(
                it.Code, language.In(it.Names), it.Names, it.Kind, it.RegionalGroup, it.Region, it.Subregion, it.Categories, it.Footnotes,
                [.. register.Departures.Where(departure => departure.Code == state)], day, instruments)), instruments,
            ("instrument", row => row.Instrument), ("recorded", row => row.Recorded), ("standing", row => row.Standing), ("signed_on", row => row.SignedOn),
            ("action", row => row.Action), ("deposited_on", row => row.DepositedOn),
            ("not_before", row => row.NotBefore), ("not_after", row => row.NotAfter), ("effective_on", row => row.EffectiveOn), ("ends_on", row => row.EndsOn),
            ("explanation", row => string.Join("; ", row.Explanation)), ("flags", row => string.Join(' ', row.Flags)));
    }
}

using Contracts;
using Contracts.Treaties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using ServiceDefaults.Caching;
using Treaties.Actions;
using Treaties.Instruments;
using Treaties.States;
using Treaties.Storage;

namespace Treaties.Status;

/// <summary>Who is party to an instrument as of a day, as known at a moment, and in what number.</summary>
static class ListParties
{
    static readonly TimeSpan kept = TimeSpan.FromHours(1);

    /// <param name="KnownAt">The moment asked for; else that of the last recording the answer rests on; null while nothing is recorded.</param>
    /// <param name="Recorded">Whether there is a record to count at all: an instrument of which nothing is recorded has no count, not zero.</param>
    /// <param name="Count">Certain and possible parties; null where nothing is recorded.</param>
    /// <param name="Items">All parties, certain and possible, by code.</param>
    public sealed record Answer(InstrumentId Instrument, DateOnly AsOf, DateTimeOffset? KnownAt, Basis Basis, OnRecord Recorded, PartyCount? Count, IReadOnlyList<Party> Items);

    /// <param name="Action">Kind of the act by which it consented to be bound.</param>
    /// <param name="ActionId">That act.</param>
    /// <param name="DepositedOn">Day of the deposit; null where only the bounds are known.</param>
    /// <param name="EffectiveOn">Day from which the instrument binds it; null while that cannot be said.</param>
    /// <param name="Calculation">How that day follows, one sentence a line; the act has its steps for programs.</param>
    /// <param name="PossiblyWithdrawn">Bounds within which an undated withdrawal takes effect; null where there is none.</param>
    /// <param name="Flags">Rules the act breaks or leaves open.</param>
    public sealed record Party(
        StateCode State, string Name, TreatyActionKind Action, Guid ActionId, Certainty Certainty, Standing Standing, DateOnly? SignedOn,
        DateOnly? DepositedOn, DateOnly? NotBefore, DateOnly? NotAfter, DateOnly? EffectiveOn, DateOnly? EffectiveNotBefore, DateOnly? EffectiveNotAfter,
        StatusAnswer.Bounds? PossiblyWithdrawn, IReadOnlyList<string> Calculation, IReadOnlyList<string> Flags, string Source);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/instruments/{instrument}/parties", Handle)
        .ForEveryone()
        .WithSummary("List the parties to an instrument")
        .WithDescription("As of a day (today when left out) and as known at a moment (now when left out), counted by deposit or by effect. JSON or CSV.")
        .AlsoAsTable()
        .WithTag().Produces<Answer>();

    static async Task<IResult> Handle(
        InstrumentId instrument, DateOnly? asOf, DateTimeOffset? knownAt, Word<Basis>? basis, string? lang, HttpRequest http,
        TreatiesDb db, KeptRecords records, AnswerCache cache, InstrumentCatalogue catalogue, ParticipantRegister register, ReferenceData data, TimeProvider time,
        CancellationToken cancel)
    {
        if (catalogue.Find(instrument) is not { } known)
            return Refusal.Absent("instrument", instrument);

        var (day, on, language) = (asOf ?? known.Depositary.Today(time), basis?.Value ?? Basis.Deposit, Language.Of(lang, http));
        var bearing = catalogue.Bearing(known);
        var reading = await records.Read(bearing, knownAt, cancel);
        var key = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{reading.Version}.{data.Version}.{day:yyyyMMdd}.{knownAt?.UtcTicks:x}.{on}.{language.Tag}");
        var answer = await cache.GetOrWrite($"parties:{instrument}:{key}", async () =>
        {
            var recorded = await db.OnRecord(reading.Record, instrument, knownAt, cancel);
            return Compute(reading.Record, recorded, register, language, instrument, day, knownAt ?? reading.Version.LastRecordedAt, on);
        }, kept);

        return new Tagged(Csv.Answer(answer, Rows(),
            ("state", it => it.State), ("name", it => it.Name), ("action", it => it.Action), ("certainty", it => it.Certainty), ("standing", it => it.Standing),
            ("signed_on", it => it.SignedOn),
            ("deposited_on", it => it.DepositedOn), ("not_before", it => it.NotBefore), ("not_after", it => it.NotAfter), ("effective_on", it => it.EffectiveOn),
            ("calculation", it => string.Join("; ", it.Calculation)), ("flags", it => string.Join(' ', it.Flags)), ("source", it => it.Source)), Precondition.Weak(key));

        IEnumerable<Party> Rows()
        {
            foreach (var party in answer.Read().Items)
                yield return party;
        }
    }

    static Answer Compute(TreatyRecord record, OnRecord recorded, ParticipantRegister register, Language language, InstrumentId instrument, DateOnly asOf, DateTimeOffset? knownAt,
        Basis basis)
    {
        var parties = Parties.List(record, instrument, asOf, basis);
        return new(instrument, asOf, knownAt, basis, recorded, record.Holds(instrument) ? PartyCount.Of(parties.Select(party => party.CountsAsParty(basis))) : null,
            [.. parties.Select(party => Of(record, party))]);

        Party Of(TreatyRecord record, ParticipantStatus party)
        {
            var joined = party.Adherence!;
            return new(party.State, register.NameOf(party.State, language), joined.Consent.Kind, joined.Consent.Id, party.CountsAsParty(basis), party.Standing, party.SignedOn?.Day,
                joined.DepositedOn.Day, joined.DepositedOn.EarliestIfOpen, joined.DepositedOn.LatestIfOpen, joined.EffectiveOn?.Day, joined.EffectiveOn?.EarliestIfOpen,
                joined.EffectiveOn?.LatestIfOpen,
                party.PossiblyWithdrawn is { } bounds ? new(bounds.NotBefore, bounds.LatestIfOpen) : null,
                joined.Steps.LinesIn(language.Tongue), Consistency.RulesOf(record, joined.Consent), joined.Consent.Source);
        }
    }
}

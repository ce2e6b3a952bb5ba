using Contracts;
using Contracts.Treaties;
using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using Treaties.Instruments;
using Treaties.States;
using Treaties.Storage;

namespace Treaties.Actions;

/// <summary>One act with everything that was ever recorded of it.</summary>
static class GetAction
{
    /// <param name="Action">The act as it stands; null where it is annulled.</param>
    /// <param name="Revisions">Every recording of it, the first first.</param>
    public sealed record Answer(Guid Id, ActAnswer? Action, IReadOnlyList<Recording> Revisions);

    /// <param name="Number">0 for the first recording.</param>
    /// <param name="Reason">Why the record changed; null for the first recording.</param>
    /// <param name="State">The participant, the same in every recording.</param>
    /// <param name="Provisions">Provisions it speaks of.</param>
    /// <param name="Concerns">The earlier act it withdraws, objects to or takes back.</param>
    /// <param name="Territory">Of a territorial application.</param>
    public sealed record Recording(
        int Number, DateTimeOffset RecordedAt, bool Annulled, string? Reason, TreatyActionKind Kind, DateOnly? DepositedOn, DateOnly? NotBefore, DateOnly? NotAfter, string Source,
        string? Note, IReadOnlyList<string> Flags,
        InstrumentId Instrument, StateCode State, IReadOnlyList<ArticleRef> Provisions, Guid? Concerns, string? Territory);

    const string Description = "The ETag is the version of the participant's stream, which a correction gives in If-Match.";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/instruments/{instrument}/actions/{action:guid}", Handle)
            .ForEveryone()
            .WithSummary("See a treaty action and its corrections")
            .WithDescription(Description)
            .WithTag().Produces<Answer>();
        routes.MapGet("/actions/{action:guid}", Find)
            .WithName("findAction")
            .ForEveryone()
            .WithSummary("See a treaty action of which nothing is known but its id: a fact or a refusal named it")
            .WithDescription(Description)
            .WithTag().Produces<Answer>();
    }

    // The instrument of an act never changes, so it may be read before the record is.
    static async Task<IResult> Find(Guid action, string? lang, HttpRequest http, TreatiesDb db, KeptRecords records, InstrumentCatalogue catalogue, ParticipantRegister register,
        CancellationToken cancel) =>
        await db.Revisions.AsNoTracking().Where(it => it.Act == action).Select(it => (InstrumentId?)it.Instrument).FirstOrDefaultAsync(cancel) is { } instrument
            ? await Handle(instrument, action, lang, http, records, catalogue, register, cancel)
            : Refusal.Absent("action", RefusalValue.Text($"{action}"));

    static async Task<IResult> Handle(InstrumentId instrument, Guid action, string? lang, HttpRequest http, KeptRecords records, InstrumentCatalogue catalogue,
        ParticipantRegister register, CancellationToken cancel)
    {
        if (catalogue.Find(instrument) is not { } known)
            return Refusal.Absent("action", RefusalValue.Text($"{action}"));
        var (record, recordings, version) = await records.ReadOne(catalogue.Bearing(known), action, cancel);
        if (recordings is not [{ State: var state } first, ..] || first.Instrument != instrument)
            return Refusal.Absent("action", RefusalValue.Text($"{action}"));
        var act = record.Of(instrument, state).SingleOrDefault(it => it.Id == action);
        return new Tagged(TypedResults.Ok(new Answer(action, act is null ? null : ActAnswer.Of(record, act, register, Language.Of(lang, http)), [.. recordings.Select(row =>
        {
            var said = row.ToRevision().Act;
            return new Recording(
                row.Number, row.RecordedAt, row.Annulled, row.Reason, row.Kind, said.Date.Day, said.Date.EarliestIfOpen, said.Date.LatestIfOpen, row.Source, row.Note, row.Flags,
                row.Instrument, row.State, said.Provisions, row.Concerns, row.Territory);
        })])), FactStream.TagOf(Actions.Recording.StreamOf(state), version));
    }
}

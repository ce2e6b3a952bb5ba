using Contracts;
using Contracts.Treaties;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using Treaties.Instruments;
using Treaties.States;
using Treaties.Storage;

namespace Treaties.Status;

/// <summary>What would follow if a State deposited an instrument on a day. Nothing is recorded.</summary>
static class SupposeDeposit
{
    /// <param name="Kind">Ratification for a signatory, accession otherwise, unless asked for.</param>
    /// <param name="WouldBeRefused">Whether a rule stands in its way.</param>
    /// <param name="Findings">The rules it would break or leave open.</param>
    /// <param name="Calculation">How the day of effect follows, one sentence a line, each with its article.</param>
    /// <param name="Before">Parties by deposit on the day without it; null where nothing is recorded.</param>
    /// <param name="After">Parties by deposit on the day with it.</param>
    /// <param name="EntryIntoForce">Day on which the instrument is in force with it; null while it is not.</param>
    /// <param name="Steps">The calculation for programs, a step for each line.</param>
    public sealed record Answer(
        InstrumentId Instrument, StateCode State, string Name, TreatyActionKind Kind, DateOnly DepositOn, bool WouldBeRefused, IReadOnlyList<Finding> Findings,
        DateOnly? EffectiveOn, DateOnly? EffectiveNotBefore, DateOnly? EffectiveNotAfter, IReadOnlyList<string> Calculation,
        PartyCount? Before, PartyCount? After, DateOnly? EntryIntoForce, IReadOnlyList<Step> Steps);

    static readonly Rule depositIsConsent = new("treaties/deposit-is-consent", "kind");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/instruments/{instrument}/what-if", Handle)
        .ForEveryone()
        .WithSummary("What if a State deposits on a day")
        .Produces<Answer>();

    /// <param name="state">Who would deposit.</param>
    /// <param name="depositOn">The day on which the depositary would receive it, as 2026-11-30.</param>
    /// <param name="kind">The kind of the act; when left out ratification for a signatory that has not joined, else accession.</param>
    static async Task<IResult> Handle(
        InstrumentId instrument, StateCode state, DateOnly depositOn, Word<TreatyActionKind>? kind, string? lang, HttpRequest http, KeptRecords records,
        InstrumentCatalogue catalogue, ParticipantRegister register, CancellationToken cancel)
    {
        if (catalogue.Find(instrument) is not { } known)
            return Refusal.Absent("instrument", instrument);
        if (register.Find(state) is not { } participant)
            return Refusal.Absent("participant", state);
        if (kind is { } asked && !asked.Value.IsConsentToBeBound())
            return Refusal.Invalid(depositIsConsent.With(asked.Value.Said()), "kind", "VCLT art. 11");

        var record = (await records.Read(catalogue.Bearing(known), null, cancel)).Record;
        var supposed = WhatIf.Deposited(record, instrument, state, depositOn, kind?.Value);
        var (effective, steps, language) = (supposed.Adherence.EffectiveOn, supposed.Adherence.Steps, Language.Of(lang, http));
        return TypedResults.Ok(new Answer(
            instrument, state, language.In(participant.Names), supposed.Kind, depositOn, supposed.Findings.Any(finding => finding.Severity == Severity.Error),
            [.. supposed.Findings.Select(finding => finding with { Act = null, Detail = finding.Said!.In(language.Tongue) })],
            effective?.Day, effective?.EarliestIfOpen, effective?.LatestIfOpen, steps.LinesIn(language.Tongue),
            supposed.Before, supposed.After, supposed.EntryIntoForce.Recorded ?? supposed.EntryIntoForce.Derived?.Day, steps.StepsIn(language.Tongue)));
    }
}

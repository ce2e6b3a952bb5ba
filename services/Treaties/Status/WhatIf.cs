using Contracts;
using Contracts.Treaties;
using Treaties.Actions;

namespace Treaties.Status;

/// <summary>What would follow if a State deposited an instrument on a day. Nothing is recorded.</summary>
/// <param name="Kind">Ratification for a signatory, accession otherwise, unless asked for.</param>
/// <param name="Findings">The rules it would break; with an error among them the deposit would be refused.</param>
/// <param name="Adherence">When and why it would take effect.</param>
/// <param name="Before">Parties by deposit on the day without it; null where nothing is recorded.</param>
/// <param name="After">Parties by deposit on the day with it.</param>
/// <param name="EntryIntoForce">The instrument's entry into force with this deposit.</param>
public sealed record WhatIf(TreatyActionKind Kind, IReadOnlyList<Finding> Findings, Adherence Adherence, PartyCount? Before, PartyCount? After, EntryIntoForce EntryIntoForce)
{
    public static WhatIf Deposited(TreatyRecord record, InstrumentId instrument, StateCode state, DateOnly on, TreatyActionKind? kind = null)
    {
        var status = ParticipantStatus.Of(record, instrument, state, on);
        var deposit = new TreatyAct
        {
            Id = Guid.Empty,
            Instrument = instrument,
            State = state,
            Kind = kind ?? (status.SignedOn is not null && status.Adherence is null ? TreatyActionKind.Ratification : TreatyActionKind.Accession),
            Date = UncertainDate.On(on),
            Source = "supposed",
        };
        var supposed = record.With(deposit);
        return new(deposit.Kind, [.. Consistency.Judge(record, deposit)],
            Adherence.Of(supposed, record.Catalogue[instrument], state).Single(adherence => adherence.Consent.Id == deposit.Id),
            Parties.Count(record, instrument, on, Basis.Deposit), Parties.Count(supposed, instrument, on, Basis.Deposit),
            EntryIntoForce.Of(supposed, record.Catalogue[instrument]));
    }
}

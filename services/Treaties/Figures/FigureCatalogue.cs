using Contracts;
using Treaties.Actions;
using Treaties.States;
using Treaties.Status;

namespace Treaties.Figures;

/// <summary>The figures Treaties answers for. Definitions: domain rules 6.3 to 6.9.</summary>
static class FigureCatalogue
{
    /// <summary>The Convention against Transnational Organized Crime and its three Protocols.</summary>
    static readonly InstrumentId[] organizedCrime = [.. new[] { "untoc", "untoc-tip", "untoc-som", "untoc-firearms" }.Select(id => InstrumentId.Parse(id))];

    public static readonly IReadOnlyList<Figure> All =
    [
        new("parties", "Participants whose consent to be bound is deposited (basis deposit) or in effect (basis effect) on the day; the European Union counts.", "participants",
            Asks.Instrument | Asks.AsOf | Asks.Basis, (record, register, ask) =>
                record.Holds(ask.Instrument!.Value) ? Parties.List(record, ask.Instrument.Value, ask.AsOf, ask.Basis).Select(it => Of(it, it.CountsAsParty(ask.Basis))) : null),

        new("non-parties", "States of the reference list of 197 that are not certainly party on the day; possible are those that may be party all the same.", "States",
            Asks.Instrument | Asks.AsOf | Asks.Basis, (record, register, ask) =>
                Parties.NonParties(record, register, ask.Instrument!.Value, ask.AsOf, ask.Basis)?
                    .Select(it => Of(it, it.CountsAsParty(ask.Basis) == Certainty.No ? Certainty.Certain : Certainty.Possible))),

        new("signatories", "Participants that had signed by the day, whether or not they joined afterwards.", "participants",
            Asks.Instrument | Asks.AsOf, (record, register, ask) => record.Holds(ask.Instrument!.Value)
                ? Parties.Statuses(record, ask.Instrument.Value, ask.AsOf).Where(it => it.SignedOn is not null)
                .Select(it => Of(it, it.SignedOn!.Value.HasCertainlyComeBy(ask.AsOf) ? Certainty.Certain : Certainty.Possible)) : null),

        new("signed-not-ratified", "Signatories that have certainly not joined by the day, with the whole years since they signed.", "participants",
            Asks.Instrument | Asks.AsOf, (record, register, ask) => record.Holds(ask.Instrument!.Value)
                ? Parties.WaitingSignatories(record, ask.Instrument.Value, ask.AsOf)
                .Select(it => new Counted(Certainty.Certain) { Instrument = ask.Instrument, State = it.State, SignedOn = it.SignedOn.Day, Years = it.Years }) : null),

        new("universality", "Share of the reference list of 197 States that is party on the day.", "States",
            Asks.Instrument | Asks.AsOf | Asks.Basis, StatesParty, register => new Dictionary<string, int> { [Figure.All] = register.States.Count() }),

        new("regional-breakdown", "Share of the States of each regional group of the United Nations that is party on the day.", "States",
            Asks.Instrument | Asks.AsOf | Asks.Basis,
            (record, register, ask) => StatesParty(record, register, ask)?.Select(it => it with { Group = register[it.State!.Value].RegionalGroup ?? Figure.NoGroup }),
            register => register.States.GroupBy(state => state.RegionalGroup ?? Figure.NoGroup).ToDictionary(group => group.Key, group => group.Count())
                .Append(new(Figure.All, register.States.Count())).ToDictionary()),

        new("parties-to-all-organized-crime-instruments",
            "Participants party on the day to the Convention against Transnational Organized Crime and to all three of its Protocols.", "participants",
            Asks.AsOf | Asks.Basis, (record, register, ask) =>
                Parties.ToAll(record, organizedCrime, ask.AsOf, ask.Basis)?.Select(it => new Counted(it.Certainty) { State = it.State })),

        new("new-actions",
            "Acts received by the depositary in the period, first and last day included, by instrument and kind; possible are those whose bounds only overlap it.",
            "acts",
            Asks.InstrumentOrAll | Asks.Period | Asks.Kind, (record, register, ask) => ask.Instrument is { } one && !record.Holds(one) ? null
                : NewActions.Between(record, ask.From, ask.To, ask.Instrument, ask.Kind)
                .Select(it => Of(record, it.Act, it.Certainty) with { Group = $"{it.Act.Instrument} {Contracts.Treaties.TreatyActionKinds.Written(it.Act.Kind)}" })),

        new("flags", "Acts on record that do not fit a rule of the instrument, and entries into force that differ from the deposits.", "findings",
            Asks.InstrumentOrAll, (record, register, ask) => ask.Instrument is { } one && !record.Holds(one) ? null
                : Consistency.Of(record).Where(it => ask.Instrument is null || it.Instrument == ask.Instrument).Select(it =>
                    (record.Acts.FirstOrDefault(act => act.Id == it.Act) is { } act ? Of(record, act, Certainty.Certain)
                        : new Counted(Certainty.Certain) { Instrument = it.Instrument }) with { Group = it.Rule, Rule = it.Rule, Detail = it.Detail, Source = it.Source })),
    ];

    public static Figure? Find(string name) => All.FirstOrDefault(figure => figure.Name == name);

    static IEnumerable<Counted>? StatesParty(TreatyRecord record, ParticipantRegister register, Question ask) => record.Holds(ask.Instrument!.Value)
        ? Parties.List(record, ask.Instrument.Value, ask.AsOf, ask.Basis).Where(it => register.Find(it.State) is { IsState: true })
        .Select(it => Of(it, it.CountsAsParty(ask.Basis)))
        : null;

    static Counted Of(ParticipantStatus status, Certainty certainty) => new(certainty)
    {
        Instrument = status.Instrument,
        State = status.State,
        SignedOn = status.SignedOn?.Day,
        Kind = status.Adherence?.Consent.Kind,
        DepositedOn = status.Adherence?.DepositedOn.Day,
        NotBefore = status.Adherence?.DepositedOn.EarliestIfOpen,
        NotAfter = status.Adherence?.DepositedOn.LatestIfOpen,
        EffectiveOn = status.Adherence?.EffectiveOn?.Day,
        Action = status.Adherence?.Consent.Id,
        Source = status.Adherence?.Consent.Source,
    };

    static Counted Of(TreatyRecord record, TreatyAct act, Certainty certainty) => new(certainty)
    {
        Instrument = act.Instrument,
        State = act.State,
        Kind = act.Kind,
        DepositedOn = act.Date.Day,
        NotBefore = act.Date.EarliestIfOpen,
        NotAfter = act.Date.LatestIfOpen,
        EffectiveOn = Effect.Of(record, act).On?.Day,
        Action = act.Id,
        Source = act.Source,
    };
}

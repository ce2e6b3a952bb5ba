using Contracts.Treaties;
using Treaties.Actions;
using Treaties.Instruments;
using Treaties.Status;

namespace Parties.Tests;

/// <summary>The register is asked who is party, over histories nobody has thought of.</summary>
public sealed class RegisterTests
{
    static readonly InstrumentCatalogue catalogue = InstrumentCatalogue.Read(Path.Combine(AppContext.BaseDirectory, "data", "instruments"));
    static readonly InForce[] inForce = [.. catalogue.All.Where(it => it.EntryIntoForce is not null).Select(it => new InForce { Instrument = it.Id, On = it.EntryIntoForce!.On })];

    [Fact]
    public void It_answers_what_Treaties_answers()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var standing = Histories.Standing(Histories.Of(seed, 60));
            var register = new Register(standing.Where(act => PartyAct.Matters(act.Kind)).Select(Act), inForce);
            var record = new TreatyRecord(catalogue, standing.Where(act => !act.Annulled).Select(Recorded));
            var random = new Random(seed);
            foreach (var instrument in Histories.Instruments)
                foreach (var state in Histories.States)
                    foreach (var basis in Enum.GetValues<Basis>())
                    {
                        var day = Histories.Day(random);
                        var theirs = ParticipantStatus.Of(record, instrument, state, day).CountsAsParty(basis == Basis.Deposit ? global::Treaties.Status.Basis.Deposit : global::Treaties.Status.Basis.Effect);
                        register.IsParty(state, instrument, day, basis).ToString().ShouldBe(theirs.ToString(), $"seed {seed}: {state}, {instrument}, {day:O}, by {basis}");
                    }
        }
    }

    [Fact]
    public void Somebody_is_within_a_period_exactly_while_party_by_deposit()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            // Days that are known, so that the periods are too.
            var acts = Histories.Standing(Histories.Of(seed, 60)).Where(act => PartyAct.Matters(act.Kind) && act.DepositedOn is not null).Select(Act);
            var register = new Register(acts, inForce);
            var random = new Random(seed);
            foreach (var instrument in Histories.Instruments)
                foreach (var state in Histories.States)
                {
                    var day = Histories.Day(random);
                    var within = register.Periods(state, instrument).Any(period => period.Begins.Date.HasCertainlyComeBy(day) && period.EndsOn?.HasCertainlyComeBy(day) != true);
                    within.ShouldBe(register.IsParty(state, instrument, day, Basis.Deposit) != Certainty.No, $"seed {seed}: {state}, {instrument}, {day:O}");
                }
        }
    }

    [Fact]
    public void The_day_a_source_gives_wins_over_the_rule()
    {
        var act = Act(Histories.Standing(Histories.Of(1, 1)).Single() with { Kind = TreatyActionKind.Accession, DepositedOn = new DateOnly(2010, 1, 1), NotBefore = null, NotAfter = null, EffectiveOn = new DateOnly(2011, 1, 1) });
        var register = new Register([act], inForce);

        register.IsParty(act.State, act.Instrument, new DateOnly(2010, 12, 31), Basis.Effect).ShouldBe(Certainty.No);
        register.IsParty(act.State, act.Instrument, new DateOnly(2011, 1, 1), Basis.Effect).ShouldBe(Certainty.Certain);
    }

    [Fact]
    public void A_convention_left_on_an_unknown_day_leaves_its_protocols_certain_until_the_interval_has_closed()
    {
        var (kenya, untoc, protocol) = (Histories.States[0], Histories.Instruments[0], Histories.Instruments[1]);
        var register = new Register(
            [
                new PartyAct { Action = new(1, 0, 0, new byte[8]), State = kenya, Instrument = untoc, Kind = TreatyActionKind.Accession, DepositedOn = new(2005, 1, 1) },
                new PartyAct { Action = new(2, 0, 0, new byte[8]), State = kenya, Instrument = protocol, Kind = TreatyActionKind.Accession, DepositedOn = new(2005, 1, 1) },
                new PartyAct { Action = new(3, 0, 0, new byte[8]), State = kenya, Instrument = untoc, Kind = TreatyActionKind.Withdrawal, NotBefore = new(2018, 1, 1), NotAfter = new(2020, 1, 1) },
            ],
            inForce);

        foreach (var instrument in new[] { untoc, protocol })
            foreach (var basis in Enum.GetValues<Basis>())
            {
                register.IsParty(kenya, instrument, new(2020, 12, 31), basis).ShouldBe(Certainty.Certain);
                register.IsParty(kenya, instrument, new(2021, 1, 1), basis).ShouldBe(Certainty.No);
            }
    }

    internal static PartyAct Act(ActionCorrected act) => new()
    {
        Action = act.Action,
        Instrument = act.Instrument,
        State = act.State,
        Kind = act.Kind,
        DepositedOn = act.DepositedOn,
        NotBefore = act.NotBefore,
        NotAfter = act.NotAfter,
        EffectiveOn = act.EffectiveOn,
        Concerns = act.Concerns,
        Annulled = act.Annulled,
    };

    static TreatyAct Recorded(ActionCorrected act) => new()
    {
        Id = act.Action,
        Instrument = act.Instrument,
        State = act.State,
        Kind = act.Kind,
        Date = act.DepositedOn is { } day ? UncertainDate.On(day) : UncertainDate.Between(act.NotBefore!.Value, act.NotAfter!.Value),
        Source = act.Source,
    };
}

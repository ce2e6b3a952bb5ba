using Contracts;
using Treaties.Actions;
using Treaties.Status;
using static Contracts.Treaties.TreatyActionKind;
using static Treaties.Tests.Act;

namespace Treaties.Tests.Status;

/// <summary>Cases of docs/cases.md that only the rules of status decide.</summary>
public class Cases_of_the_field
{
    static readonly InstrumentId Untoc = InstrumentId.Parse("untoc"), Protocol = InstrumentId.Parse("untoc-tip"), Smuggling = InstrumentId.Parse("untoc-som"), Uncac = InstrumentId.Parse("uncac");

    /// <summary>Case 11: an act known by bounds alone is possible in each period they reach into, and certain in one that holds them both.</summary>
    [Theory]
    [InlineData("2015-07-01", "2016-06-30", Certainty.Possible), InlineData("2016-07-01", "2017-06-30", Certainty.Possible), InlineData("2016-01-01", "2016-12-31", Certainty.Certain)]
    public void An_act_of_an_unknown_day_is_possible_in_each_half_of_its_year_and_has_no_day_of_its_own(string from, string to, Certainty certainty)
    {
        var accession = NewActions.Between(RealRecord.Record, Day(from), Day(to), Protocol, Accession).Single(it => it.Act.State == StateCode.Parse("MDV"));

        (accession.Certainty, accession.Act.Date).ShouldBe((certainty, Dated("2016-01-01..2016-12-31")));
        accession.Act.Date.Day.ShouldBeNull();
    }

    /// <summary>Case 12: a year that ends on a day there is not ends with the last day of February (UNTOC arts. 40(1), 23(1) of the Protocol).</summary>
    [Theory]
    [InlineData("2024-02-29", "2025-02-28"), InlineData("2023-02-28", "2024-02-28"), InlineData("2024-03-01", "2025-03-01")]
    public void A_denunciation_takes_effect_a_year_later_on_a_day_that_there_is(string deposited, string ends)
    {
        var record = Record(Of("WSM", Accession, "untoc", "2010-01-01"), Of("WSM", Accession, "untoc-som", "2010-01-01"), Of("WSM", Denunciation, "untoc-som", deposited));

        Adherence.Of(record, RealRecord.Catalogue[Smuggling], StateCode.Parse("WSM")).Single().EndsOn.ShouldBe(Dated(ends));
        ParticipantStatus.Of(record, Smuggling, StateCode.Parse("WSM"), Day(ends).AddDays(-1)).Standing.ShouldBe(Standing.Party);
        ParticipantStatus.Of(record, Smuggling, StateCode.Parse("WSM"), Day(ends)).Standing.ShouldBe(Standing.FormerParty);
    }

    /// <summary>Case 12: the thirtieth day after, counted over the end of February (UNCAC art. 68(2)), by a supposition as by a deposit.</summary>
    [Theory]
    [InlineData("2026-01-31", "2026-03-02"), InlineData("2024-01-31", "2024-03-01")]
    public void A_deposit_on_the_last_of_January_takes_effect_in_March(string deposited, string effective)
    {
        WhatIf.Deposited(RealRecord.Record, Uncac, StateCode.Parse("AND"), Day(deposited)).Adherence.EffectiveOn.ShouldBe(Dated(effective));
        var act = Of("AND", Accession, "uncac", deposited);
        Effect.Of(Record(act), act).On.ShouldBe(Dated(effective));
    }

    /// <summary>Case 15: withdrawal and re-entry (UNTOC art. 40(3): who leaves the Convention leaves its Protocols).</summary>
    [Theory]
    [InlineData("2021-03-01", 1, 0), InlineData("2022-06-01", 1, 1), InlineData("2023-12-31", 1, 1), InlineData("2024-06-01", 0, 0), InlineData("2025-02-03", 1, 0)]
    public void A_State_that_left_and_came_back_counts_once_and_its_Protocol_does_not_come_back_with_it(string day, int convention, int protocol)
    {
        var record = new TreatyRecord(RealRecord.Catalogue, [.. RealRecord.Record.Acts.Where(act => act.State != StateCode.Parse("WSM")),
            New("WSM", Accession, "untoc", "2021-03-01"), New("WSM", Accession, "untoc-tip", "2022-01-01"), New("WSM", Denunciation, "untoc", "2023-05-10"), New("WSM", Accession, "untoc", "2025-02-03")]);
        var without = new TreatyRecord(RealRecord.Catalogue, record.Acts.Where(act => act.State != StateCode.Parse("WSM")));

        foreach (var (instrument, more) in new[] { (Untoc, convention), (Protocol, protocol) })
        {
            Parties.Count(record, instrument, Day(day), Basis.Deposit)!.Value.Certain.ShouldBe(Parties.Count(without, instrument, Day(day), Basis.Deposit)!.Value.Certain + more, $"{instrument}");
            Parties.List(record, instrument, Day(day), Basis.Deposit).Count(it => it.State == StateCode.Parse("WSM")).ShouldBe(more, "once in the list, or not at all");
            Parties.ByRegionalGroup(record, RealRecord.Register, instrument, Day(day), Basis.Deposit)!.Sum(group => group.Share.Count.Certain)
                .ShouldBe(Parties.Universality(record, RealRecord.Register, instrument, Day(day), Basis.Deposit)!.Count.Certain);
        }
        NewActions.Between(record, Day("2021-01-01"), Day("2025-12-31"), Untoc, Accession).Count(it => it.Act.State == StateCode.Parse("WSM")).ShouldBe(2);
    }

    /// <summary>Case 17: a territory is no State (VCLT art. 29).</summary>
    [Fact]
    public void A_territorial_application_changes_no_count_of_States_and_no_status()
    {
        var before = RealRecord.Record;
        var after = new TreatyRecord(RealRecord.Catalogue, [.. before.Acts,
            New("GBR", TerritorialApplication, "uncac", "2020-01-02") with { Territory = "Gibraltar" }, New("NLD", TerritorialApplication, "uncac", "2020-01-02") with { Territory = "Aruba" }]);
        var day = Day("2020-06-30");

        Parties.Count(after, Uncac, day, Basis.Effect).ShouldBe(Parties.Count(before, Uncac, day, Basis.Effect));
        Parties.Universality(after, RealRecord.Register, Uncac, day, Basis.Deposit).ShouldBe(Parties.Universality(before, RealRecord.Register, Uncac, day, Basis.Deposit));
        Parties.ByRegionalGroup(after, RealRecord.Register, Uncac, day, Basis.Deposit).ShouldBe(Parties.ByRegionalGroup(before, RealRecord.Register, Uncac, day, Basis.Deposit));
        foreach (var state in new[] { "GBR", "NLD" }.Select(code => StateCode.Parse(code)))
            ParticipantStatus.Of(after, Uncac, state, day).Adherence!.Consent.Id.ShouldBe(ParticipantStatus.Of(before, Uncac, state, day).Adherence!.Consent.Id);
        NewActions.Between(after, day.AddDays(-365), day, Uncac).Select(it => (it.Act.Kind, it.Act.Territory)).Where(it => it.Kind == TerritorialApplication).ShouldBe([(TerritorialApplication, "Gibraltar"), (TerritorialApplication, "Aruba")], ignoreOrder: true);
        Statements.InForce(after, Uncac, day).Count(it => it.Act.Territory is "Gibraltar" or "Aruba").ShouldBe(2);
    }

    /// <summary>Case 20: shares are told unrounded with the counts behind them, and the counts add up.</summary>
    [Fact]
    public void Shares_are_of_whole_counts_that_add_up_and_are_rounded_nowhere()
    {
        var day = Day("2020-01-01");
        var (all, groups) = (Parties.Universality(RealRecord.Record, RealRecord.Register, Untoc, day, Basis.Deposit)!, Parties.ByRegionalGroup(RealRecord.Record, RealRecord.Register, Untoc, day, Basis.Deposit)!);

        (groups.Sum(group => group.Share.Count.Certain), groups.Sum(group => group.Share.Of)).ShouldBe((all.Count.Certain, all.Of));
        all.Of.ShouldBe(197);
        new Share(new(1, 1), 3).Rate.ShouldBe(1m / 3);
        (new Share(new(1, 1), 3).Rate * 3).ShouldNotBe(1m, "no part is changed to make a whole");
        groups.ShouldAllBe(group => group.Share.Rate == (decimal)group.Share.Count.Certain / group.Share.Of);
    }

    /// <summary>With an id that no act of the real record has.</summary>
    static TreatyAct New(string state, Contracts.Treaties.TreatyActionKind kind, string instrument, string dates) => Of(state, kind, instrument, dates) with { Id = Guid.CreateVersion7() };
}

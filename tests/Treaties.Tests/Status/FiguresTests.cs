using Contracts;
using Treaties.Actions;
using Treaties.Status;
using static Contracts.Treaties.TreatyActionKind;
using static Treaties.Tests.Act;

namespace Treaties.Tests.Status;

public class Figures_of_the_real_record
{
    static readonly InstrumentId Untoc = InstrumentId.Parse("untoc");
    static readonly InstrumentId Uncac = InstrumentId.Parse("uncac");

    [Theory]
    [InlineData("untoc")]
    [InlineData("untoc-tip")]
    [InlineData("untoc-som")]
    [InlineData("untoc-firearms")]
    [InlineData("uncac")]
    public void Parties_and_non_parties_among_States_make_197(string instrument)
    {
        var id = InstrumentId.Parse(instrument);
        foreach (var day in new[] { Day("2005-01-01"), Day("2015-06-15"), Day("2025-05-01") })
        {
            var share = Parties.Universality(RealRecord.Record, RealRecord.Register, id, day, Basis.Deposit)!;
            var outside = Parties.NonParties(RealRecord.Record, RealRecord.Register, id, day, Basis.Deposit)!;

            (share.Count.Certain + outside.Count).ShouldBe(197);
            Parties.ByRegionalGroup(RealRecord.Record, RealRecord.Register, id, day, Basis.Deposit)!.Sum(group => group.Share.Count.Possible).ShouldBe(share.Count.Possible);
        }
    }

    [Fact]
    public void Regional_groups_have_their_known_sizes() =>
        Parties.ByRegionalGroup(RealRecord.Record, RealRecord.Register, Uncac, Day("2020-01-01"), Basis.Deposit)!.Select(group => (group.Group, group.Share.Of))
            .ShouldBe([("AG", 54), ("APG", 54), ("EEG", 23), ("GRULAC", 33), ("WEOG", 29), (null, 4)]);

    [Fact]
    public void New_actions_of_a_period_are_the_ones_the_report_names()
    {
        // E/CN.15/2023, para. 18: Bhutan to the Convention and the Trafficking Protocol; Andorra and Pakistan to the latter; Chad; Luxembourg.
        var actions = NewActions.Between(RealRecord.Record, Day("2022-02-21"), Day("2023-02-20"));

        actions.Where(action => action.Certainty == Certainty.Certain && action.Act.Kind.ToString() is "Accession" or "Ratification")
            .Select(action => $"{action.Act.State} {action.Act.Instrument}").Order().ShouldBe(
            ["AND untoc-tip", "BTN untoc", "BTN untoc-tip", "LUX untoc-firearms", "PAK untoc-tip", "TCD untoc-som"]);
        actions.Where(action => action.Certainty == Certainty.Possible).Select(action => $"{action.Act.State} {action.Act.Kind}").ShouldBe(["BTN Withdrawal"]);
        NewActions.Counted(actions).ShouldContain((InstrumentId.Parse("untoc-tip"), Accession, new PartyCount(3, 3)));
    }

    [Theory]
    [InlineData("2015-06-01", "2015-06-30", Certainty.Certain)]
    [InlineData("2015-06-30", "2015-12-31", Certainty.Possible)]
    [InlineData("2015-01-01", "2015-06-01", Certainty.Possible)]
    [InlineData("2015-07-01", "2015-12-31", Certainty.No)]
    [InlineData("2015-01-01", "2015-05-31", Certainty.No)]
    public void Both_ends_of_a_period_belong_to_it(string from, string to, Certainty certainty)
    {
        var record = Record(Of("KEN", Accession, "uncac", "2015-06-01..2015-06-30"));

        NewActions.Between(record, Day(from), Day(to)).SingleOrDefault()?.Certainty.ShouldBe(certainty);
        NewActions.Between(record, Day(from), Day(to), kind: Accession).Count.ShouldBe(certainty == Certainty.No ? 0 : 1);
        NewActions.Between(record, Day(from), Day(to), kind: Signature).ShouldBeEmpty();
        NewActions.Between(record, Day(from), Day(to), InstrumentId.Parse("untoc")).ShouldBeEmpty();
    }

    [Fact]
    public void Signatories_still_waiting_are_listed_with_their_whole_years()
    {
        var waiting = Parties.WaitingSignatories(RealRecord.Record, Uncac, Day("2024-12-08"));

        waiting.Select(signatory => (signatory.State.ToString(), signatory.Years)).ShouldBe([("SYR", 20)]);
        Parties.WaitingSignatories(RealRecord.Record, Uncac, Day("2024-12-09")).Single().Years.ShouldBe(21);
    }

    [Fact]
    public void Those_party_to_all_four_instruments_are_party_to_each()
    {
        InstrumentId[] four = [.. RealRecord.TheFive.Where(instrument => instrument != Uncac)];
        var day = Day("2023-02-20");
        var all = Parties.ToAll(RealRecord.Record, four, day, Basis.Deposit)!;

        all.Count(answer => answer.Certainty == Certainty.Certain).ShouldBeLessThanOrEqualTo(Parties.Count(RealRecord.Record, InstrumentId.Parse("untoc-firearms"), day, Basis.Deposit)!.Value.Certain);
        all.ShouldContain((StateCode.EuropeanUnion, Certainty.Certain));
        all.ShouldNotContain(answer => answer.State == StateCode.Parse("USA"));
    }

    [Fact]
    public void A_State_is_reviewed_only_by_others_bound_by_the_same_instrument()
    {
        var reviewers = Parties.ReviewersFor(RealRecord.Record, Uncac, StateCode.Parse("FJI"), Day("2020-01-01"));

        reviewers.ShouldContain(StateCode.Parse("KEN"));
        reviewers.ShouldNotContain(StateCode.Parse("FJI"));
        reviewers.ShouldNotContain(StateCode.Parse("BTN"), "whether Bhutan was still bound that day is not known");
        Parties.ReviewersFor(RealRecord.Record, Uncac, StateCode.Parse("SYR"), Day("2020-01-01")).ShouldBeEmpty();
    }
}

public class Supposing_a_deposit
{
    static readonly InstrumentId Uncac = InstrumentId.Parse("uncac");

    [Fact]
    public void Shows_when_it_would_take_effect_and_what_the_count_would_be()
    {
        var answer = WhatIf.Deposited(RealRecord.Record, Uncac, StateCode.Parse("SYR"), Day("2025-01-10"));

        answer.Kind.ShouldBe(Ratification);
        answer.Findings.ShouldBeEmpty();
        answer.Adherence.EffectiveOn.ShouldBe(Dated("2025-02-09"));
        answer.After!.Value.Certain.ShouldBe(answer.Before!.Value.Certain + 1);
    }

    [Fact]
    public void Names_the_rule_it_would_break()
    {
        var answer = WhatIf.Deposited(RealRecord.Record, InstrumentId.Parse("untoc-tip"), StateCode.Parse("SLB"), Day("2020-01-10"));

        answer.Kind.ShouldBe(Accession);
        answer.Findings.Select(finding => finding.Rule).ShouldBe([Consistency.ProtocolNeedsConvention.Name]);
        answer.Adherence.EffectiveOn.ShouldBeNull();
    }

    [Fact]
    public void Brings_an_instrument_into_force_when_it_is_the_last_one_needed()
    {
        var instrument = RealRecord.Catalogue[Uncac] with { Id = InstrumentId.Parse("new-convention"), EntryIntoForce = null, EntryIntoForceRule = RealRecord.Catalogue[Uncac].EntryIntoForceRule! with { Threshold = 2 } };
        var record = new TreatyRecord(new([instrument]), [Of("KEN", Accession, "new-convention", "2004-01-01"), Of("EUE", Accession, "new-convention", "2004-01-02")]);

        EntryIntoForce.Of(record, instrument).Derived.ShouldBeNull("the European Union's instrument does not count");
        var answer = WhatIf.Deposited(record, instrument.Id, StateCode.Parse("FJI"), Day("2004-02-01"));

        answer.EntryIntoForce.Derived.ShouldBe(Dated("2004-05-01"));
        answer.Adherence.EffectiveOn.ShouldBe(Dated("2004-05-01"));
    }
}

public class Statements_of_the_participants
{
    static readonly InstrumentId Uncac = InstrumentId.Parse("uncac");

    [Fact]
    public void Are_in_force_from_their_day_until_they_are_withdrawn()
    {
        var reservation = Of("KEN", Reservation, "uncac", "2010-01-01");
        var record = Record(Of("KEN", Accession, "uncac", "2010-01-01"), reservation, Of("KEN", WithdrawalOfReservation, "uncac", "2015-01-01") with { Concerns = reservation.Id });

        Statements.InForce(record, Uncac, Day("2009-12-31")).ShouldBeEmpty();
        Statements.InForce(record, Uncac, Day("2014-12-31")).Single().Certainty.ShouldBe(Certainty.Certain);
        Statements.InForce(record, Uncac, Day("2015-01-01")).ShouldBeEmpty();
    }

    [Fact]
    public void Fall_with_the_participation_of_their_maker()
    {
        var record = Record(Of("KEN", Accession, "uncac", "2010-01-01"), Of("KEN", Reservation, "uncac", "2010-01-01"), Of("KEN", Denunciation, "uncac", "2015-01-01"));

        Statements.InForce(record, Uncac, Day("2015-12-31")).Count.ShouldBe(1);
        Statements.InForce(record, Uncac, Day("2016-01-01")).ShouldBeEmpty();
    }

    [Fact]
    public void May_be_in_force_while_their_maker_may_have_left()
    {
        var record = Record(Of("KEN", Accession, "uncac", "2010-01-01"), Of("KEN", Reservation, "uncac", "2010-01-01"), Of("KEN", Denunciation, "uncac", "2015-01-01..2016-01-01"));

        Statements.InForce(record, Uncac, Day("2016-06-01")).Single().Certainty.ShouldBe(Certainty.Possible);
    }

    [Fact]
    public void Are_missed_from_every_party_that_did_not_make_what_it_owes()
    {
        var notified = Of("KEN", Notification, "uncac", "2010-02-01") with { Provisions = [ArticleRef.Parse("uncac art. 46(13)"), ArticleRef.Parse("uncac art. 46(14)"), ArticleRef.Parse("uncac art. 44(6)"), ArticleRef.Parse("uncac art. 6(3)")] };
        var record = Record(Of("KEN", Accession, "uncac", "2010-01-01"), Of("FJI", Accession, "uncac", "2010-01-01"), notified);

        Statements.Missing(record, Uncac, Designated.Nothing, Day("2012-01-01"))!.Select(missing => $"{missing.State} {missing.Duty.Article}").ShouldBe(
            ["FJI uncac art. 46(13)", "FJI uncac art. 46(14)", "FJI uncac art. 44(6)(a)", "FJI uncac art. 6(3)", "KEN uncac art. 44(6)(a)"], ignoreOrder: true);
    }

    [Fact]
    public void Are_not_said_to_be_missing_where_the_record_keeps_none() => Statements.Missing(RealRecord.Record, Uncac, Designated.Nothing, Day("2020-01-01")).ShouldBeNull();
}

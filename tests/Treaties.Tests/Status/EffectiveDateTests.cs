using Contracts;
using Contracts.Treaties;
using Treaties.Status;
using static Contracts.Treaties.TreatyActionKind;
using static Treaties.Tests.Act;

namespace Treaties.Tests.Status;

public class The_day_a_deposit_takes_effect
{
    [Theory]
    [InlineData("TUV", "2015-09-04", "2015-10-04")]
    [InlineData("NZL", "2015-12-01", "2015-12-31")]
    [InlineData("VAT", "2016-09-19", "2016-10-19")]
    [InlineData("BTN", "2016-09-21", "2016-10-21")]
    [InlineData("BLZ", "2016-12-12", "2017-01-11")]
    [InlineData("JPN", "2017-07-11", "2017-08-10")]
    public void Is_the_thirtieth_day_after_in_the_worked_cases_of_the_founding_documents(string state, string deposited, string effective)
    {
        var adherence = Adherence.Of(RealRecord.Record, RealRecord.Catalogue[InstrumentId.Parse("uncac")], StateCode.Parse(state))[0];

        adherence.DepositedOn.Day.ShouldBe(Day(deposited));
        adherence.EffectiveOn!.Value.Day.ShouldBe(Day(effective));
        adherence.Steps[0].Line().ShouldBe($"deposit {deposited} + 30 days (uncac art. 68(2)) = {effective}");
    }

    [Fact]
    public void Is_the_thirtieth_day_after_for_Switzerland_and_the_Convention_as_its_official_text_prints() =>
        EffectOf(Ratification, "CHE", "untoc", "2006-10-27").ShouldBe("2006-11-26");

    [Theory]
    [InlineData("untoc", "2001-06-05", "2003-09-29")]
    [InlineData("untoc", "2003-07-24", "2003-09-29")]
    [InlineData("uncac", "2003-12-09", "2005-12-14")]
    [InlineData("untoc-som", "2003-10-30", "2004-01-28")]
    public void Is_never_before_the_instrument_itself_is_in_force(string instrument, string deposited, string effective)
    {
        var deposit = Of("FJI", Accession, instrument, deposited);
        var record = instrument == "untoc" ? Record(deposit) : Record(deposit, Of("FJI", Accession, "untoc", "2001-06-05"));

        Adherence.Of(record, record.Catalogue[deposit.Instrument], deposit.State).Single().EffectiveOn.ShouldBe(Dated(effective));
    }

    [Fact]
    public void Is_the_ninetieth_day_after_under_the_1988_Convention() =>
        EffectOf(Accession, "KEN", "drugs-1988", "1992-10-19").ShouldBe("1993-01-17");

    [Fact]
    public void Keeps_its_bounds_where_the_deposit_has_only_bounds() =>
        EffectOf(Accession, "KEN", "uncac", "2015-01-01..2015-12-01").ShouldBe("2015-01-31 to 2015-12-31");

    [Fact]
    public void Waits_no_days_for_a_successor() =>
        EffectOf(Succession, "MNE", "uncac", "2006-10-23").ShouldBe("2006-10-23");

    [Fact]
    public void Is_not_recorded_where_no_rule_is()
    {
        var record = Record(Of("KEN", Accession, "hostages-1979", "1981-12-08"));
        var status = ParticipantStatus.Of(record, InstrumentId.Parse("hostages-1979"), StateCode.Parse("KEN"), Day("2020-01-01"));

        status.Standing.ShouldBe(Standing.Contracting);
        status.Adherence!.EffectiveOn.ShouldBeNull();
        status.Steps.Lines().ShouldContain("deposit 1981-12-08; the entry-into-force rule of hostages-1979 is not recorded");
    }

    static string EffectOf(TreatyActionKind kind, string state, string instrument, string deposited)
    {
        var record = Record(Of(state, kind, instrument, deposited));
        return Adherence.Of(record, record.Catalogue[InstrumentId.Parse(instrument)], StateCode.Parse(state)).Single().EffectiveOn.ToString()!;
    }
}

public class A_protocol
{
    static readonly InstrumentId Protocol = InstrumentId.Parse("untoc-tip");
    static readonly StateCode Kenya = StateCode.Parse("KEN");

    [Fact]
    public void Binds_nobody_who_has_not_joined_the_Convention()
    {
        var record = Record(Of("KEN", Accession, "untoc-tip", "2010-01-01"));
        var status = ParticipantStatus.Of(record, Protocol, Kenya, Day("2020-01-01"));

        status.Standing.ShouldBe(Standing.Contracting);
        status.Steps.Lines().ShouldContain("waits: no participation in untoc is on record (untoc art. 37(2))");
    }

    [Fact]
    public void Binds_from_the_day_the_Convention_binds_where_that_was_joined_later()
    {
        var record = Record(Of("KEN", Accession, "untoc-tip", "2010-01-01"), Of("KEN", Accession, "untoc", "2012-01-01"));

        Adherence.Of(record, record.Catalogue[Protocol], Kenya).Single().EffectiveOn.ShouldBe(Dated("2012-01-31"));
    }

    [Fact]
    public void Ends_with_the_Convention_one_year_after_its_denunciation_and_does_not_come_back_with_it()
    {
        var denunciation = Of("KEN", Denunciation, "untoc", "2015-03-01");
        var record = Record(Of("KEN", Accession, "untoc", "2010-01-01"), Of("KEN", Accession, "untoc-tip", "2010-01-01"), denunciation, Of("KEN", Accession, "untoc", "2018-01-01"));

        At("2016-02-29").Standing.ShouldBe(Standing.Party);
        At("2016-03-01").Standing.ShouldBe(Standing.FormerParty);
        At("2020-01-01").Standing.ShouldBe(Standing.FormerParty);
        At("2020-01-01").Adherence!.EndedBy.ShouldBe(denunciation);
        ParticipantStatus.Of(record, InstrumentId.Parse("untoc"), Kenya, Day("2020-01-01")).Standing.ShouldBe(Standing.Party);

        ParticipantStatus At(string day) => ParticipantStatus.Of(record, Protocol, Kenya, Day(day));
    }

    [Fact]
    public void Can_be_joined_again_by_who_has_joined_the_Convention_again()
    {
        var record = Record(Of("KEN", Accession, "untoc", "2010-01-01"), Of("KEN", Denunciation, "untoc", "2015-03-01"), Of("KEN", Accession, "untoc", "2018-01-01"), Of("KEN", Accession, "untoc-tip", "2018-01-01"));

        ParticipantStatus.Of(record, Protocol, Kenya, Day("2020-01-01")).Possible.ShouldBe([Standing.Party]);
    }

    [Fact]
    public void Can_be_left_without_leaving_the_Convention()
    {
        var record = Record(Of("KEN", Accession, "untoc", "2010-01-01"), Of("KEN", Accession, "untoc-tip", "2010-01-01"), Of("KEN", Denunciation, "untoc-tip", "2015-03-01"));

        ParticipantStatus.Of(record, Protocol, Kenya, Day("2016-03-01")).Standing.ShouldBe(Standing.FormerParty);
        ParticipantStatus.Of(record, InstrumentId.Parse("untoc"), Kenya, Day("2016-03-01")).Standing.ShouldBe(Standing.Party);
    }
}

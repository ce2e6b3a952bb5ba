using Treaties.Actions;
using Treaties.Status;
using static Contracts.Treaties.TreatyActionKind;
using static Treaties.Tests.Act;

namespace Treaties.Tests.Status;

public class An_act_is_found_at_fault_when
{
    [Fact]
    public void It_is_dated_before_the_instrument_was_open() =>
        Rules(Of("KEN", Accession, "uncac", "2003-12-08")).ShouldBe([Consistency.DepositBeforeOpening.Name]);

    [Fact]
    public void It_is_a_signature_after_the_period_for_signature() =>
        Rules(Of("KEN", Signature, "uncac", "2005-12-10")).ShouldBe([Consistency.SignatureAfterClosing.Name]);

    [Fact]
    public void It_ratifies_what_was_not_signed() =>
        Rules(Of("KEN", Ratification, "uncac", "2010-01-01")).ShouldBe([Consistency.RatificationNeedsSignature.Name]);

    [Fact]
    public void It_ratifies_what_was_signed_only_later() =>
        Rules(Of("KEN", Ratification, "uncac", "2004-01-01"), Of("KEN", Signature, "uncac", "2005-01-01")).ShouldBe([Consistency.RatificationNeedsSignature.Name]);

    [Fact]
    public void It_joins_a_protocol_without_the_Convention() =>
        Rules(Of("KEN", Accession, "untoc-som", "2010-01-01")).ShouldBe([Consistency.ProtocolNeedsConvention.Name]);

    [Fact]
    public void It_joins_a_protocol_before_the_Convention() =>
        Rules(Of("KEN", Accession, "untoc-som", "2010-01-01"), Of("KEN", Accession, "untoc", "2010-01-02")).ShouldBe([Consistency.ProtocolNeedsConvention.Name]);

    [Fact]
    public void It_joins_a_protocol_after_the_Convention_was_left() =>
        Rules(Of("KEN", Accession, "untoc-som", "2016-01-01"), Of("KEN", Accession, "untoc", "2010-01-02"), Of("KEN", Denunciation, "untoc", "2015-01-01")).ShouldBe([Consistency.ProtocolNeedsConvention.Name]);

    [Fact]
    public void It_consents_a_second_time_without_having_left() =>
        Rules(Of("KEN", Accession, "uncac", "2012-01-01"), Of("KEN", Accession, "uncac", "2010-01-01")).ShouldBe([Consistency.AlreadyBound.Name]);

    [Fact]
    public void It_consents_a_second_time_while_a_denunciation_has_not_taken_effect() =>
        Rules(Of("KEN", Accession, "uncac", "2015-06-01"), Of("KEN", Accession, "uncac", "2010-01-01"), Of("KEN", Denunciation, "uncac", "2015-01-01")).ShouldBe([Consistency.AlreadyBound.Name]);

    [Fact]
    public void It_confirms_formally_for_a_State() =>
        Rules(Of("KEN", FormalConfirmation, "drugs-1988", "1990-01-01")).ShouldBe([Consistency.FormalConfirmationByState.Name]);

    [Fact]
    public void It_denounces_what_was_not_joined() =>
        Rules(Of("KEN", Denunciation, "uncac", "2010-01-01"), Of("KEN", Signature, "uncac", "2005-01-01")).ShouldBe([Consistency.DenunciationNeedsParty.Name]);

    [Fact]
    public void It_takes_back_a_denunciation_that_has_taken_effect() =>
        Rules(Of("KEN", WithdrawalOfDenunciation, "uncac", "2016-01-01"), Of("KEN", Accession, "uncac", "2010-01-01"), Of("KEN", Denunciation, "uncac", "2015-01-01")).ShouldBe([Consistency.NothingToTakeBack.Name]);

    [Fact]
    public void It_withdraws_a_reservation_that_is_not_on_record() =>
        Rules(Of("KEN", WithdrawalOfReservation, "uncac", "2016-01-01") with { Concerns = Numbered(9) }).ShouldBe([Consistency.WithdrawsNoAct.Name]);

    static List<string> Rules(TreatyAct act, params TreatyAct[] others) =>
        [.. Consistency.Judge(Record(others), act).Where(finding => finding.Severity == Severity.Error && finding.Act == act.Id && finding.Source != "").Select(finding => finding.Rule)];
}

public class An_act_is_in_order_when
{
    [Fact]
    public void It_ratifies_on_the_day_of_signature() => Rules(Of("KEN", Ratification, "uncac", "2003-12-09"), Of("KEN", Signature, "uncac", "2003-12-09")).ShouldBeEmpty();

    [Fact]
    public void It_joins_a_protocol_on_the_day_of_the_Convention() => Rules(Of("KEN", Accession, "untoc-som", "2010-01-01"), Of("KEN", Accession, "untoc", "2010-01-01")).ShouldBeEmpty();

    [Fact]
    public void Its_bounds_leave_a_day_that_keeps_the_rule() => Rules(Of("FJI", Accession, "untoc-firearms", "2017-09-19"), Of("FJI", Accession, "untoc", "2017-07-12..2017-12-31")).ShouldBeEmpty();

    [Fact]
    public void It_accedes_afresh_after_a_denunciation() => Rules(Of("BTN", Accession, "uncac", "2023-09-27"), Of("BTN", Signature, "uncac", "2005-09-15"), Of("BTN", Ratification, "uncac", "2016-09-21"), Of("BTN", Denunciation, "uncac", "2022-01-01")).ShouldBeEmpty();

    [Fact]
    public void It_takes_back_a_denunciation_in_time() => Rules(Of("KEN", WithdrawalOfDenunciation, "uncac", "2015-12-31"), Of("KEN", Accession, "uncac", "2010-01-01"), Of("KEN", Denunciation, "uncac", "2015-01-01")).ShouldBeEmpty();

    [Fact]
    public void It_succeeds_without_signature() => Rules(Of("MNE", Succession, "uncac", "2006-10-23")).ShouldBeEmpty();

    [Fact]
    public void It_withdraws_a_reservation_on_record()
    {
        var reservation = Of("KEN", Reservation, "uncac", "2010-01-01");
        Rules(Of("KEN", WithdrawalOfReservation, "uncac", "2016-01-01") with { Concerns = reservation.Id }, reservation).ShouldBeEmpty();
    }

    static IEnumerable<string> Rules(TreatyAct act, params TreatyAct[] others) => Consistency.Judge(Record(others), act).Select(finding => finding.Rule);
}

public class Admission_of_a_new_entry
{
    [Fact]
    public void Only_asks_about_an_accession_by_a_signatory()
    {
        var finding = Judge(Of("KEN", Accession, "uncac", "2010-01-01"), Of("KEN", Signature, "uncac", "2005-01-01")).Single();

        finding.Rule.ShouldBe(Consistency.AccessionBySignatory.Name);
        finding.Severity.ShouldBe(Severity.Query);
    }

    [Fact]
    public void Refuses_a_date_after_today() => Judge(Of("KEN", Accession, "uncac", "2020-01-02")).Single().Rule.ShouldBe(Admission.NotYetReceived.Name);

    [Fact]
    public void Refuses_who_is_not_on_the_register() => Judge(Of("GRL", Accession, "uncac", "2010-01-01")).Single().Rule.ShouldBe(Admission.NotOnRegister.Name);

    [Fact]
    public void Finds_what_a_correction_of_the_Convention_would_do_to_a_protocol()
    {
        var convention = Of("KEN", Accession, "untoc", "2010-01-01");
        var before = Record(convention, Of("KEN", Accession, "untoc-tip", "2010-01-01"));
        var moved = convention with { Date = Dated("2011-01-01") };

        Admission.Worsened(before, before.With(moved), moved).Single().Rule.ShouldBe(Consistency.ProtocolNeedsConvention.Name);
        Admission.Worsened(before, before.Without(convention.Id), convention).Single().Rule.ShouldBe(Consistency.ProtocolNeedsConvention.Name);
        Admission.Worsened(before, before.With(convention with { Date = Dated("2009-01-01") }), convention).ShouldBeEmpty();
    }

    static IReadOnlyList<Finding> Judge(TreatyAct act, params TreatyAct[] others) => Admission.Judge(Record(others), RealRecord.Register, act, Day("2020-01-01"));
}

using Contracts;
using Treaties.Actions;
using Treaties.Status;
using static Contracts.Treaties.TreatyActionKind;
using static Treaties.Tests.Act;

namespace Treaties.Tests.Status;

public class Status_of_a_participant
{
    static readonly InstrumentId Uncac = InstrumentId.Parse("uncac");

    [Fact]
    public void Climbs_from_nothing_over_signatory_and_contracting_to_party_and_down_to_former_party()
    {
        var record = Record(Of("KEN", Signature, "uncac", "2005-01-10"), Of("KEN", Ratification, "uncac", "2010-03-01"), Of("KEN", Denunciation, "uncac", "2020-06-15"));

        At(record, "2005-01-09").ShouldBe([Standing.None]);
        At(record, "2005-01-10").ShouldBe([Standing.Signatory]);
        At(record, "2010-02-28").ShouldBe([Standing.Signatory]);
        At(record, "2010-03-01").ShouldBe([Standing.Contracting]);
        At(record, "2010-03-30").ShouldBe([Standing.Contracting]);
        At(record, "2010-03-31").ShouldBe([Standing.Party]);
        At(record, "2021-06-14").ShouldBe([Standing.Party]);
        At(record, "2021-06-15").ShouldBe([Standing.FormerParty]);
    }

    [Fact]
    public void Names_every_standing_the_bounds_allow()
    {
        var record = Record(Of("KEN", Accession, "uncac", "2015-01-01..2015-12-01"));

        At(record, "2014-12-31").ShouldBe([Standing.None]);
        At(record, "2015-01-15").ShouldBe([Standing.Contracting, Standing.None]);
        At(record, "2015-06-01").ShouldBe([Standing.Party, Standing.Contracting, Standing.None]);
        At(record, "2015-12-01").ShouldBe([Standing.Party, Standing.Contracting]);
        At(record, "2015-12-31").ShouldBe([Standing.Party]);
    }

    [Fact]
    public void Stays_party_where_a_denunciation_is_taken_back_in_time()
    {
        var record = Record(Of("KEN", Accession, "uncac", "2010-01-01"), Of("KEN", Denunciation, "uncac", "2015-01-01"), Of("KEN", WithdrawalOfDenunciation, "uncac", "2015-12-31"));

        At(record, "2017-01-01").ShouldBe([Standing.Party]);
    }

    [Fact]
    public void Ends_where_a_denunciation_is_taken_back_too_late()
    {
        var record = Record(Of("KEN", Accession, "uncac", "2010-01-01"), Of("KEN", Denunciation, "uncac", "2015-01-01"), Of("KEN", WithdrawalOfDenunciation, "uncac", "2016-01-01"));

        At(record, "2017-01-01").ShouldBe([Standing.FormerParty]);
    }

    [Fact]
    public void Stays_party_to_the_end_of_a_dated_denunciation_even_where_a_fresh_accession_comes_before_it()
    {
        var record = Record(Of("KEN", Accession, "uncac", "2010-01-01"), Of("KEN", Denunciation, "uncac", "2015-01-01"), Of("KEN", Accession, "uncac", "2015-12-15"));

        At(record, "2015-12-20").ShouldBe([Standing.Party]);
        At(record, "2016-01-05").ShouldBe([Standing.Contracting]);
        At(record, "2016-01-14").ShouldBe([Standing.Party]);
    }

    [Fact]
    public void Of_an_act_no_source_gives_an_effect_is_left_open()
    {
        var record = Record(Of("KEN", Accession, "hostages-1979", "1981-12-08"), Of("KEN", Denunciation, "hostages-1979", "2001-01-01"));

        ParticipantStatus.Of(record, InstrumentId.Parse("hostages-1979"), StateCode.Parse("KEN"), Day("2020-01-01")).Possible.ShouldBe([Standing.Contracting, Standing.FormerParty]);
    }

    [Fact]
    public void Of_Bhutan_and_the_Convention_against_Corruption_is_uncertain_only_while_its_undated_withdrawal_may_have_taken_effect()
    {
        Bhutan("2016-10-20").Possible.ShouldBe([Standing.Contracting]);
        Bhutan("2017-09-20").Possible.ShouldBe([Standing.Party]);
        Bhutan("2017-09-21").Possible.ShouldBe([Standing.Party, Standing.FormerParty]);
        Bhutan("2023-09-26").Possible.ShouldBe([Standing.Party, Standing.FormerParty]);
        Bhutan("2023-09-27").Possible.ShouldBe([Standing.Contracting]);
        Bhutan("2023-10-27").Possible.ShouldBe([Standing.Party]);
        Bhutan("2023-10-27").Adherence!.Consent.Kind.ShouldBe(Accession);
        Bhutan("2023-10-27").Steps.Lines().ShouldContain("withdrawal 2016-09-21 to 2023-09-27 + 12 months (uncac art. 70(1)) = 2017-09-21 to 2024-09-27, and not after the fresh accession of 2023-09-27: 2017-09-21 to 2023-09-27");

        Bhutan("2020-06-30").PossiblyWithdrawn.ShouldBe(Dated("2017-09-21..2023-09-27"));
        Parties.Count(RealRecord.Record, Uncac, Day("2020-06-30"), Basis.Deposit)!.Value.Certain.ShouldBe(187);

        static ParticipantStatus Bhutan(string day) => ParticipantStatus.Of(RealRecord.Record, Uncac, StateCode.Parse("BTN"), Day(day));
    }

    [Fact]
    public void Counts_for_certain_while_an_undated_denunciation_is_open_however_doubtful_the_consent_that_follows_it()
    {
        var record = Record(
            Of("MEX", Accession, "untoc", "2000-05-30"), Of("MEX", Denunciation, "untoc", "2021-07-20..2023-07-26"), Of("MEX", Ratification, "untoc", "2023-05-31..2025-04-23"),
            Of("MEX", Ratification, "untoc-tip", "2017-07-15"));

        foreach (var instrument in new[] { "untoc", "untoc-tip" })
        {
            Mexico(instrument, "2024-07-01").CountsAsParty(Basis.Deposit).ShouldBe(Certainty.Certain, instrument);
            Mexico(instrument, "2024-07-01").CountsAsParty(Basis.Effect).ShouldBe(Certainty.Certain, instrument);
            Mexico(instrument, "2024-07-01").PossiblyWithdrawn.ShouldBe(Dated("2022-07-20..2024-07-26"), instrument);
        }
        Mexico("untoc", "2024-07-26").CountsAsParty(Basis.Effect).ShouldBe(Certainty.Possible);
        Mexico("untoc-tip", "2024-07-26").CountsAsParty(Basis.Effect).ShouldBe(Certainty.No);

        ParticipantStatus Mexico(string instrument, string day) => ParticipantStatus.Of(record, InstrumentId.Parse(instrument), StateCode.Parse("MEX"), Day(day));
    }

    static IReadOnlyList<Standing> At(TreatyRecord record, string day) => ParticipantStatus.Of(record, Uncac, StateCode.Parse("KEN"), Day(day)).Possible;
}

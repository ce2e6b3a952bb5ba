using System.Globalization;
using Contracts;
using CsvHelper;
using Treaties.Status;
using static Treaties.Tests.Act;

namespace Treaties.Tests.Status;

public class The_real_record
{
    static readonly InstrumentId Untoc = InstrumentId.Parse("untoc");
    static readonly InstrumentId Uncac = InstrumentId.Parse("uncac");

    [Fact]
    public void Counts_179_parties_to_the_Organized_Crime_Convention_at_the_start_of_2014() =>
        Parties.Count(RealRecord.Record, Untoc, Day("2014-01-01"), Basis.Deposit).ShouldBe(new PartyCount(179, 179));

    [Fact]
    public void Counts_178_certain_parties_to_the_Convention_against_Corruption_at_the_end_of_2015() =>
        Parties.Count(RealRecord.Record, Uncac, Day("2015-12-31"), Basis.Deposit)!.Value.Certain.ShouldBe(178);

    [Fact]
    public void Counts_190_certain_parties_to_the_Organized_Crime_Convention_in_February_2023() =>
        Parties.Count(RealRecord.Record, Untoc, Day("2023-02-20"), Basis.Deposit)!.Value.Certain.ShouldBe(190);

    [Fact]
    public void Counts_nobody_before_an_instrument_is_open()
    {
        foreach (var instrument in RealRecord.TheFive)
            Parties.Count(RealRecord.Record, instrument, RealRecord.Catalogue[instrument].Signature!.Opens.AddDays(-1), Basis.Deposit).ShouldBe(new PartyCount(0, 0));
    }

    [Fact]
    public void Counts_nobody_by_effect_on_the_day_before_entry_into_force_and_every_early_depositor_on_the_day()
    {
        Parties.Count(RealRecord.Record, Untoc, Day("2003-09-28"), Basis.Effect).ShouldBe(new PartyCount(0, 0));
        Parties.Count(RealRecord.Record, Untoc, Day("2003-09-29"), Basis.Effect).ShouldBe(Parties.Count(RealRecord.Record, Untoc, Day("2003-08-30"), Basis.Deposit));
    }

    [Fact]
    public void Has_no_count_for_an_instrument_of_which_nothing_is_recorded()
    {
        var unrecorded = InstrumentId.Parse("hostages-1979");

        Parties.Count(RealRecord.Record, unrecorded, Day("2020-01-01"), Basis.Deposit).ShouldBeNull();
        Parties.Universality(RealRecord.Record, RealRecord.Register, unrecorded, Day("2020-01-01"), Basis.Deposit).ShouldBeNull();
        Parties.NonParties(RealRecord.Record, RealRecord.Register, unrecorded, Day("2020-01-01"), Basis.Deposit).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Checkpoints))]
    public void Has_as_many_dated_parties_as_the_table_of_checkpoints_says(string instrument, string asOf, int dated, int expected)
    {
        _ = expected;
        // A departure without a day is no dated act, so Bhutan counts there throughout, once.
        Parties.Count(RealRecord.Dated, InstrumentId.Parse(instrument), Day(asOf), Basis.Deposit).ShouldBe(new PartyCount(dated, dated));
    }

    [Theory]
    [MemberData(nameof(Checkpoints))]
    public void Brackets_the_published_count_once_the_acts_no_source_confirms_are_supposed(string instrument, string asOf, int dated, int expected)
    {
        _ = dated;
        var count = Parties.Count(RealRecord.Record, InstrumentId.Parse(instrument), Day(asOf), Basis.Deposit)!.Value;
        var supposed = Unconfirmed.Where(act => act.Instrument == instrument).Select(act => Dated(act.Dates)).ToList();

        // UNODC's figure of 19 October 2018 leaves out Sudan's deposit of the 4th (checkpoints.csv says why that is thought).
        var leftOut = (instrument, asOf) == ("untoc-firearms", "2018-10-19") ? 1 : 0;

        (expected + leftOut).ShouldBeInRange(count.Certain + supposed.Count(date => date.HasCertainlyComeBy(Day(asOf))), count.Possible + supposed.Count(date => date.MayHaveComeBy(Day(asOf))));
    }

    [Theory]
    [InlineData("untoc", "2003-07-01", "2003-09-29")]
    [InlineData("untoc-tip", "2003-09-26", "2003-12-25")]
    [InlineData("untoc-som", "2003-10-30", "2004-01-28")]
    [InlineData("untoc-firearms", "2005-04-04", "2005-07-03")]
    [InlineData("uncac", "2005-09-15", "2005-12-14")]
    public void Derives_the_entry_into_force_the_depositary_recorded(string instrument, string threshold, string entry)
    {
        var derived = EntryIntoForce.Of(RealRecord.Record, RealRecord.Catalogue[InstrumentId.Parse(instrument)]);

        derived.ThresholdDeposit.ShouldBe(Dated(threshold));
        derived.Derived.ShouldBe(Dated(entry));
        derived.Recorded.ShouldBe(Day(entry));
        derived.Agrees.ShouldBe(true);
    }

    [Fact]
    public void Breaks_two_rules_and_no_others() =>
        Consistency.Of(RealRecord.Record).Select(finding => $"{finding.Severity} {finding.Rule} {finding.State} {finding.Instrument}").ShouldBe(
        [
            "Error treaties/ratification-needs-signature BHS untoc-firearms",
            "Error treaties/ratification-needs-signature ATG untoc-tip",
        ]);

    [Fact]
    public void Leaves_the_European_Union_out_of_thresholds_shares_and_non_parties_and_in_the_parties()
    {
        var day = Day("2020-01-01");

        Parties.List(RealRecord.Record, Untoc, day, Basis.Deposit).ShouldContain(party => party.State == StateCode.EuropeanUnion);
        var share = Parties.Universality(RealRecord.Record, RealRecord.Register, Untoc, day, Basis.Deposit)!;
        share.Of.ShouldBe(197);
        share.Count.Certain.ShouldBe(Parties.Count(RealRecord.Record, Untoc, day, Basis.Deposit)!.Value.Certain - 1);
        Parties.NonParties(RealRecord.Record, RealRecord.Register, Untoc, day, Basis.Deposit)!.ShouldNotContain(status => status.State == StateCode.EuropeanUnion);
    }

    public static TheoryData<string, string, int, int> Checkpoints()
    {
        var rows = new TheoryData<string, string, int, int>();
        using var csv = CsvReader.FromFile(RealRecord.Data("treaty-actions/checkpoints.csv"));
        while (csv.Read())
        {
            var instrument = RealRecord.Catalogue.All.Single(known => known.ExportCode == csv.GetString("instrument")).Id;
            rows.Add(instrument.ToString(), csv.GetString("as_of"), Number("parties_dated_here"), Number("parties_expected"));
        }
        return rows;

        int Number(string column) => int.Parse(csv.GetString(column), CultureInfo.InvariantCulture);
    }

    /// <summary>Deposits that published counts demand and no source confirms. They are leads to look up, no data, and are not in the export.</summary>
    static readonly (string Instrument, string Dates)[] Unconfirmed =
    [
        ("untoc", "2014-11-12..2015-01-31"),
        ("untoc-tip", "2023-02-20..2024-04-20"),
        ("untoc-som", "2014-07-10..2016-07-31"),
        ("untoc-som", "2014-07-10..2016-07-31"),
        ("untoc-som", "2014-07-10..2016-07-31"),
        ("untoc-som", "2016-11-17..2020-06-30"),
        ("untoc-som", "2018-10-19..2020-06-30"),
        ("untoc-som", "2016-08-01..2020-06-30"),
        ("untoc-som", "2020-06-30..2023-02-20"),
        ("untoc-som", "2023-02-20..2024-04-26"),
        ("untoc-firearms", "2018-10-31..2020-06-30"),
    ];
}

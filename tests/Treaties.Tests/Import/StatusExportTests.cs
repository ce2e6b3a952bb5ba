using Contracts.Treaties;
using Treaties.Import;
using static Treaties.Tests.Act;

namespace Treaties.Tests.Import;

public class The_status_export_that_ships_with_the_platform
{
    [Fact]
    public void Is_read_without_a_problem_line_by_line()
    {
        RealRecord.Export.Problems.ShouldBeEmpty();
        RealRecord.Export.Acts.Count.ShouldBe(1383 + 20);
        RealRecord.Export.Acts.Select(act => act.Line).ShouldBe(Enumerable.Range(2, 1403), ignoreOrder: true);
    }

    [Fact]
    public void Names_only_participants_of_the_register() =>
        RealRecord.Export.Acts.ShouldAllBe(line => RealRecord.Register.Find(line.Act.State) != null);

    [Fact]
    public void Holds_intervals_only_where_a_source_says_that_the_State_is_a_party() =>
        RealRecord.Export.Acts.Count(line => !line.Act.Date.IsKnown && line.Act.Kind.IsConsentToBeBound()).ShouldBe(20);
}

public class Reading_a_status_export
{
    const string Header = "instrument,untc_ref,state,party_name,action,date,not_before,not_after,date_basis,source_id,note\n";

    [Fact]
    public void Keeps_the_territory_of_a_territorial_application()
    {
        var act = Read("UNCAC,XVIII-14,GBR,United Kingdom,territorial application (Bermuda),2018-06-04,,,deposit_un_statement,S02,\n").Acts.Single().Act;

        act.Kind.ShouldBe(TreatyActionKind.TerritorialApplication);
        act.Territory.ShouldBe("Bermuda");
        act.Source.ShouldBe("S02 (deposit_un_statement)");
    }

    /// <summary>Case 29 of the field.</summary>
    [Theory]
    [InlineData("Falkland Islands (Malvinas)"), InlineData("Office (Central) [2] {asOf}"), InlineData("{0}")]
    public void Takes_the_brackets_in_a_territory_for_letters(string territory) =>
        Read($"UNCAC,XVIII-14,GBR,United Kingdom,territorial application ({territory}),2018-06-04,,,x,S02,\n").Acts.Single().Act.Territory.ShouldBe(territory);

    [Fact]
    public void Bounds_an_undated_withdrawal_by_the_acts_around_it()
    {
        var withdrawal = Read("""
            UNCAC,XVIII-14,BTN,Bhutan,ratification,2016-09-21,,,x,S11,
            UNCAC,XVIII-14,BTN,Bhutan,accession,2023-09-27,,,x,S03,
            UNCAC,XVIII-14,BTN,Bhutan,withdrawal,,,,,S03,

            """).Acts.Single(line => line.Act.Kind == TreatyActionKind.Withdrawal).Act;

        withdrawal.Date.ShouldBe(Dated("2016-09-21..2023-09-27"));
        withdrawal.Note.ShouldBe("dated by the act it withdraws and the fresh consent after it");
    }

    [Fact]
    public void Takes_a_State_known_only_to_be_party_for_one_that_ratified_where_it_had_signed_and_acceded_otherwise()
    {
        var acts = Read("""
            UNCAC,XVIII-14,GMB,Gambia,,,2015-01-01,2015-12-01,interval,,UNODC
            UNCAC,XVIII-14,KEN,Kenya,signature,2003-12-09,,,x,S01,
            UNCAC,XVIII-14,KEN,Kenya,,,2015-01-01,2015-12-01,interval,,UNODC

            """).Acts;

        acts.Select(line => line.Act.Kind).ShouldBe([TreatyActionKind.Accession, TreatyActionKind.Signature, TreatyActionKind.Ratification]);
        acts[0].Act.Note.ShouldNotBeNull().ShouldContain("kind of act not stated");
    }

    [Theory]
    [InlineData("UNCAC,XVIII-12,KEN,Kenya,accession,2003-12-09,,,x,S01,", "'XVIII-12' is another instrument than 'UNCAC'.")]
    [InlineData("UNCLOS,XVIII-14,KEN,Kenya,accession,2003-12-09,,,x,S01,", "No instrument is known as 'UNCLOS'.")]
    [InlineData(",,KEN,Kenya,accession,2003-12-09,,,x,S01,", "names no instrument")]
    [InlineData("UNCAC,XVIII-99,KEN,Kenya,accession,2003-12-09,,,x,S01,", "No instrument is known as 'XVIII-99'.")]
    [InlineData("UNCAC,XVIII-14,Kenya,Kenya,accession,2003-12-09,,,x,S01,", "'Kenya' is no State code")]
    [InlineData("UNCAC,XVIII-14,KEN,Kenya,adhesion,2003-12-09,,,x,S01,", "'adhesion' is no kind of act.")]
    [InlineData("UNCAC,XVIII-14,KEN,Kenya,accession,09/12/2003,,,x,S01,", "'09/12/2003' is no date")]
    [InlineData("UNCAC,XVIII-14,KEN,Kenya,accession,,2004-01-02,2004-01-01,x,S01,", "the wrong way round")]
    [InlineData("UNCAC,XVIII-14,KEN,Kenya,accession,,,,x,S01,", "neither a date nor bounds")]
    public void Reports_a_line_it_cannot_read_with_its_number_and_reads_the_others(string broken, string because)
    {
        var export = Read($"UNCAC,XVIII-14,FJI,Fiji,accession,2008-05-14,,,x,S01,\n{broken}\n");

        export.Acts.Single().Act.State.ToString().ShouldBe("FJI");
        export.Problems.Single().Line.ShouldBe(3);
        export.Problems.Single().Detail.ShouldContain(because);
    }

    [Fact]
    public void Names_the_columns_that_are_missing() =>
        StatusExport.Read(new StringReader("instrument,state\nUNCAC,KEN\n"), RealRecord.Catalogue).Problems.Single().Detail.ShouldStartWith("The columns untc_ref, party_name");

    [Theory]
    [InlineData("UNCAC,XVIII-14,KEN,Kenya")]
    [InlineData("UNCAC,XVIII-14,KEN,\"Kenya,accession,2003-12-09,,,x,S01,")]
    public void Stops_at_a_line_that_is_broken_and_says_so(string broken)
    {
        var export = Read($"UNCAC,XVIII-14,FJI,Fiji,accession,2008-05-14,,,x,S01,\n{broken}\nUNCAC,XVIII-14,MEX,Mexico,accession,2008-05-14,,,x,S01,\n");

        export.Acts.Single().Act.State.ToString().ShouldBe("FJI");
        export.Problems.Single().Detail.ShouldContain("cannot be read further");
    }

    static StatusExport Read(string lines) => StatusExport.Read(new StringReader(Header + lines), RealRecord.Catalogue);
}

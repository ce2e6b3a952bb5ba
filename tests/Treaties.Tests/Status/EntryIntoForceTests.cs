using Contracts;
using Treaties.Actions;
using Treaties.Instruments;
using Treaties.Status;
using static Contracts.Treaties.TreatyActionKind;
using static Treaties.Tests.Act;

namespace Treaties.Tests.Status;

/// <summary>A convention that two instruments bring into force, and its protocol; nothing about them is recorded but their rules.</summary>
public class Entry_into_force
{
    static readonly Instrument Convention = RealRecord.Catalogue[InstrumentId.Parse("untoc")] with
    {
        EntryIntoForce = null,
        EntryIntoForceRule = RealRecord.Catalogue[InstrumentId.Parse("untoc")].EntryIntoForceRule! with { Threshold = 2 },
    };

    static readonly Instrument Protocol = RealRecord.Catalogue[InstrumentId.Parse("untoc-tip")] with
    {
        EntryIntoForce = null,
        EntryIntoForceRule = RealRecord.Catalogue[InstrumentId.Parse("untoc-tip")].EntryIntoForceRule! with { Threshold = 2 },
    };

    [Fact]
    public void Follows_the_ninetieth_day_after_the_deposit_that_reaches_the_threshold()
    {
        var entry = Derive(Convention, Of("KEN", Accession, "untoc", "2003-01-01"), Of("FJI", Accession, "untoc", "2003-07-01"), Of("MEX", Accession, "untoc", "2003-08-01"));

        entry.Derived.ShouldBe(Dated("2003-09-29"));
        entry.Steps.Lines().ShouldBe(["instrument no. 2 deposited 2003-07-01 + 90 days (untoc art. 38(1)) = 2003-09-29"]);
        entry.Agrees.ShouldBeNull("there is no recorded day to compare with");
    }

    [Fact]
    public void Is_not_brought_about_by_one_State_twice() =>
        Derive(Convention, Of("KEN", Accession, "untoc", "2003-01-01"), Of("KEN", Accession, "untoc", "2003-07-01")).Steps.Lines().ShouldBe(["1 of 2 instruments are deposited (untoc art. 38(1))."]);

    [Fact]
    public void Is_not_brought_about_by_a_succession_or_by_an_organization() =>
        Derive(Convention, Of("KEN", Accession, "untoc", "2003-01-01"), Of("MNE", Succession, "untoc", "2003-07-01"), Of("EUE", Approval, "untoc", "2003-07-01")).Derived.ShouldBeNull();

    [Fact]
    public void Has_the_bounds_that_the_deposits_leave() =>
        Derive(Convention, Of("KEN", Accession, "untoc", "2003-01-01..2003-12-31"), Of("FJI", Accession, "untoc", "2003-07-01"), Of("MEX", Accession, "untoc", "2003-10-01"))
            .ThresholdDeposit.ShouldBe(Dated("2003-07-01..2003-10-01"));

    [Fact]
    public void Of_a_protocol_waits_for_its_convention()
    {
        TreatyAct[] protocolAlone = [Of("KEN", Accession, "untoc-tip", "2003-01-01"), Of("FJI", Accession, "untoc-tip", "2003-01-02")];
        Derive(Protocol, protocolAlone).Derived.ShouldBeNull();

        var entry = Derive(Protocol, [.. protocolAlone, Of("KEN", Accession, "untoc", "2003-01-01"), Of("FJI", Accession, "untoc", "2003-07-01")]);
        entry.Derived.ShouldBe(Dated("2003-09-29"));
        entry.Steps[1].Line().ShouldBe("not before untoc is in force, 2003-09-29 (untoc-tip art. 17(1)): 2003-09-29");
    }

    [Fact]
    public void Is_flagged_where_the_deposits_give_another_day_than_the_depositary()
    {
        var recorded = Convention with { EntryIntoForce = new(Day("2003-09-30"), "made up") };
        var record = new TreatyRecord(new([recorded, Protocol]), [Of("KEN", Accession, "untoc", "2003-01-01"), Of("FJI", Accession, "untoc", "2003-07-01")]);

        Consistency.Of(record).Single().Rule.ShouldBe(Consistency.EntryIntoForceDiffers.Name);
    }

    static EntryIntoForce Derive(Instrument instrument, params TreatyAct[] acts) => EntryIntoForce.Of(new TreatyRecord(new([Convention, Protocol]), acts), instrument);
}

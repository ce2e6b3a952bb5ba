using System.Net.Http.Json;
using System.Text.Json;
using Contracts.Treaties;
using Reviews.Tests.World;
using Servers;

namespace Reviews.Tests;

/// <summary>A State becomes party to a convention that has a review mechanism.</summary>
[Collection(OneReviews.Name)]
public sealed class EnrolmentTests(ReviewsWorld world)
{
    [Fact]
    public async Task A_new_party_is_enrolled_once_in_the_mechanism_of_its_convention()
    {
        await world.Deposit("KEN", "uncac", TreatyActionKind.Signature, "2003-12-09");
        await world.Deposit("KEN", "uncac", TreatyActionKind.Ratification, "2003-12-09", "2005-12-14");
        await world.Deposit("KEN", "uncac", TreatyActionKind.Acceptance, "2006-12-09");

        (await Journalled("enrolments/uncac-irm/KEN")).ShouldBe(["reviews.party-enrolled"]);
        (await Enrolled("uncac-irm", "2010-01-01")).ShouldContainKey("KEN");
        (await Enrolled("uncac-irm", "2003-12-08")).ShouldNotContainKey("KEN");
        (await Enrolled("untoc-review", "2010-01-01")).ShouldNotContainKey("KEN");
    }

    [Fact]
    public async Task A_protocol_adds_to_the_scope_and_not_to_the_enrolments()
    {
        await world.Deposit("UGA", "untoc", TreatyActionKind.Ratification, "2005-03-09");
        await world.Deposit("UGA", "untoc-firearms", TreatyActionKind.Ratification, "2007-03-09");

        (await Journalled("enrolments/untoc-review/UGA")).ShouldBe(["reviews.party-enrolled"]);
        Instruments((await Enrolled("untoc-review", "2006-01-01"))["UGA"]).ShouldBe(["untoc"]);
        Instruments((await Enrolled("untoc-review", "2008-01-01"))["UGA"]).ShouldBe(["untoc", "untoc-firearms"]);
    }

    [Fact]
    public async Task Leaving_ends_the_enrolment_when_it_takes_effect_and_coming_back_brings_another()
    {
        await world.Deposit("BTN", "uncac", TreatyActionKind.Ratification, "2016-09-21", "2016-10-21");
        await world.Deposit("BTN", "uncac", TreatyActionKind.Denunciation, "2020-09-01", "2021-09-01");
        (await Enrolled("uncac-irm", "2021-08-31")).ShouldContainKey("BTN");
        (await Enrolled("uncac-irm", "2021-09-01")).ShouldNotContainKey("BTN");

        await world.Deposit("BTN", "uncac", TreatyActionKind.Accession, "2023-09-27", "2023-10-27");
        (await Enrolled("uncac-irm", "2023-09-27")).ShouldContainKey("BTN");
        (await Journalled("enrolments/uncac-irm/BTN")).ShouldBe(["reviews.party-enrolled", "reviews.enrolment-redated", "reviews.party-enrolled"]);
    }

    [Fact]
    public async Task A_denunciation_taken_back_in_time_leaves_the_enrolment_as_it_was()
    {
        await world.Deposit("NPL", "uncac", TreatyActionKind.Ratification, "2011-03-31");
        await world.Deposit("NPL", "uncac", TreatyActionKind.Denunciation, "2015-01-01", "2016-01-01");
        await world.Deposit("NPL", "uncac", TreatyActionKind.WithdrawalOfDenunciation, "2015-06-01");

        (await Enrolled("uncac-irm", "2017-01-01")).ShouldContainKey("NPL");
    }

    [Fact]
    public async Task An_annulled_deposit_counts_for_nothing_until_it_stands_again()
    {
        var deposit = await world.Deposit("LKA", "uncac", TreatyActionKind.Ratification, "2004-03-31");
        await world.Annul(deposit);
        (await Enrolled("uncac-irm", "2017-01-01")).ShouldNotContainKey("LKA");

        await world.Record(deposit.State, deposit.DepositedOn!.Value, Deposits.Annulled(deposit, 2) with { Annulled = false });
        (await Enrolled("uncac-irm", "2017-01-01")).ShouldContainKey("LKA");
        (await Journalled("enrolments/uncac-irm/LKA")).ShouldBe(["reviews.party-enrolled", "reviews.enrolment-annulled", "reviews.party-enrolled"]);
    }

    [Fact]
    public async Task A_corrected_day_moves_the_enrolment()
    {
        var deposit = await world.Deposit("MDV", "uncac", TreatyActionKind.Accession, "2007-03-22");
        await world.Record(deposit.State, deposit.DepositedOn!.Value, Deposits.Annulled(deposit) with { Annulled = false, DepositedOn = new DateOnly(2008, 3, 22) });

        (await Enrolled("uncac-irm", "2008-03-21")).ShouldNotContainKey("MDV");
        (await Enrolled("uncac-irm", "2008-03-22")).ShouldContainKey("MDV");
    }

    [Fact]
    public async Task An_earlier_denunciation_that_becomes_known_later_ends_what_it_ended()
    {
        await world.Deposit("LAO", "uncac", TreatyActionKind.Ratification, "2009-09-25");
        await world.Deposit("LAO", "uncac", TreatyActionKind.Accession, "2015-09-25");
        await world.Deposit("LAO", "uncac", TreatyActionKind.Denunciation, "2011-01-01", "2012-01-01");

        (await Enrolled("uncac-irm", "2013-01-01")).ShouldNotContainKey("LAO");
        (await Enrolled("uncac-irm", "2016-01-01")).ShouldContainKey("LAO");
    }

    [Fact]
    public async Task The_European_Union_is_enrolled_and_marked()
    {
        await world.Deposit("EUE", "uncac", TreatyActionKind.Approval, "2008-11-12", "2008-12-12");

        var union = (await Enrolled("uncac-irm", "2009-01-01"))["EUE"];
        union.GetProperty("regionalEconomicIntegrationOrganization").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_deposit_known_by_bounds_is_possible_until_they_have_closed()
    {
        var fact = Deposits.Of("VNM", "uncac", TreatyActionKind.Ratification, "2009-08-19") with { DepositedOn = null, NotBefore = new DateOnly(2009, 1, 1), NotAfter = new DateOnly(2009, 12, 31) };
        await world.Record(fact.State, fact.NotAfter!.Value, fact);

        (await Enrolled("uncac-irm", "2009-06-01"))["VNM"].GetProperty("certainty").GetString().ShouldBe("possible");
        (await Enrolled("uncac-irm", "2009-12-31"))["VNM"].GetProperty("certainty").GetString().ShouldBe("certain");
        (await Enrolled("uncac-irm", "2008-12-31")).ShouldNotContainKey("VNM");
    }

    [Fact]
    public async Task A_mechanism_that_is_none_limits_no_list() =>
        (await Problem.Of(await world.Service.Http.GetAsync("/reviews?mechanism=none"))).ShouldBe(new(400, "interface/unreadable-field", "mechanism"));

    [Fact]
    public async Task A_mechanism_that_is_none_is_absent() =>
        (await Problem.Of(await world.Service.Http.GetAsync("/mechanisms/none/enrolments"))).ShouldBe(new(404, "absent", null));

    async Task<Dictionary<string, JsonElement>> Enrolled(string mechanism, string asOf) =>
        (await world.Service.Http.GetFromJsonAsync<JsonElement>($"/mechanisms/{mechanism}/enrolments?asOf={asOf}&limit=500")).GetProperty("items").EnumerateArray().ToDictionary(it => it.GetProperty("state").GetString()!);

    static List<string?> Instruments(JsonElement enrolment) => [.. enrolment.GetProperty("instruments").EnumerateArray().Select(it => it.GetString())];

    Task<List<string>> Journalled(string stream) => world.Service.Rows($"SELECT type FROM journal WHERE stream = '{stream}' ORDER BY version", row => row.GetString(0));
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Contracts.Treaties;
using Networks.Tests.World;
using ServiceDefaults.Access;

namespace Networks.Tests;

/// <summary>A State becomes party to an instrument that demands designations.</summary>
[Collection(OneNetworks.Name)]
public sealed class DutyTests(NetworksWorld world)
{
    [Fact]
    public async Task A_new_party_owes_each_designation_its_instrument_demands()
    {
        await world.Deposit("KEN", "untoc", TreatyActionKind.Accession, "2024-01-10", "2024-02-09");

        (await Duties("KEN")).ShouldBe(["mutual-legal-assistance untoc art. 18(13) overdue", "prevention-of-transnational-organized-crime untoc art. 31(6) open"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_signature_brings_no_duty()
    {
        await world.Deposit("UGA", "untoc", TreatyActionKind.Signature, "2000-12-12");

        (await Duties("UGA")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_consent_without_leaving_brings_no_second_duty()
    {
        await world.Deposit("TZA", "untoc-som", TreatyActionKind.Accession, "2020-01-10");
        await world.Deposit("TZA", "untoc-som", TreatyActionKind.Ratification, "2021-01-10");

        (await Duties("TZA")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_day_is_set_where_the_instrument_sets_one()
    {
        await world.Deposit("MWI", "untoc", TreatyActionKind.Accession, "2020-01-01", "2020-01-31");
        await world.Deposit("MWI", "untoc-som", TreatyActionKind.Accession, "2020-01-10", "2020-02-09");

        var due = await world.Service.Rows("SELECT due_by FROM duty WHERE state = 'MWI' AND instrument = 'untoc-som'", row => row.GetFieldValue<DateOnly>(0));
        due.ShouldBe([new DateOnly(2020, 3, 10)]);
    }

    [Fact]
    public async Task A_duty_is_owed_no_longer_once_the_deposit_is_annulled()
    {
        var deposit = await world.Deposit("RWA", "untoc-som", TreatyActionKind.Accession, "2020-01-10");
        await world.Annul(deposit);

        (await Duties("RWA")).ShouldBe(["smuggling-of-migrants-by-sea untoc-som art. 8(6) no-longer-owed"]);
    }

    [Fact]
    public async Task A_duty_is_owed_until_the_denunciation_takes_effect()
    {
        await world.Deposit("BDI", "untoc-firearms", TreatyActionKind.Accession, "2020-01-10");
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        await world.Deposit("BDI", "untoc-firearms", TreatyActionKind.Denunciation, $"{today.AddDays(-10):O}", $"{today.AddDays(-10).AddYears(1):O}");
        (await Duties("BDI")).ShouldBe(["trafficking-in-firearms untoc-firearms art. 13(2) open"]);

        await world.Deposit("SSD", "untoc-firearms", TreatyActionKind.Accession, "2020-01-10");
        await world.Deposit("SSD", "untoc-firearms", TreatyActionKind.Denunciation, "2021-01-10", "2022-01-10");
        (await Duties("SSD")).ShouldBe(["trafficking-in-firearms untoc-firearms art. 13(2) no-longer-owed"]);
    }

    [Fact]
    public async Task A_fresh_accession_brings_duties_anew()
    {
        await world.Deposit("ETH", "untoc-firearms", TreatyActionKind.Accession, "2010-01-10");
        await world.Deposit("ETH", "untoc-firearms", TreatyActionKind.Denunciation, "2015-01-10", "2016-01-10");
        await world.Deposit("ETH", "untoc-firearms", TreatyActionKind.Accession, "2020-01-10");

        (await Duties("ETH")).ShouldBe(["trafficking-in-firearms untoc-firearms art. 13(2) no-longer-owed", "trafficking-in-firearms untoc-firearms art. 13(2) open"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_deposit_that_stands_again_brings_its_duty_back()
    {
        var deposit = await world.Deposit("SOM", "untoc-firearms", TreatyActionKind.Accession, "2020-01-10");
        await world.Annul(deposit);
        await world.Record(deposit.State, deposit.DepositedOn!.Value, Servers.Deposits.Annulled(deposit, 2) with { Annulled = false });

        (await Duties("SOM")).ShouldBe(["trafficking-in-firearms untoc-firearms art. 13(2) open"]);
    }

    [Fact]
    public async Task The_European_Union_owes_designations_as_a_State_does()
    {
        await world.Deposit("EUE", "untoc-firearms", TreatyActionKind.Approval, "2014-03-21");

        (await Duties("EUE")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_State_sees_its_own_duties_and_those_of_no_other()
    {
        await world.Deposit("DJI", "untoc-firearms", TreatyActionKind.Accession, "2020-01-10");
        await world.Deposit("ERI", "untoc-firearms", TreatyActionKind.Accession, "2020-01-10");

        var own = await world.Service.As(Role.CentralAuthority, "DJI").GetFromJsonAsync<JsonElement>("/duties");
        own.GetProperty("items").EnumerateArray().Select(it => it.GetProperty("state").GetString()).ShouldBe(["DJI"]);
        var other = await world.Service.As(Role.CentralAuthority, "DJI").GetAsync("/duties?state=ERI");
        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Servers.Problem.Of(other)).Rule.ShouldBe("absent");
    }

    [Fact]
    public async Task Duties_are_listed_by_status_and_in_pages()
    {
        await world.Deposit("COM", "uncac", TreatyActionKind.Accession, "2012-10-11", "2012-11-10");
        var officer = world.Service.As(Role.NetworkOfficer);

        var overdue = await officer.GetFromJsonAsync<JsonElement>("/duties?state=COM&status=overdue");
        overdue.GetProperty("items").EnumerateArray().Select(it => it.GetProperty("function").GetString()).ShouldBe(["mutual-legal-assistance"]);

        var first = await officer.GetFromJsonAsync<JsonElement>("/duties?state=COM&limit=1");
        var second = await officer.GetFromJsonAsync<JsonElement>($"/duties?state=COM&limit=1&cursor={first.GetProperty("next").GetString()}");
        second.GetProperty("items").GetArrayLength().ShouldBe(1);
        second.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
        second.GetProperty("items")[0].GetProperty("id").GetGuid().ShouldNotBe(first.GetProperty("items")[0].GetProperty("id").GetGuid());
    }

    async Task<List<string>> Duties(string state)
    {
        var answer = await world.Service.As(Role.NetworkOfficer).GetFromJsonAsync<JsonElement>($"/duties?state={state}");
        return [.. answer.GetProperty("items").EnumerateArray().Select(it => $"{it.GetProperty("function").GetString()} {it.GetProperty("article").GetString()} {it.GetProperty("status").GetString()}")];
    }
}

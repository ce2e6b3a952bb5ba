using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsvHelper;
using Networks.Authorities;
using Networks.Instruments;
using Networks.Registers;
using Networks.Tests.World;

namespace Networks.Tests;

/// <summary>Networks, functions and published counts the platform ships with.</summary>
[Collection(OneNetworks.Name)]
public sealed class RegisterTests(NetworksWorld world)
{
    [Fact]
    public void Every_row_has_a_source_and_a_paragraph_for_each_of_its_sources()
    {
        var rows = NetworkRegister.All.Select(it => (it.Id, it.Source, it.Paragraph))
            .Concat(NetworkRegister.Members.Select(it => ($"{it.Network} {it.State}", it.Source, it.Paragraph)))
            .Concat(NetworkRegister.Meetings.Select(it => ($"{it.Network} {it.On}", it.Source, it.Paragraph))).ToList();

        rows.Count.ShouldBeGreaterThan(60);
        rows.ShouldAllBe(row => row.Source != "" && row.Source.Split(';').Length == row.Paragraph.Split(';').Length);
    }

    [Fact]
    public void Members_and_meetings_are_of_networks_that_are_there_and_days_are_ISO_8601()
    {
        var ids = NetworkRegister.All.Select(it => it.Id).ToList();
        ids.Distinct().Count().ShouldBe(ids.Count);
        NetworkRegister.Members.Select(it => it.Network).Concat(NetworkRegister.Meetings.Select(it => it.Network)).ShouldBeSubsetOf(ids);
        NetworkRegister.All.Select(it => it.Founded).Concat(NetworkRegister.Members.Select(it => it.Since)).Concat(NetworkRegister.Meetings.Select(it => it.On)).OfType<string>()
            .ShouldAllBe(day => Regex.IsMatch(day, @"\A\d{4}(-\d{2}(-\d{2})?)?\z"));
        NetworkRegister.Members.Count(it => it.Network == "wacap").ShouldBe(17);
    }

    [Fact]
    public void Members_are_States_of_the_reference_list()
    {
        using var csv = CsvReader.FromFile(Path.Combine(AppContext.BaseDirectory, "data", "states", "participants.csv"));
        var known = new HashSet<string>();
        while (csv.Read())
            known.Add(csv.GetString("code"));
        NetworkRegister.Members.Select(it => it.State.ToString()).ShouldBeSubsetOf(known);
    }

    [Fact]
    public void Functions_hold_every_demanded_designation_with_its_article_and_are_named_in_six_languages()
    {
        foreach (var demanded in DemandedDesignation.All)
            DirectoryFunction.Find(demanded.Function, demanded.Instrument).ShouldNotBeNull().Article.ShouldBe(demanded.Article);
        DirectoryFunction.All.ShouldAllBe(it => NetworkRegister.Languages.All(language => it.Names[language] != "") && it.Article.Instrument == it.Instrument);
    }

    [Fact]
    public async Task The_count_of_the_note_of_2023_says_authorities_and_parties_apart()
    {
        var items = (await world.Service.Http.GetFromJsonAsync<JsonElement>("/published-counts?scope=mutual-legal-assistance uncac")).GetProperty("items").EnumerateArray()
            .Where(it => it.GetProperty("asOf").GetString() == "2023-10-09").Select(it => $"{it.GetProperty("value").GetDecimal()} {it.GetProperty("unit").GetString()}");
        items.ShouldBe(["164 authorities", "133 parties"]);
    }

    [Fact]
    public async Task A_network_is_shown_with_its_members_and_what_was_published_of_it()
    {
        var wacap = await world.Service.Http.GetFromJsonAsync<JsonElement>("/networks/wacap");
        wacap.GetProperty("members").GetArrayLength().ShouldBe(17);
        wacap.GetProperty("counts")[0].GetProperty("value").GetDecimal().ShouldBe(89);
        (await world.Service.Http.GetFromJsonAsync<JsonElement>("/networks?state=IND")).GetProperty("items").EnumerateArray().Select(it => it.GetProperty("id").GetString()).ShouldBe(["globe"]);
        (await Servers.Problem.Of(await world.Service.Http.GetAsync("/networks/nobody"))).Status.ShouldBe(404);
        (await Servers.Problem.Of(await world.Service.Http.GetAsync("/networks?instrument=nope"))).ShouldBe(new(404, "absent", "instrument"));
        (await Servers.Problem.Of(await world.Service.Http.GetAsync("/networks?state=XXX"))).ShouldBe(new(404, "absent", "state"));
        (await world.Service.Http.GetFromJsonAsync<JsonElement>("/functions?instrument=uncac")).GetProperty("items").GetArrayLength().ShouldBe(7);
    }
}

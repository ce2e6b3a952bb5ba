using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Contracts.Treaties;
using Networks.Tests.World;
using Servers;
using ServiceDefaults.Access;

namespace Networks.Tests;

/// <summary>A State names its competent authorities, keeps them current, and withdraws them.</summary>
[Collection(OneNetworks.Name)]
public sealed class AuthorityTests(NetworksWorld world)
{
    const string Flag = "smuggling-of-migrants-by-sea";

    [Fact]
    public async Task A_designation_closes_the_duty_it_meets_and_goes_out()
    {
        await world.Deposit("FRA", "untoc-som", TreatyActionKind.Ratification, "2002-10-29");
        var id = await Designate("FRA", NetworksWorld.Details((Flag, "untoc-som")));

        (await DutyStatus("FRA")).ShouldBe(["met"]);
        var entries = await world.Service.Rows($"SELECT type, published FROM journal WHERE stream = 'authorities/{id}'", row => (row.GetString(0), row.GetBoolean(1)));
        entries.ShouldBe([("networks.authority-designated", true)]);
        var payload = await world.Service.Scalar<string>($"SELECT payload FROM journal WHERE stream = 'authorities/{id}'");
        payload.ShouldNotContain("justice");
        payload.ShouldContain("FRA");
    }

    [Fact]
    public async Task A_designation_made_before_joining_is_recorded_meets_the_duty_at_once()
    {
        await world.Deposit("BEL", "untoc-som", TreatyActionKind.Ratification, "2004-08-11");
        await Designate("BEL", NetworksWorld.Details((Flag, "untoc-som")));
        await world.Deposit("BEL", "untoc-som", TreatyActionKind.Denunciation, "2010-01-01", "2011-01-01");
        await world.Deposit("BEL", "untoc-som", TreatyActionKind.Accession, "2015-01-01");

        (await DutyStatus("BEL")).ShouldBe(["no-longer-owed", "met"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_withdrawal_opens_the_duty_again()
    {
        await world.Deposit("NLD", "untoc-som", TreatyActionKind.Acceptance, "2005-07-27");
        var id = await Designate("NLD", NetworksWorld.Details((Flag, "untoc-som")));

        var answer = await Withdraw(world.Service.As(Role.CentralAuthority, "NLD"), id, "\"1\"");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await DutyStatus("NLD")).ShouldBe(["open"]);
        (await List($"/authorities?state=NLD")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_withdrawal_leaves_the_duty_met_where_another_authority_stands()
    {
        await world.Deposit("LUX", "untoc-som", TreatyActionKind.Ratification, "2012-01-01");
        var first = await Designate("LUX", NetworksWorld.Details((Flag, "untoc-som")));
        await Designate("LUX", NetworksWorld.Details((Flag, "untoc-som")));

        await Withdraw(world.Service.As(Role.NetworkOfficer), first, "\"1\"");

        (await DutyStatus("LUX")).ShouldBe(["met"]);
    }

    [Fact]
    public async Task Keeping_an_entry_current_keeps_its_past()
    {
        await world.Deposit("DEU", "untoc-som", TreatyActionKind.Ratification, "2006-06-14");
        var id = await Designate("DEU", NetworksWorld.Details((Flag, "untoc-som")));
        var mission = world.Service.As(Role.PermanentMission, "DEU");

        var changed = NetworksWorld.Details((Flag, "untoc-som"));
        changed["email"] = "new@justice.example";
        var answer = await Replace(mission, id, changed, "\"1\"");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        Tags.VersionOf(answer.Headers.ETag!.Tag).ShouldBe("2");
        var shown = await mission.GetAsync($"/authorities/{id}");
        Tags.VersionOf(shown.Headers.ETag!.Tag).ShouldBe("2");
        var history = await mission.GetFromJsonAsync<JsonElement>($"/authorities/{id}/history");
        history.GetProperty("items").EnumerateArray().Select(it => it.GetProperty("entry").GetProperty("contact").GetProperty("email").GetString()).ShouldBe(["mla@justice.example", "new@justice.example"]);
    }

    [Fact]
    public async Task A_function_that_is_dropped_opens_its_duty_again()
    {
        await world.Deposit("ITA", "untoc-som", TreatyActionKind.Ratification, "2006-08-02");
        await world.Deposit("ITA", "untoc-firearms", TreatyActionKind.Ratification, "2006-08-02");
        var id = await Designate("ITA", NetworksWorld.Details((Flag, "untoc-som"), ("trafficking-in-firearms", "untoc-firearms")));
        (await DutyStatus("ITA")).ShouldBe(["met", "met"]);

        await Replace(world.Service.As(Role.NetworkOfficer), id, NetworksWorld.Details((Flag, "untoc-som")), "\"1\"");

        (await DutyStatus("ITA")).ShouldBe(["met", "open"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_public_sees_name_function_and_State_and_practitioners_how_to_reach_it()
    {
        await world.Deposit("ESP", "untoc-som", TreatyActionKind.Ratification, "2002-03-01");
        var id = await Designate("ESP", NetworksWorld.Details((Flag, "untoc-som")));

        var open = (await List("/authorities?state=ESP")).Single();
        open.GetProperty("names").GetProperty("en").GetString().ShouldBe("Ministry of Justice");
        open.GetProperty("contact").ValueKind.ShouldBe(JsonValueKind.Null);
        var practitioner = await world.Service.As(Role.FocalPoint, "PRT").GetFromJsonAsync<JsonElement>($"/authorities/{id}");
        practitioner.GetProperty("contact").GetProperty("email").GetString().ShouldBe("mla@justice.example");
        practitioner.GetProperty("contact").GetProperty("channels").EnumerateArray().Select(it => it.GetString()).ShouldBe(["direct", "interpol"]);
    }

    [Fact]
    public async Task The_directory_is_searched_by_State_function_and_instrument()
    {
        await world.Deposit("PRT", "untoc-som", TreatyActionKind.Ratification, "2004-05-10");
        await Designate("PRT", NetworksWorld.Details((Flag, "untoc-som")));

        (await List($"/authorities?state=PRT&function={Flag}&instrument=untoc-som")).Count.ShouldBe(1);
        (await List($"/authorities?state=PRT&function={Flag}&instrument=untoc")).ShouldBeEmpty();
        (await List("/authorities?state=PRT&function=mutual-legal-assistance")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_Idempotency_Key_designates_once()
    {
        await world.Deposit("AUT", "untoc-som", TreatyActionKind.Ratification, "2007-11-30");
        var officer = world.Service.As(Role.NetworkOfficer);
        officer.DefaultRequestHeaders.Add("Idempotency-Key", "austria-1");
        var body = new { state = "AUT", details = NetworksWorld.Details((Flag, "untoc-som")) };

        var first = await officer.PostAsJsonAsync("/authorities", body);
        var second = await officer.PostAsJsonAsync("/authorities", body);

        second.StatusCode.ShouldBe(HttpStatusCode.Created);
        second.Headers.Location.ShouldBe(first.Headers.Location);
        (await List("/authorities?state=AUT")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_State_designates_for_itself_alone()
    {
        var answer = await Post(world.Service.As(Role.CentralAuthority, "CHE"), "LIE", NetworksWorld.Details((Flag, "untoc-som")));

        (await Problem.Of(answer)).ShouldBe(new(403, "networks/speaks-for-another-state", "state"));
    }

    [Fact]
    public async Task Only_a_party_designates()
    {
        await world.Deposit("NOR", "untoc-som", TreatyActionKind.Ratification, "2003-09-23");

        (await Refused("CHE", NetworksWorld.Details((Flag, "untoc-som")))).ShouldBe(new(409, "networks/designates-as-party", "details.functions[0].instrument"));
    }

    [Fact]
    public async Task An_entry_that_cannot_be_right_is_refused()
    {
        await world.Deposit("SWE", "untoc-som", TreatyActionKind.Ratification, "2006-09-06");
        var good = NetworksWorld.Details((Flag, "untoc-som"));
        var tomorrow = $"{DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(1):O}";

        (await Refused("SWE", NetworksWorld.Details(("extradition", "untoc-som")))).ShouldBe(new(400, "networks/function-unknown", "details.functions[0]"));
        (await Refused("SWE", NetworksWorld.Details((Flag, "nope")))).ShouldBe(new(400, "networks/instrument-unknown", "details.functions[0].instrument"));
        (await Refused("SWE", NetworksWorld.Details((Flag, "untoc-som"), (Flag, "untoc-som")))).ShouldBe(new(400, "networks/function-named-twice", "details.functions"));
        (await Refused("SWE", new(good) { ["names"] = new Dictionary<string, string> { ["English"] = "Ministry" } })).ShouldBe(new(400, "networks/name-by-language", "details.names.English"));
        (await Refused("SWE", new(good) { ["names"] = new { en = " " } })).ShouldBe(new(400, "networks/name-by-language", "details.names.en"));
        (await Refused("SWE", new(good) { ["names"] = new { } })).ShouldBe(new(400, "interface/min-length", "details.names"));
        (await Refused("SWE", new(good) { ["languages"] = new[] { "English" } })).ShouldBe(new(400, "networks/language-tag", "details.languages"));
        (await Refused("SWE", new(good) { ["source"] = new { reference = "NV 1", date = tomorrow } })).ShouldBe(new(400, "networks/note-in-the-future", "details.source.date"));
        (await List("/authorities?state=SWE")).ShouldBeEmpty();

        var id = await Designate("SWE", good);
        var answer = await Replace(world.Service.As(Role.NetworkOfficer), id, new(good) { ["languages"] = new[] { "English" } }, "\"1\"");
        (await Problem.Of(answer)).ShouldBe(new(400, "networks/language-tag", "languages"));
    }

    /// <summary>Case 39 of the field: of two who saw the same, the second changes nothing; and who saw another authority has not seen this one.</summary>
    [Fact]
    public async Task Two_who_change_it_at_once_lose_nothing_of_each_other_and_the_tag_of_one_authority_is_not_good_for_another()
    {
        await world.Deposit("TON", "untoc-som", TreatyActionKind.Accession, "2014-10-03");
        var (id, other) = (await Designate("TON", NetworksWorld.Details((Flag, "untoc-som"))), await Designate("TON", NetworksWorld.Details((Flag, "untoc-som"))));
        var officer = world.Service.As(Role.NetworkOfficer);
        var seen = (await officer.GetAsync($"/authorities/{id}")).Headers.ETag!.Tag;
        var ofTheOther = (await officer.GetAsync($"/authorities/{other}")).Headers.ETag!.Tag;
        Tags.VersionOf(ofTheOther).ShouldBe(Tags.VersionOf(seen), "both have had as many changes");

        (await Problem.Of(await Replace(officer, id, new(NetworksWorld.Details((Flag, "untoc-som"))) { ["telephone"] = "+676 1" }, ofTheOther))).Status.ShouldBe(412);
        (await Replace(officer, id, new(NetworksWorld.Details((Flag, "untoc-som"))) { ["telephone"] = "+676 1" }, seen)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var refused = await Problem.Of(await Replace(officer, id, new(NetworksWorld.Details((Flag, "untoc-som"))) { ["email"] = "other@justice.example" }, seen));

        (refused.Status, refused.Rule).ShouldBe((412, "interface/stale"));
        var contact = (await officer.GetFromJsonAsync<JsonElement>($"/authorities/{id}")).GetProperty("contact");
        (contact.GetProperty("telephone").GetString(), contact.GetProperty("email").GetString()).ShouldBe(("+676 1", "mla@justice.example"));
        (await Replace(officer, id, NetworksWorld.Details((Flag, "untoc-som")), "*")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Case 24 of the field.</summary>
    [Theory]
    [InlineData("ministere"), InlineData("MINISTÈRE"), InlineData("penales"), InlineData("ministe\u0300re"), InlineData("direction : affaires"), InlineData("Ｍinistère"), InlineData("justice-direction")]
    public async Task Is_found_whatever_the_accents_the_case_and_the_signs_between_its_words(string words)
    {
        await world.Deposit("GAB", "untoc-som", TreatyActionKind.Accession, "2019-05-10");
        var details = new Dictionary<string, object?>(NetworksWorld.Details((Flag, "untoc-som")))
        {
            ["names"] = new Dictionary<string, string> { ["fr"] = "Ministère de la Justice – Direction des affaires pénales" },
        };
        var id = await Designate("GAB", details);

        var found = await world.Service.Http.GetFromJsonAsync<JsonElement>($"/authorities?state=GAB&q={Uri.EscapeDataString(words)}");
        found.GetProperty("items").EnumerateArray().Select(it => it.GetProperty("id").GetGuid()).ShouldContain(id);
        var none = await world.Service.Http.GetFromJsonAsync<JsonElement>($"/authorities?state=GAB&q={Uri.EscapeDataString(words + " fiscales")}");
        none.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    /// <summary>Pages of what is found are as long as was asked, and together all that is found.</summary>
    [Fact]
    public async Task Is_found_page_by_page()
    {
        await world.Deposit("BWA", "untoc-som", TreatyActionKind.Ratification, "2002-08-29");
        var wanted = new HashSet<Guid>();
        foreach (var name in new[] { "Bureau zébré A", "Office B", "Bureau Zebre C", "Bureau zébré D" })
        {
            var id = await Designate("BWA", new(NetworksWorld.Details((Flag, "untoc-som"))) { ["names"] = new Dictionary<string, string> { ["fr"] = name } });
            if (name != "Office B")
                wanted.Add(id);
        }
        var (found, next) = (new List<Guid>(), (string?)$"/authorities?q=zebre&limit=2");
        var sizes = new List<int>();
        while (next is not null)
        {
            var page = await world.Service.Http.GetFromJsonAsync<JsonElement>(next);
            Guid[] ids = [.. page.GetProperty("items").EnumerateArray().Select(it => it.GetProperty("id").GetGuid())];
            sizes.Add(ids.Length);
            found.AddRange(ids);
            next = page.GetProperty("next").GetString() is { } cursor ? $"/authorities?q=zebre&limit=2&cursor={Uri.EscapeDataString(cursor)}" : null;
        }
        found.ShouldBe(wanted, ignoreOrder: true);
        sizes.ShouldBe([2, 1]);
    }

    [Fact]
    public async Task A_change_of_what_exists_wants_to_have_seen_it()
    {
        await world.Deposit("DNK", "untoc-som", TreatyActionKind.Ratification, "2006-12-08");
        var details = NetworksWorld.Details((Flag, "untoc-som"));
        var id = await Designate("DNK", details);
        var officer = world.Service.As(Role.NetworkOfficer);

        (await Problem.Of(await Replace(officer, id, details, null))).Status.ShouldBe(428);
        (await Problem.Of(await Replace(officer, id, details, "\"7\""))).Status.ShouldBe(412);
        (await Problem.Of(await Withdraw(officer, id, null))).Status.ShouldBe(428);
        (await Problem.Of(await Withdraw(officer, id, "\"7\""))).Status.ShouldBe(412);
        (await Problem.Of(await Replace(world.Service.As(Role.CentralAuthority, "SWE"), id, details, "\"1\""))).Rule.ShouldBe("networks/speaks-for-another-state");
        (await Problem.Of(await Replace(officer, Guid.Empty, details, "\"1\""))).Status.ShouldBe(404);
        (await Problem.Of(await officer.GetAsync($"/authorities/{Guid.Empty}"))).Status.ShouldBe(404);
        (await Problem.Of(await officer.GetAsync($"/authorities/{Guid.Empty}/history"))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task What_is_withdrawn_stays_withdrawn()
    {
        await world.Deposit("FIN", "untoc-som", TreatyActionKind.Acceptance, "2006-09-07");
        var details = NetworksWorld.Details((Flag, "untoc-som"));
        var id = await Designate("FIN", details);
        var officer = world.Service.As(Role.NetworkOfficer);
        (await Problem.Of(await Withdraw(officer, id, "\"1\"", "2199-01-01"))).Rule.ShouldBe("networks/note-in-the-future");
        await Withdraw(officer, id, "\"1\"");

        (await Problem.Of(await Withdraw(officer, id, "\"2\""))).Rule.ShouldBe("networks/withdrawn");
        (await Problem.Of(await Replace(officer, id, details, "\"2\""))).Rule.ShouldBe("networks/withdrawn");
        (await officer.GetFromJsonAsync<JsonElement>($"/authorities/{id}")).GetProperty("withdrawnOn").GetString().ShouldBe("2024-04-01");
    }

    [Fact]
    public async Task Many_designations_at_once_leave_no_duty_behind()
    {
        await world.Deposit("ISL", "untoc-som", TreatyActionKind.Accession, "2010-01-01");
        var officer = world.Service.As(Role.NetworkOfficer);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Post(officer, "ISL", NetworksWorld.Details((Flag, "untoc-som")))));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Created);
        (await world.Service.Scalar<long>("SELECT count(*) FROM journal WHERE stream = 'duties/ISL' AND type = 'networks.duty-closed'")).ShouldBe(1);
    }

    Task<HttpResponseMessage> Post(HttpClient client, string state, Dictionary<string, object?> details) => client.PostAsJsonAsync("/authorities", new { state, details });

    async Task<Guid> Designate(string state, Dictionary<string, object?> details)
    {
        var answer = await Post(world.Service.As(Role.CentralAuthority, state), state, details);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        Tags.VersionOf(answer.Headers.ETag!.Tag).ShouldBe("1");
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    [Theory]
    [InlineData("instrument=nope", 404, "absent", "instrument"), InlineData("state=XXX", 404, "absent", "state")]
    [InlineData("function=foo", 400, "interface/unreadable-field", "function"), InlineData("function=extradition&function=foo", 400, "interface/unreadable-field", "function")]
    public async Task Is_not_searched_by_what_there_is_not(string query, int status, string rule, string field) =>
        (await Problem.Of(await world.Service.Http.GetAsync($"/authorities?{query}"))).ShouldBe(new(status, rule, field));

    async Task<Problem> Refused(string state, Dictionary<string, object?> details) => await Problem.Of(await Post(world.Service.As(Role.NetworkOfficer), state, details));

    static Task<HttpResponseMessage> Replace(HttpClient client, Guid id, Dictionary<string, object?> details, string? ifMatch) =>
        Send(client, HttpMethod.Put, $"/authorities/{id}", details, ifMatch);

    static Task<HttpResponseMessage> Withdraw(HttpClient client, Guid id, string? ifMatch, string on = "2024-04-01") =>
        Send(client, HttpMethod.Post, $"/authorities/{id}/withdrawal", new { source = new { reference = "NV 13/2024", date = on } }, ifMatch);

    static async Task<HttpResponseMessage> Send(HttpClient client, HttpMethod method, string path, object body, string? ifMatch)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", Tags.At(path, ifMatch));
        return await client.SendAsync(request);
    }

    async Task<List<JsonElement>> List(string path) => [.. (await world.Service.Http.GetFromJsonAsync<JsonElement>(path)).GetProperty("items").EnumerateArray()];

    async Task<List<string?>> DutyStatus(string state) =>
        [.. (await world.Service.As(Role.NetworkOfficer).GetFromJsonAsync<JsonElement>($"/duties?state={state}")).GetProperty("items").EnumerateArray().Select(it => it.GetProperty("status").GetString())];
}

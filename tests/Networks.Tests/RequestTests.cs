using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Contracts.Treaties;
using Networks.Tests.World;
using Servers;
using ServiceDefaults.Access;

namespace Networks.Tests;

/// <summary>The authority of a State asks that of another for information.</summary>
[Collection(OneNetworks.Name)]
public sealed class RequestTests(NetworksWorld world)
{
    const string Mla = "mutual-legal-assistance", Secret = "accounts of the Example Trading Company";

    [Fact]
    public async Task A_request_goes_out_is_acknowledged_and_answered_and_only_the_two_read_it()
    {
        var (from, to) = await Two("GHA", "NGA");
        var sent = await Send("GHA", from, to);
        sent.StatusCode.ShouldBe(HttpStatusCode.Created, await sent.Content.ReadAsStringAsync());
        Tags.VersionOf(sent.Headers.ETag!.Tag).ShouldBe("1");
        var id = (await Body(sent)).GetProperty("id").GetGuid();

        (await Step("NGA", id, "acknowledgement", null, 1)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Step("NGA", id, "answer", new { text = "The accounts are enclosed." }, 2)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var shown = await Body(await Authority("GHA").GetAsync($"/requests/{id}"));
        shown.GetProperty("stage").GetString().ShouldBe("answered");
        shown.GetProperty("text").GetString().ShouldBe(Secret);
        shown.GetProperty("answer").GetProperty("text").GetString().ShouldBe("The accounts are enclosed.");
        shown.GetProperty("from").GetProperty("state").GetString().ShouldBe("GHA");
        shown.GetProperty("to").GetProperty("authority").GetGuid().ShouldBe(to);

        foreach (var stranger in Strangers("NGA"))
            (await Problem.Of(await stranger.GetAsync($"/requests/{id}"))).ShouldBe(new(404, "absent", null));
    }

    [Fact]
    public async Task Nothing_it_says_stands_in_the_journal_in_a_kept_answer_or_readable_in_the_database()
    {
        var (from, to) = await Two("BEN", "TGO");
        var client = Authority("BEN");
        client.DefaultRequestHeaders.Add("Idempotency-Key", "benin-1");
        var sent = await client.PostAsJsonAsync("/requests", Request(from, to));
        (await sent.Content.ReadAsStringAsync()).ShouldNotContain("Example Trading");

        (await world.Service.Scalar<long>("SELECT count(*) FROM journal WHERE payload LIKE '%Example Trading%'")).ShouldBe(0);
        (await world.Service.Scalar<long>("SELECT count(*) FROM idempotency WHERE position('Example Trading'::bytea IN body) > 0")).ShouldBe(0);
        (await world.Service.Scalar<bool>("SELECT coalesce(bool_or(position('Example Trading'::bytea IN sealed) > 0), false) FROM confidential_text")).ShouldBeFalse();
        (await world.Service.Scalar<long>("SELECT count(*) FROM journal WHERE type LIKE 'networks.request-%' AND published")).ShouldBe(0);
    }

    [Fact]
    public async Task Each_reading_is_on_a_log_that_both_sides_see()
    {
        var (from, to) = await Two("SEN", "MLI");
        var id = await Sent("SEN", from, to);
        await world.Service.As(Role.CentralAuthority, "MLI", "reader-of-mali").GetAsync($"/requests/{id}");
        await world.Service.As(Role.CentralAuthority, "SEN", "reader-of-senegal").GetAsync($"/requests/{id}");

        foreach (var side in new[] { "SEN", "MLI" })
            (await Body(await Authority(side).GetAsync($"/requests/{id}/reads"))).GetProperty("items").EnumerateArray()
                .Select(it => $"{it.GetProperty("reader").GetString()} {it.GetProperty("state").GetString()}").ShouldBe(["reader-of-mali MLI", "reader-of-senegal SEN"]);
        foreach (var stranger in Strangers("MLI"))
            (await Problem.Of(await stranger.GetAsync($"/requests/{id}/reads"))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_State_lists_its_own_requests_by_box_and_the_open_ones()
    {
        var (from, to) = await Two("GIN", "LBR");
        var first = await Sent("GIN", from, to);
        var second = await Sent("GIN", from, to);
        await Step("GIN", first, "withdrawal", new { reason = "no longer needed" }, 1);

        (await Ids("GIN", "?box=out")).ShouldBe([second, first]);
        (await Ids("GIN", "?box=in")).ShouldBeEmpty();
        (await Ids("LBR", "?box=in&open=true")).ShouldBe([second]);
        (await Ids("LBR", "?open=false")).ShouldBe([first]);
        (await Ids("CIV", "")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_sent_is_refused()
    {
        var (from, to) = await Two("SLE", "GMB");
        await world.Deposit("GNB", "untoc-som", TreatyActionKind.Accession, "2010-01-01");
        var other = await Designate("GNB", "smuggling-of-migrants-by-sea", "untoc-som");
        var yesterday = $"{DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-1):O}";

        (await Refused("SLE", Request(Guid.Empty, to))).ShouldBe(new(400, "networks/authority-unknown", "from"));
        (await Refused("SLE", Request(from, Guid.Empty))).ShouldBe(new(400, "networks/authority-unknown", "to"));
        (await Refused("GMB", Request(from, to))).ShouldBe(new(403, "networks/sender-of-own-state", "from"));
        (await Refused("SLE", Request(from, from))).ShouldBe(new(409, "networks/recipient-of-another-state", "to"));
        (await Refused("SLE", Request(from, other))).ShouldBe(new(409, "networks/recipient-designated", "to"));
        (await Refused("SLE", new(Request(from, other)) { ["instrument"] = "untoc-som" })).ShouldBe(new(409, "networks/requests-between-parties", "from"));
        (await Refused("SLE", new(Request(from, to)) { ["article"] = "uncac art. 46(1)" })).ShouldBe(new(400, "networks/article-of-the-instrument", "article"));
        (await Refused("SLE", new(Request(from, to)) { ["article"] = "untoc art. 42" })).ShouldBe(new(400, "networks/article-unknown", "article"));
        (await Refused("SLE", new(Request(from, to)) { ["instrument"] = "nope" })).ShouldBe(new(400, "networks/instrument-unknown", "instrument"));
        (await Refused("SLE", new(Request(from, to)) { ["network"] = "nobody" })).ShouldBe(new(400, "networks/network-unknown", "network"));
        (await Refused("SLE", new(Request(from, to)) { ["deadline"] = yesterday })).ShouldBe(new(400, "networks/deadline-past", "deadline"));
        (await Refused("SLE", new(Request(from, to)) { ["subject"] = " " })).ShouldBe(new(400, "interface/required", "subject"));
        (await Refused("SLE", new(Request(from, to)) { ["text"] = "" })).ShouldBe(new(400, "interface/required", "text"));
        (await Ids("SLE", "")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_withdrawn_authority_neither_sends_nor_receives_and_its_requests_stay_readable()
    {
        var (from, to) = await Two("NER", "TCD");
        var id = await Sent("NER", from, to);
        await Withdraw("TCD", to);

        (await Refused("NER", Request(from, to))).ShouldBe(new(409, "networks/recipient-stands", "to"));
        (await Body(await Authority("TCD").GetAsync($"/requests/{id}"))).GetProperty("text").GetString().ShouldBe(Secret);
        // Case 34 of the field: what was asked before is still acknowledged and answered, by whoever speaks for the State.
        (await Step("TCD", id, "acknowledgement", null, 1)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Step("TCD", id, "answer", new { text = "An answer." }, 2)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Body(await Authority("NER").GetAsync($"/requests/{id}"))).GetProperty("answer").GetProperty("text").GetString().ShouldBe("An answer.");
        await Withdraw("NER", from);
        var again = await Designate("TCD", Mla, "untoc");
        (await Refused("NER", Request(from, again))).ShouldBe(new(409, "networks/sender-stands", "from"));
    }

    [Fact]
    public async Task Steps_are_taken_by_their_State_in_their_order()
    {
        var (from, to) = await Two("MRT", "BFA");
        var id = await Sent("MRT", from, to);
        var (answer, refusal, withdrawal) = (new { text = "answer" }, new { ground = "legal-system", reasons = "reasons" }, new { reason = "reason" });

        (await Problem.Of(await Step("MRT", id, "acknowledgement", null, 1))).ShouldBe(new(403, "networks/requested-state-acts", null));
        (await Problem.Of(await Step("MRT", id, "answer", answer, 1))).ShouldBe(new(403, "networks/requested-state-acts", null));
        (await Problem.Of(await Step("MRT", id, "refusal", refusal, 1))).ShouldBe(new(403, "networks/requested-state-acts", null));
        (await Problem.Of(await Step("BFA", id, "withdrawal", withdrawal, 1))).ShouldBe(new(403, "networks/requesting-state-acts", null));
        (await Problem.Of(await Step("BFA", id, "answer", answer, 1))).ShouldBe(new(409, "networks/request-stage", "stage"));
        (await Problem.Of(await Step("BFA", id, "refusal", refusal, 1))).ShouldBe(new(409, "networks/request-stage", "stage"));
        (await Problem.Of(await Step("BFA", id, "acknowledgement", null, 7))).Status.ShouldBe(412);
        (await Problem.Of(await Step("BFA", id, "acknowledgement", null, null))).Status.ShouldBe(428);
        foreach (var step in new[] { "acknowledgement", "answer", "refusal", "withdrawal" })
            (await Problem.Of(await Step("CPV", id, step, step switch { "answer" => answer, "refusal" => refusal, "withdrawal" => withdrawal, _ => null }, 1))).ShouldBe(new(404, "absent", null));

        (await Step("BFA", id, "acknowledgement", null, 1)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Problem.Of(await Step("BFA", id, "acknowledgement", null, 2))).Rule.ShouldBe("networks/request-stage");
        (await Step("MRT", id, "withdrawal", withdrawal, 2)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Problem.Of(await Step("MRT", id, "withdrawal", withdrawal, 3))).Rule.ShouldBe("networks/request-stage");
        (await Problem.Of(await Step("BFA", id, "answer", answer, 3))).Rule.ShouldBe("networks/request-stage");
    }

    [Fact]
    public async Task A_refusal_needs_a_ground_there_is_and_reasons()
    {
        var (from, to) = await Two("KGZ", "TJK");
        var id = await Sent("KGZ", from, to);
        await Step("TJK", id, "acknowledgement", null, 1);

        (await Problem.Of(await Step("TJK", id, "refusal", new { reasons = "r" }, 2))).ShouldBe(new(400, "networks/refused-on-a-ground", "ground"));
        (await Problem.Of(await Step("TJK", id, "refusal", new { ground = "legal-system", reasons = " " }, 2))).ShouldBe(new(400, "networks/refused-with-reasons", "reasons"));
        (await Problem.Of(await Step("TJK", id, "refusal", new { ground = "fiscal-matters", reasons = "r" }, 2))).ShouldBe(new(409, "networks/never-for-fiscal-matters-alone", "ground"));
        var bank = await Step("TJK", id, "refusal", new { ground = "bank-secrecy", reasons = "r" }, 2);
        (await Body(bank)).GetProperty("source").GetString().ShouldBe("untoc art. 18(8)");
        (await Step("TJK", id, "refusal", new { ground = "dual-criminality", reasons = "no offence here" }, 2)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var shown = await Body(await Authority("KGZ").GetAsync($"/requests/{id}"));
        shown.GetProperty("refusal").GetProperty("reasons").GetString().ShouldBe("no offence here");
        shown.GetProperty("refusal").GetProperty("ground").GetString().ShouldBe("dual-criminality");
    }

    [Fact]
    public async Task The_secretariat_counts_requests_by_network_and_outcome_and_learns_no_State()
    {
        var (from, to) = await Two("UZB", "TKM");
        var answer = await Authority("UZB").PostAsJsonAsync("/requests", new Dictionary<string, object?>(Request(from, to)) { ["network"] = "casc" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var officer = world.Service.As(Role.NetworkOfficer);

        var counted = await Body(await officer.GetAsync("/figures/requests?only=network:casc"));
        counted.GetProperty("count").GetProperty("certain").GetDecimal().ShouldBe(1);
        (await officer.GetStringAsync("/figures/requests/records?only=network:casc")).ShouldNotContain("UZB");
        (await Body(await officer.GetAsync("/figures/requests-by-outcome?only=network:casc"))).GetProperty("breakdown")[0].GetProperty("group").GetString().ShouldBe("transmitted");
        (await world.Service.Http.GetAsync("/figures/requests")).IsSuccessStatusCode.ShouldBeFalse();
        (await Authority("UZB").GetAsync("/figures/requests-by-outcome")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Strangers_see_the_same_bytes_before_and_after()
    {
        var (from, to) = await Two("ARM", "AZE");
        var strangers = Strangers("AZE").ToList();
        string[] paths = ["/requests", "/authorities?state=ARM", "/figures", "/figures/authorities", "/figures/authority-states", "/figures/authorities/records"];
        var before = await Seen(strangers, paths);

        var id = await Sent("ARM", from, to);
        await Step("AZE", id, "acknowledgement", null, 1);

        (await Seen(strangers, paths)).ShouldBe(before);
        (await Seen(strangers, [$"/requests/{id}", $"/requests/{id}/reads"])).ShouldBe(await Seen(strangers, [$"/requests/{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}", $"/requests/{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}/reads"]));
    }

    static readonly System.Text.RegularExpressions.Regex perCall = new("\"(traceId|instance)\":\"[^\"]*\"");

    static async Task<List<string>> Seen(IEnumerable<HttpClient> askers, string[] paths)
    {
        var seen = new List<string>();
        foreach (var asker in askers)
            foreach (var path in paths)
            {
                var answer = await asker.GetAsync(path);
                seen.Add($"{(int)answer.StatusCode} {perCall.Replace(await answer.Content.ReadAsStringAsync(), "")}");
            }
        return seen;
    }

    /// <summary>The public, every role of a third State and of one of the two but the central authority, and every office.</summary>
    IEnumerable<HttpClient> Strangers(string side)
    {
        yield return world.Service.Http;
        yield return Authority("ZWE");
        foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.CentralAuthority))
            yield return world.Service.As(role, RoleNames.IsOfAState(role) ? side : null);
    }

    HttpClient Authority(string state) => world.Service.As(Role.CentralAuthority, state);

    async Task<(Guid From, Guid To)> Two(string from, string to)
    {
        foreach (var state in new[] { from, to })
            await world.Deposit(state, "untoc", TreatyActionKind.Accession, "2010-01-01");
        return (await Designate(from, Mla, "untoc"), await Designate(to, Mla, "untoc"));
    }

    async Task<Guid> Designate(string state, string function, string instrument)
    {
        var answer = await Authority(state).PostAsJsonAsync("/authorities", new { state, details = NetworksWorld.Details((function, instrument)) });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await Body(answer)).GetProperty("id").GetGuid();
    }

    async Task Withdraw(string state, Guid authority)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/authorities/{authority}/withdrawal") { Content = JsonContent.Create(new { source = new { reference = "NV 9", date = "2024-05-01" } }) };
        request.Headers.TryAddWithoutValidation("If-Match", Tags.Of($"/authorities/{authority}", 1));
        (await Authority(state).SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    static Dictionary<string, object?> Request(Guid from, Guid to) => new() { ["from"] = from, ["to"] = to, ["instrument"] = "untoc", ["article"] = "untoc art. 18(3)", ["subject"] = "Company accounts", ["text"] = Secret };

    Task<HttpResponseMessage> Send(string state, Guid from, Guid to) => Authority(state).PostAsJsonAsync("/requests", Request(from, to));

    async Task<Guid> Sent(string state, Guid from, Guid to) => (await Body(await Send(state, from, to))).GetProperty("id").GetGuid();

    async Task<Problem> Refused(string state, Dictionary<string, object?> request) => await Problem.Of(await Authority(state).PostAsJsonAsync("/requests", request));

    async Task<HttpResponseMessage> Step(string state, Guid id, string step, object? body, int? seen)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/requests/{id}/{step}") { Content = body is null ? null : JsonContent.Create(body) };
        if (seen is { } version)
            request.Headers.TryAddWithoutValidation("If-Match", Tags.Of($"/requests/{id}", version));
        return await Authority(state).SendAsync(request);
    }

    async Task<List<Guid>> Ids(string state, string query) =>
        [.. (await Body(await Authority(state).GetAsync("/requests" + query))).GetProperty("items").EnumerateArray().Select(it => it.GetProperty("id").GetGuid())];

    static Task<JsonElement> Body(HttpResponseMessage answer) => answer.Content.ReadFromJsonAsync<JsonElement>();
}

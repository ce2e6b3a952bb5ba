using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Contracts.Treaties;
using Servers;
using ServiceDefaults.Access;
using TechnicalAssistance.Tests.World;

namespace TechnicalAssistance.Tests;

/// <summary>States that have not joined are candidates for help to join; some then join.</summary>
[Collection(OneAssistance.Name)]
public sealed class CandidateTests(AssistanceWorld world)
{
    [Fact]
    public async Task Non_parties_are_the_reference_list_without_the_parties()
    {
        await world.Deposit("TUV", "untoc-firearms", TreatyActionKind.Accession, "2016-01-01");
        await world.Deposit("EUE", "untoc-firearms", TreatyActionKind.Approval, "2014-03-21");
        var open = Deposits.Of("PLW", "untoc-firearms", TreatyActionKind.Accession, "2016-01-01") with { DepositedOn = null, NotBefore = new DateOnly(2016, 1, 1), NotAfter = new DateOnly(2016, 12, 31) };
        await world.Record(open.State, open.NotAfter!.Value, open);

        var answer = await NonParties("untoc-firearms", "2016-06-01");

        answer.GetProperty("of").GetInt32().ShouldBe(197);
        answer.GetProperty("count").GetProperty("certain").GetInt32().ShouldBe(195);
        answer.GetProperty("count").GetProperty("possible").GetInt32().ShouldBe(196);
        var states = States(answer);
        states.ShouldNotContain("TUV");
        states.ShouldNotContain("EUE");
        answer.GetProperty("items").EnumerateArray().Single(it => it.GetProperty("mayBeParty").GetBoolean()).GetProperty("state").GetString().ShouldBe("PLW");
        States(await NonParties("untoc-firearms", "2015-12-31")).ShouldContain("TUV");
    }

    [Fact]
    public async Task Each_candidate_comes_with_what_it_was_given_by_the_day()
    {
        await world.Deposit("COK", "untoc-tip", TreatyActionKind.Accession, "2016-01-01");
        var id = await Record(AssistanceWorld.Details("NIU", "untoc-tip"));

        Given(await NonParties("untoc-tip", "2020-03-01"), "NIU").ShouldBe([id]);
        Given(await NonParties("untoc-tip", "2020-02-29"), "NIU").ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_nothing_is_recorded_nobody_is_called_a_non_party()
    {
        var answer = await NonParties("drugs-1988", "2020-01-01");

        answer.GetProperty("count").ValueKind.ShouldBe(JsonValueKind.Null);
        answer.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task An_instrument_that_is_none_is_absent() =>
        (await Problem.Of(await world.Service.Http.GetAsync("/non-parties?instrument=none"))).ShouldBe(new(404, "absent", "instrument"));

    [Fact]
    public async Task Who_joins_after_help_is_noted_once_for_each_deposit()
    {
        var id = await Record(AssistanceWorld.Details("FJI"));
        await world.Deposit("FJI", "untoc", TreatyActionKind.Signature, "2020-04-01");
        await world.Deposit("FJI", "untoc", TreatyActionKind.Ratification, "2021-05-01");
        await world.Deposit("FJI", "untoc", TreatyActionKind.Acceptance, "2022-05-01");

        (await Joined(id)).ShouldBe(["FJI 2021-05-01"]);
        (await Journalled(id)).ShouldBe(["technical-assistance.activity-delivered", "technical-assistance.beneficiary-joined"]);
        (await List("/non-parties/joined-after-assistance?instrument=untoc&state=FJI")).Count.ShouldBe(1);
        Tags.VersionOf((await world.Service.Http.GetAsync($"/activities/{id}")).Headers.ETag!.Tag).ShouldBe("2");
    }

    [Fact]
    public async Task Who_had_joined_before_the_help_was_written_down_is_noted_with_it()
    {
        await world.Deposit("WSM", "untoc", TreatyActionKind.Accession, "2021-05-01");

        (await Joined(await Record(AssistanceWorld.Details("WSM")))).ShouldBe(["WSM 2021-05-01"]);
    }

    [Fact]
    public async Task Joining_before_the_help_or_after_other_help_is_not_noted()
    {
        var training = await Record(AssistanceWorld.Details("TON", kind: "training"));
        var other = await Record(AssistanceWorld.Details("TON", "uncac"));
        var late = await Record(AssistanceWorld.Details("TON"));
        await world.Deposit("TON", "untoc", TreatyActionKind.Accession, "2019-05-01");

        (await Joined(training)).ShouldBeEmpty();
        (await Joined(other)).ShouldBeEmpty();
        (await Joined(late)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_annulled_deposit_takes_the_note_back()
    {
        var id = await Record(AssistanceWorld.Details("VUT"));
        var deposit = await world.Deposit("VUT", "untoc", TreatyActionKind.Accession, "2021-05-01");
        await world.Annul(deposit);

        (await Joined(id)).ShouldBeEmpty();
        (await List("/non-parties/joined-after-assistance?state=VUT")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Help_written_down_while_the_deposit_arrives_is_never_overlooked()
    {
        string[] states = ["KIR", "NRU", "SLB", "PNG", "FSM", "MHL"];
        var facts = states.Select(state => Deposits.Of(state, "untoc", TreatyActionKind.Accession, "2021-05-01")).ToList();

        var recording = states.Select(state => Record(AssistanceWorld.Details(state))).ToList();
        foreach (var fact in facts)
            await world.Treaties.Publish($"participants/{fact.State}", fact.DepositedOn!.Value, fact);
        await Task.WhenAll(recording);
        await world.Treaties.FollowedBy(world.Service.Database);

        foreach (var (state, id) in states.Zip(recording))
            (await Joined(await id)).ShouldBe([$"{state} 2021-05-01"]);
    }

    async Task<Guid> Record(Dictionary<string, object?> details)
    {
        var answer = await world.Service.As(Role.AssistanceOfficer).PostAsJsonAsync("/activities", details);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    async Task<List<string>> Joined(Guid activity) =>
        [.. (await world.Service.Http.GetFromJsonAsync<JsonElement>($"/activities/{activity}")).GetProperty("joinedAfterwards").EnumerateArray().Select(it => $"{it.GetProperty("state").GetString()} {it.GetProperty("notBefore").GetString()}")];

    Task<List<string>> Journalled(Guid activity) => world.Service.Rows($"SELECT type FROM journal WHERE stream = 'activities/{activity}' ORDER BY version", row => row.GetString(0));

    Task<JsonElement> NonParties(string instrument, string asOf) => world.Service.Http.GetFromJsonAsync<JsonElement>($"/non-parties?instrument={instrument}&asOf={asOf}");

    static List<string?> States(JsonElement answer) => [.. answer.GetProperty("items").EnumerateArray().Select(it => it.GetProperty("state").GetString())];

    static List<Guid> Given(JsonElement answer, string state) =>
        [.. answer.GetProperty("items").EnumerateArray().Single(it => it.GetProperty("state").GetString() == state).GetProperty("assistance").EnumerateArray().Select(it => it.GetProperty("activity").GetGuid())];

    async Task<List<JsonElement>> List(string path) => [.. (await world.Service.Http.GetFromJsonAsync<JsonElement>(path)).GetProperty("items").EnumerateArray()];
}

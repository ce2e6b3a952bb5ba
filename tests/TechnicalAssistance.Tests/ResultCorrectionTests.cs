using System.Net;
using System.Text.Json;
using Servers;
using TechnicalAssistance.Tests.World;

namespace TechnicalAssistance.Tests;

/// <summary>What is wrong in the record of a result is corrected, and what should not be there is withdrawn.</summary>
[Collection(OneAssistance.Name)]
public sealed class ResultCorrectionTests(AssistanceWorld world)
{
    const string Reason = "The gazette was misread.";

    readonly Guid review = AssistanceWorld.NewId();

    [Fact]
    public async Task A_correction_says_the_whole_again_and_keeps_what_was_said_with_its_reason()
    {
        var activity = await Activity("DJI");
        var id = await Report(AssistanceWorld.Result("DJI", [], [activity]));

        var answer = await AssistanceWorld.Post(world.Officer, $"/results/{id}/correction", new { reason = Reason, details = AssistanceWorld.Result("DJI", [], [activity]).With("kind", "law-amended").With("adoptedOn", "2022-04-02") }, "\"1\"");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        Tags.VersionOf(answer.Headers.ETag!.Tag).ShouldBe("2");
        var shown = await AssistanceWorld.Get(world.Service.Http, $"/results/{id}");
        (shown.GetProperty("kind").GetString(), shown.GetProperty("adoptedOn").GetString()).ShouldBe(("law-amended", "2022-04-02"));
        var correction = shown.GetProperty("corrections").EnumerateArray().ShouldHaveSingleItem();
        (correction.GetProperty("reason").GetString(), correction.GetProperty("was").GetProperty("kind").GetString()).ShouldBe((Reason, "law-adopted"));
        (await AssistanceWorld.List(world.Service.Http, "/results?state=DJI&kind=law-adopted")).ShouldBeEmpty();
        (await AssistanceWorld.List(world.Service.Http, "/results?state=DJI&kind=law-amended")).Single().TryGetProperty("corrections", out _).ShouldBeFalse();
        (await Journalled($"results/{id}")).ShouldBe(["technical-assistance.result-reported 2022-04-01", "technical-assistance.result-corrected 2022-04-01"]);
    }

    [Fact]
    public async Task A_withdrawn_result_is_not_listed_says_why_when_it_is_opened_and_bears_on_nothing()
    {
        var (need, activity) = (await world.Identify("GNQ", review), await Activity("GNQ"));
        var id = await Report(AssistanceWorld.Result("GNQ", [need], [activity]));

        await Withdraw(id);

        (await AssistanceWorld.List(world.Officer, "/results?state=GNQ")).ShouldBeEmpty();
        (await AssistanceWorld.List(world.Officer, $"/results?activity={activity}")).ShouldBeEmpty();
        (await AssistanceWorld.List(world.Service.Http, "/results?state=GNQ&withdrawn=true")).Single().Id().ShouldBe(id);
        (await AssistanceWorld.Get(world.Service.Http, $"/results/{id}")).GetProperty("withdrawn").GetProperty("reason").GetString().ShouldBe(Reason);
        (await AssistanceWorld.Get(world.FocalPoint("GNQ"), $"/needs/{need}")).Ids("results").ShouldBeEmpty();
        (await Journalled($"needs/{need}")).Skip(1).ShouldBe(["technical-assistance.need-result-reported 2022-04-01", "technical-assistance.need-result-withdrawn 2022-04-01"]);
    }

    [Fact]
    public async Task A_correction_keeps_to_the_rules_of_reporting_and_names_the_field_of_the_record()
    {
        var (activity, withdrawn, others) = (await Activity("MRT"), await Activity("MRT"), await Activity("TZA"));
        await AssistanceWorld.Done(world.Officer, $"/activities/{withdrawn}/withdrawal", new { reason = Reason }, "*");
        var othersNeed = await world.Identify("TZA", review);
        var good = AssistanceWorld.Result("MRT", [], [activity]);
        var id = await Report(good);

        (await Refused(id, AssistanceWorld.Result("MRT", [], []))).ShouldBe(new(400, "technical-assistance/result-of-assistance", "details.activities"));
        (await Refused(id, AssistanceWorld.Result("MRT", [], [activity, others]))).ShouldBe(new(400, "technical-assistance/activity-for-the-state", "details.activities[1]"));
        (await Refused(id, AssistanceWorld.Result("MRT", [], [activity, withdrawn]))).ShouldBe(new(400, "technical-assistance/activity-withdrawn", "details.activities[1]"));
        (await Refused(id, AssistanceWorld.Result("MRT", [othersNeed], [activity]))).ShouldBe(new(400, "technical-assistance/need-of-the-state", "details.needs[0]"));
        (await Refused(id, good.With("source", ""))).Field.ShouldBe("details.source");
        (await Refused(id, good)).ShouldBe(new(409, "technical-assistance/nothing-corrected", "details"));
        foreach (var reason in new[] { "", "  ", new string('x', 501) })
        {
            (await AssistanceWorld.Refused(world.Officer, $"/results/{id}/correction", new { reason, details = good.With("kind", "law-amended") }, "*")).Field.ShouldBe("reason");
            (await AssistanceWorld.Refused(world.Officer, $"/results/{id}/withdrawal", new { reason }, "*")).Field.ShouldBe("reason");
        }
        (await Journalled($"results/{id}")).Count.ShouldBe(1, "what is refused leaves nothing");
    }

    [Fact]
    public async Task Nothing_is_changed_that_was_not_seen_as_it_is_and_nothing_once_it_is_withdrawn()
    {
        var activity = await Activity("CAF");
        var id = await Report(AssistanceWorld.Result("CAF", [], [activity]));
        var correction = new { reason = Reason, details = AssistanceWorld.Result("CAF", [], [activity]).With("kind", "law-amended") };

        (await AssistanceWorld.Refused(world.Officer, $"/results/{id}/correction", correction)).Status.ShouldBe(428);
        (await AssistanceWorld.Refused(world.Officer, $"/results/{id}/withdrawal", new { reason = Reason }, "\"2\"")).Status.ShouldBe(412);
        (await AssistanceWorld.Refused(world.Officer, $"/results/{Guid.Empty}/correction", correction, "*")).ShouldBe(new(404, "absent", null));

        await Withdraw(id);

        (await AssistanceWorld.Refused(world.Officer, $"/results/{id}/correction", correction, "*")).ShouldBe(new(409, "technical-assistance/result-withdrawn", null));
        (await AssistanceWorld.Refused(world.Officer, $"/results/{id}/withdrawal", new { reason = Reason }, "*")).ShouldBe(new(409, "technical-assistance/result-withdrawn", null));
    }

    [Fact]
    public async Task Laws_adopted_follow_the_record_as_it_is_known_and_what_was_counted_before_stays()
    {
        var activity = await Activity("ZAF");
        var body = AssistanceWorld.Result("ZAF", [], [activity]);
        var id = await Report(body);
        var known = await world.Service.Scalar<DateTime>($"SELECT recorded_at FROM journal WHERE stream = 'results/{id}' AND version = 1");

        await Correct(id, body.With("kind", "policy-adopted").With("adoptedOn", "2022-06-01"));

        (await Laws("to=2022-05-31")).ShouldBeEmpty();
        (await Laws("from=2022-06-01&to=2022-06-30")).ShouldBe(["policy-adopted"]);
        (await Laws($"to=2022-05-31&knownAt={known:O}")).ShouldBe(["law-adopted"]);
        await Correct(id, body.With("adoptedOn", "2022-03-01"));
        (await Laws("to=2022-03-31")).ShouldBe(["law-adopted"], "it was adopted before the day of its first entry");
        (await Laws("from=2022-03-02")).ShouldBeEmpty();
        await Correct(id, body.With("kind", "declaration-adopted"));
        (await Laws("")).ShouldBeEmpty();
        await Correct(id, body);
        await Withdraw(id);
        (await Laws("")).ShouldBeEmpty();
        (await Laws($"knownAt={known:O}")).ShouldBe(["law-adopted"]);

        async Task<List<string?>> Laws(string period) => [.. (await AssistanceWorld.Get(world.Service.Http, $"/figures/laws-adopted?only=state:ZAF&{period}")).GetProperty("breakdown").EnumerateArray().Select(it => it.GetProperty("group").GetString())];
    }

    [Fact]
    public async Task A_correction_of_which_needs_it_bears_on_is_for_the_State_and_the_secretariat()
    {
        var need = await world.Identify("SOM", review);
        var activity = await Activity("SOM");
        var (corrected, other) = (await Report(AssistanceWorld.Result("SOM", [], [activity])), await Report(AssistanceWorld.Result("SOM", [], [activity])));

        await Correct(corrected, AssistanceWorld.Result("SOM", [need], [activity]));

        foreach (var stranger in new[] { world.Service.Http, world.FocalPoint("ERI") })
        {
            (await Seen(stranger, corrected)).ShouldBe(await Seen(stranger, other));
            Tags.VersionOf((await stranger.GetAsync($"/results/{corrected}")).Headers.ETag?.Tag).ShouldBe(Tags.VersionOf((await stranger.GetAsync($"/results/{other}")).Headers.ETag?.Tag));
        }
        foreach (var insider in new[] { world.Officer, world.FocalPoint("SOM") })
            (await AssistanceWorld.Get(insider, $"/results/{corrected}")).GetProperty("corrections").EnumerateArray().Single().GetProperty("was").GetProperty("kind").GetString().ShouldBe("law-adopted");
        (await Journalled($"results/{corrected}")).ShouldBe(["technical-assistance.result-reported 2022-04-01", "technical-assistance.result-needs-corrected 2022-04-01"]);
        (await Journalled($"needs/{need}")).Skip(1).ShouldBe(["technical-assistance.need-result-reported 2022-04-01"]);

        static async Task<string> Seen(HttpClient asker, Guid id) => (await AssistanceWorld.Get(asker, $"/results/{id}")).ToString().Replace($"{id}", "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_recorded_for_the_wrong_State_is_that_of_the_right_one_and_its_needs_are_told()
    {
        var (wrong, right) = (await world.Identify("COD", review), await world.Identify("CPV", AssistanceWorld.NewId()));
        var id = await Report(AssistanceWorld.Result("COD", [wrong], []));

        await Correct(id, AssistanceWorld.Result("CPV", [right], []));

        (await AssistanceWorld.List(world.Service.Http, "/results?state=COD")).ShouldBeEmpty();
        (await AssistanceWorld.Get(world.FocalPoint("COD"), $"/needs/{wrong}")).Ids("results").ShouldBeEmpty();
        (await AssistanceWorld.Get(world.FocalPoint("CPV"), $"/needs/{right}")).Ids("results").ShouldBe([id]);
        var toTheRight = await AssistanceWorld.Get(world.FocalPoint("CPV"), $"/results/{id}");
        toTheRight.Ids("needs").ShouldBe([right]);
        toTheRight.GetProperty("corrections").EnumerateArray().Single().GetProperty("was").IsNull("needs").ShouldBeTrue("that need is another State's");
        (await AssistanceWorld.Get(world.FocalPoint("COD"), $"/results/{id}")).IsNull("needs").ShouldBeTrue();
    }

    [Fact]
    public async Task Lists_go_by_day_of_adoption_the_latest_first_when_asked_to()
    {
        var activity = await Activity("SYC");
        var reported = new List<Guid>();
        foreach (var day in new[] { "2022-04-01", "2022-04-03", "2022-04-02" })
            reported.Add(await Report(AssistanceWorld.Result("SYC", [], [activity]).With("adoptedOn", day)));

        var first = await AssistanceWorld.Get(world.Service.Http, "/results?state=SYC&latest=true&limit=2");
        var second = await AssistanceWorld.Get(world.Service.Http, $"/results?state=SYC&latest=true&limit=2&cursor={first.GetProperty("next").GetString()}");

        first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(it => it.Id()).ShouldBe([reported[1], reported[2], reported[0]]);
    }

    async Task<Guid> Activity(string state) => (await AssistanceWorld.Done(world.Officer, "/activities", AssistanceWorld.Details(state, "uncac", "training"))).Id();

    async Task<Guid> Report(Dictionary<string, object?> details) => (await AssistanceWorld.Done(world.Officer, "/results", details)).Id();

    Task<JsonElement> Correct(Guid id, Dictionary<string, object?> details) => AssistanceWorld.Done(world.Officer, $"/results/{id}/correction", new { reason = Reason, details }, "*");

    Task<JsonElement> Withdraw(Guid id) => AssistanceWorld.Done(world.Officer, $"/results/{id}/withdrawal", new { reason = Reason }, "*");

    Task<Problem> Refused(Guid id, Dictionary<string, object?> details) => AssistanceWorld.Refused(world.Officer, $"/results/{id}/correction", new { reason = Reason, details }, "*");

    Task<List<string>> Journalled(string stream) => world.Service.Rows($"SELECT type || ' ' || occurred_on FROM journal WHERE stream = '{stream}' ORDER BY version", row => row.GetString(0));
}

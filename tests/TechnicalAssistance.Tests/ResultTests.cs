using System.Net;
using Servers;
using ServiceDefaults.Access;
using TechnicalAssistance.Tests.World;

namespace TechnicalAssistance.Tests;

/// <summary>The assistance officer reports what came about after assistance.</summary>
[Collection(OneAssistance.Name)]
public sealed class ResultTests(AssistanceWorld world)
{
    readonly Guid review = AssistanceWorld.NewId();

    [Fact]
    public async Task A_result_is_reported_shown_and_listed_with_what_it_bears_on()
    {
        var (need, activity) = (await world.Identify("PER", review), await Activity("PER"));

        var answer = await AssistanceWorld.Post(world.Officer, "/results", AssistanceWorld.Result("PER", [need], [activity]));

        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        Tags.VersionOf(answer.Headers.ETag!.Tag).ShouldBe("1");
        var path = answer.Headers.Location!.ToString();
        var shown = await AssistanceWorld.Get(world.FocalPoint("PER"), path);
        shown.GetProperty("kind").GetString().ShouldBe("law-adopted");
        shown.GetProperty("adoptedOn").GetString().ShouldBe("2022-04-01");
        shown.Ids("needs").ShouldBe([need]);
        shown.Ids("activities").ShouldBe([activity]);
        (await AssistanceWorld.List(world.Service.Http, "/results?state=PER&kind=law-adopted")).Count.ShouldBe(1);
        (await AssistanceWorld.List(world.Service.Http, $"/results?activity={activity}")).Count.ShouldBe(1);
        (await AssistanceWorld.List(world.Service.Http, "/results?state=PER&kind=policy-adopted")).ShouldBeEmpty();
        (await AssistanceWorld.Get(world.Officer, $"/needs/{need}")).Ids("results").ShouldBe([shown.Id()]);
        var payload = await world.Service.Scalar<string>($"SELECT payload FROM journal WHERE stream = 'results/{shown.Id()}' AND NOT published");
        payload.ShouldBe($$"""{"result":"{{shown.Id()}}","kind":"law-adopted","state":"PER","articles":["uncac art. 33"],"needs":["{{need}}"],"activities":["{{activity}}"]}""");
    }

    [Fact]
    public async Task Strangers_see_the_law_and_not_the_need()
    {
        var need = await world.Identify("ECU", review);
        await world.PublishReview(review, "ECU");
        var id = (await AssistanceWorld.Done(world.Officer, "/results", AssistanceWorld.Result("ECU", [need], []))).Id();

        foreach (var stranger in new[] { world.Service.Http, world.FocalPoint("BOL"), world.Service.As(Role.Operator) })
        {
            (await AssistanceWorld.Get(stranger, $"/results/{id}")).IsNull("needs").ShouldBeTrue();
            (await AssistanceWorld.List(stranger, "/results?state=ECU")).Single().IsNull("needs").ShouldBeTrue();
        }
        (await AssistanceWorld.Get(world.Service.As(Role.NetworkOfficer), $"/results/{id}")).Ids("needs").ShouldBe([need]);
    }

    [Fact]
    public async Task A_result_that_cannot_be_right_is_refused()
    {
        var (need, activity) = (await world.Identify("COL", review), await Activity("COL"));
        var (othersNeed, othersActivity) = (await world.Identify("VEN", AssistanceWorld.NewId()), await Activity("VEN"));
        var good = AssistanceWorld.Result("COL", [need], [activity]);
        var tomorrow = $"{DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(1):O}";

        (await Refused(good.With("title", new { en = " " }))).ShouldBe(new(400, "technical-assistance/title-by-language", "title.en"));
        (await Refused(good.With("state", "EUE"))).ShouldBe(new(400, "technical-assistance/beneficiary-is-a-state", "state"));
        (await Refused(good.With("adoptedOn", tomorrow))).ShouldBe(new(400, "technical-assistance/adopted-not-planned", "adoptedOn"));
        (await Refused(good.With("articles", new[] { "none art. 1" }))).ShouldBe(new(400, "technical-assistance/instrument-unknown", "articles[0]"));
        (await Refused(AssistanceWorld.Result("COL", [], []))).ShouldBe(new(400, "technical-assistance/result-of-assistance", "activities"));
        (await Refused(good.With("articles", new[] { "uncac art. 33", "uncac art. 33" }))).ShouldBe(new(400, "technical-assistance/named-twice", "articles"));
        (await Refused(AssistanceWorld.Result("COL", [need, need], []))).ShouldBe(new(400, "technical-assistance/named-twice", "needs"));
        (await Refused(AssistanceWorld.Result("COL", [], [activity, activity]))).ShouldBe(new(400, "technical-assistance/named-twice", "activities"));
        (await Refused(AssistanceWorld.Result("COL", [need, othersNeed], []))).ShouldBe(new(400, "technical-assistance/need-of-the-state", "needs[1]"));
        (await Refused(AssistanceWorld.Result("COL", [], [othersActivity]))).ShouldBe(new(400, "technical-assistance/activity-for-the-state", "activities[0]"));
        (await Refused(good.With("source", ""))).Field.ShouldBe("source");
        (await AssistanceWorld.List(world.Officer, "/results?state=COL")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_result_that_is_none_is_absent() =>
        (await Problem.Of(await world.Service.Http.GetAsync($"/results/{Guid.Empty}"))).ShouldBe(new(404, "absent", null));

    async Task<Guid> Activity(string state) => (await AssistanceWorld.Done(world.Officer, "/activities", AssistanceWorld.Details(state, "uncac", "training"))).Id();

    Task<Problem> Refused(Dictionary<string, object?> body) => AssistanceWorld.Refused(world.Officer, "/results", body);
}

using System.Net;
using Servers;
using ServiceDefaults.Access;
using TechnicalAssistance.Tests.World;

namespace TechnicalAssistance.Tests;

/// <summary>A review finds a need; it is taken over here, becomes public with the review, and is met when its State says so.</summary>
[Collection(OneAssistance.Name)]
public sealed class NeedTests(AssistanceWorld world)
{
    readonly Guid review = AssistanceWorld.NewId();

    [Fact]
    public async Task A_need_found_in_a_review_is_taken_over_with_the_id_and_day_it_has_there()
    {
        var need = await world.Identify("BWA", review, "uncac art. 46(13)", "model-treaty", "2021-01-15");

        var shown = await AssistanceWorld.Get(world.Officer, $"/needs/{need}");
        shown.Id().ShouldBe(need);
        shown.GetProperty("state").GetString().ShouldBe("BWA");
        shown.GetProperty("instrument").GetString().ShouldBe("uncac");
        shown.GetProperty("article").GetString().ShouldBe("uncac art. 46(13)");
        shown.GetProperty("kind").GetString().ShouldBe("model-treaty");
        shown.GetProperty("review").GetGuid().ShouldBe(review);
        shown.GetProperty("identifiedOn").GetString().ShouldBe("2021-01-15");
        shown.GetProperty("status").GetString().ShouldBe("identified");
        shown.IsNull("publishedOn").ShouldBeTrue();
        (await Journalled(need)).ShouldBe(["technical-assistance.need-taken-over"]);
    }

    [Fact]
    public async Task What_reviews_say_is_done_once_whatever_is_said_again()
    {
        var need = await world.Identify("SWZ", review);
        await world.PublishReview(review, "SWZ");
        await world.Reviews.Publish($"reviews/{review}", AssistanceWorld.Day("2021-01-15"), AssistanceWorld.Identified(need, "SWZ", review));
        await world.PublishReview(review, "SWZ", "2021-03-01");

        (await Journalled(need)).ShouldBe(["technical-assistance.need-taken-over", "technical-assistance.need-published"]);
        (await AssistanceWorld.Get(world.Service.Http, $"/needs/{need}")).GetProperty("publishedOn").GetString().ShouldBe("2021-02-01");
    }

    [Fact]
    public async Task Before_publication_only_its_State_and_the_secretariat_know_of_it()
    {
        var need = await world.Identify("LSO", review);

        foreach (var stranger in Strangers("LSO"))
        {
            (await Problem.Of(await stranger.GetAsync($"/needs/{need}"))).ShouldBe(new(404, "absent", null));
            (await AssistanceWorld.List(stranger, "/needs?state=LSO")).ShouldBeEmpty();
            (await AssistanceWorld.List(stranger, $"/needs?review={review}")).ShouldBeEmpty();
        }
        foreach (var insider in Insiders("LSO"))
        {
            (await AssistanceWorld.Get(insider, $"/needs/{need}")).Id().ShouldBe(need);
            (await AssistanceWorld.List(insider, "/needs?state=LSO")).Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task After_publication_strangers_see_what_was_found_and_nothing_of_what_came_of_it()
    {
        var need = await world.Identify("NAM", review);
        await world.PublishReview(review, "NAM");
        await world.Accepted("NAM", need);
        await AssistanceWorld.Done(world.Officer, "/activities", AssistanceWorld.Details("NAM", "uncac", "training").With("needs", new[] { need }));

        foreach (var stranger in Strangers("NAM"))
        {
            var answer = await stranger.GetAsync($"/needs/{need}");
            Tags.VersionOf(answer.Headers.ETag!.Tag).ShouldBe("1");
            var shown = await AssistanceWorld.Get(stranger, $"/needs/{need}");
            shown.GetProperty("status").GetString().ShouldBe("identified");
            shown.GetProperty("version").GetInt32().ShouldBe(1);
            new[] { "requests", "activities", "results", "statement" }.ShouldAllBe(hidden => shown.IsNull(hidden));
            (await AssistanceWorld.List(stranger, "/needs?state=NAM&status=identified")).Count.ShouldBe(1);
            (await AssistanceWorld.List(stranger, "/needs?state=NAM&status=delivered")).ShouldBeEmpty();
        }
        foreach (var insider in Insiders("NAM"))
        {
            (await world.Status(need, insider)).ShouldBe("delivered");
            (await AssistanceWorld.List(insider, "/needs?state=NAM&status=delivered")).Count.ShouldBe(1);
            (await AssistanceWorld.List(insider, "/needs?state=NAM&status=identified")).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Its_status_is_how_far_it_has_come_and_every_step_changes_its_version()
    {
        var need = await world.Identify("ZMB", review);
        var focal = world.FocalPoint("ZMB");
        (await Listed()).ShouldBe("identified 1");

        var request = (await AssistanceWorld.Done(focal, "/requests", AssistanceWorld.Request("ZMB", need))).Id();
        (await Listed()).ShouldBe("requested 2");

        await AssistanceWorld.Done(world.Officer, $"/requests/{request}/decision", new { kind = "accepted", programme = AssistanceWorld.Programme }, "\"1\"");
        (await Listed()).ShouldBe("matched 3");

        var activity = (await AssistanceWorld.Done(world.Officer, "/activities", AssistanceWorld.Details("ZMB", "uncac", "training").With("needs", new[] { need }))).Id();
        (await Listed()).ShouldBe("delivered 4");

        var result = (await AssistanceWorld.Done(world.Officer, "/results", AssistanceWorld.Result("ZMB", [need], [activity]))).Id();
        (await Listed()).ShouldBe("delivered 5");

        var met = await AssistanceWorld.Done(focal, $"/needs/{need}/met", new { metOn = "2022-05-01", statement = "The act is in force." }, "\"5\"");
        (await Listed()).ShouldBe("met 6");
        met.IsNull("statement").ShouldBeTrue("answers to changes are kept in clear");
        (await AssistanceWorld.Get(focal, $"/needs/{need}")).GetProperty("statement").GetString().ShouldBe("The act is in force.");
        met.Ids("requests").ShouldBe([request]);
        met.Ids("activities").ShouldBe([activity]);
        met.Ids("results").ShouldBe([result]);

        async Task<string> Listed()
        {
            var shown = await AssistanceWorld.Get(focal, $"/needs/{need}");
            (await AssistanceWorld.List(focal, $"/needs?state=ZMB&status={shown.GetProperty("status").GetString()}")).Count.ShouldBe(1);
            return $"{shown.GetProperty("status").GetString()} {shown.GetProperty("version").GetInt32()}";
        }
    }

    [Fact]
    public async Task Declined_or_referred_it_stays_requested()
    {
        var need = await world.Identify("MWI", review);
        var request = (await AssistanceWorld.Done(world.FocalPoint("MWI"), "/requests", AssistanceWorld.Request("MWI", need))).Id();

        await AssistanceWorld.Done(world.Officer, $"/requests/{request}/decision", new { kind = "declined", reason = "No funds this year." }, "\"1\"");

        (await world.Status(need)).ShouldBe("requested");
    }

    [Fact]
    public async Task Its_State_marks_it_met_from_any_status_and_the_others_learn_it()
    {
        var need = await world.Identify("MOZ", review);
        await world.PublishReview(review, "MOZ");

        var answer = await AssistanceWorld.Post(world.Service.As(Role.PermanentMission, "MOZ"), $"/needs/{need}/met", new { metOn = "2021-06-30", statement = "Met without help." }, "\"2\"");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        Tags.VersionOf(answer.Headers.ETag!.Tag).ShouldBe("3");
        var met = (await world.Service.Rows($"SELECT payload, published, occurred_on FROM journal WHERE stream = 'needs/{need}' AND type = 'technical-assistance.need-met'", row => (Payload: row.GetString(0), Published: row.GetBoolean(1), On: row.GetFieldValue<DateOnly>(2)))).Single();
        met.Published.ShouldBeTrue();
        met.On.ShouldBe(AssistanceWorld.Day("2021-06-30"));
        met.Payload.ShouldBe($$"""{"need":"{{need}}","review":"{{review}}","state":"MOZ","metOn":"2021-06-30"}""");
        foreach (var stranger in Strangers("MOZ"))
        {
            var shown = await AssistanceWorld.Get(stranger, $"/needs/{need}");
            shown.GetProperty("status").GetString().ShouldBe("met");
            shown.GetProperty("metOn").GetString().ShouldBe("2021-06-30");
            shown.GetProperty("version").GetInt32().ShouldBe(2);
            shown.IsNull("statement").ShouldBeTrue();
        }
    }

    [Fact]
    public async Task It_is_met_once()
    {
        var need = await world.Identify("AGO", review);
        await AssistanceWorld.Done(world.FocalPoint("AGO"), $"/needs/{need}/met", new { metOn = "2021-06-30" }, "\"1\"");

        (await AssistanceWorld.Refused(world.FocalPoint("AGO"), $"/needs/{need}/met", new { metOn = "2021-07-30" }, "\"2\"")).ShouldBe(new(409, "technical-assistance/met-once", null));
        (await Journalled(need)).Count(type => type == "technical-assistance.need-met").ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_but_its_State_says_that_it_is_met()
    {
        var need = await world.Identify("CMR", review);
        var body = new { metOn = "2021-06-30" };

        (await AssistanceWorld.Refused(world.FocalPoint("GAB"), $"/needs/{need}/met", body, "\"1\"")).ShouldBe(new(404, "absent", null));
        (await AssistanceWorld.Refused(world.FocalPoint("GAB"), $"/needs/{AssistanceWorld.NewId()}/met", body, "\"1\"")).ShouldBe(new(404, "absent", null));
        await world.PublishReview(review, "CMR");
        (await AssistanceWorld.Refused(world.FocalPoint("GAB"), $"/needs/{need}/met", body, "\"2\"")).ShouldBe(new(403, "technical-assistance/speaks-for-another-state", "state"));
        (await AssistanceWorld.Post(world.Officer, $"/needs/{need}/met", body, "\"2\"")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await world.Status(need)).ShouldBe("identified");
    }

    [Fact]
    public async Task Who_says_that_it_is_met_has_seen_it_and_names_a_day_that_can_be()
    {
        var need = await world.Identify("COG", review, on: "2021-01-15");
        var focal = world.FocalPoint("COG");
        var tomorrow = $"{DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(1):O}";

        (await AssistanceWorld.Refused(focal, $"/needs/{need}/met", new { metOn = "2021-06-30" })).Status.ShouldBe(428);
        (await AssistanceWorld.Refused(focal, $"/needs/{need}/met", new { metOn = "2021-06-30" }, "\"9\"")).Status.ShouldBe(412);
        (await AssistanceWorld.Refused(focal, $"/needs/{need}/met", new { metOn = tomorrow }, "\"1\"")).ShouldBe(new(400, "technical-assistance/met-in-the-future", "metOn"));
        (await AssistanceWorld.Refused(focal, $"/needs/{need}/met", new { metOn = "2021-01-14" }, "\"1\"")).ShouldBe(new(409, "technical-assistance/met-before-identified", "metOn"));
        (await AssistanceWorld.Refused(focal, $"/needs/{need}/met", new { metOn = "2021-06-30", statement = "" }, "\"1\"")).ShouldBe(new(400, "interface/string-length", "statement"));
        (await Journalled(need)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Needs_are_found_by_provision_and_what_stands_below_it_and_come_in_pages()
    {
        await world.Identify("TCD", review, "uncac art. 46");
        await world.Identify("TCD", review, "uncac art. 46(13)");
        await world.Identify("TCD", review, "uncac art. 4");

        (await AssistanceWorld.List(world.Officer, "/needs?state=TCD&article=uncac art. 46")).Count.ShouldBe(2);
        (await AssistanceWorld.List(world.Officer, "/needs?state=TCD&article=uncac art. 46(13)")).Count.ShouldBe(1);
        (await AssistanceWorld.List(world.Officer, "/needs?state=TCD&article=uncac art. 4")).Count.ShouldBe(1);
        var page = await AssistanceWorld.Get(world.Officer, "/needs?state=TCD&limit=2");
        (await AssistanceWorld.List(world.Officer, $"/needs?state=TCD&limit=2&cursor={page.GetProperty("next").GetString()}")).Count.ShouldBe(1);
    }

    IEnumerable<HttpClient> Strangers(string state) =>
        [world.Service.Http, world.Service.As(Role.Operator), .. new[] { Role.FocalPoint, Role.PermanentMission, Role.GovernmentalExpert, Role.CentralAuthority }.Select(role => world.Service.As(role, state == "GAB" ? "CMR" : "GAB"))];

    IEnumerable<HttpClient> Insiders(string state) =>
        [.. new[] { Role.TreatyOfficer, Role.ReviewOfficer, Role.AssistanceOfficer, Role.NetworkOfficer }.Select(role => world.Service.As(role)),
         .. new[] { Role.FocalPoint, Role.PermanentMission, Role.GovernmentalExpert, Role.CentralAuthority }.Select(role => world.Service.As(role, state))];

    Task<List<string>> Journalled(Guid need) => world.Service.Rows($"SELECT type FROM journal WHERE stream = 'needs/{need}' ORDER BY version", row => row.GetString(0));
}

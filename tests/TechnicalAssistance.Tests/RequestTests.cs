using System.Net;
using Journal.Appending;
using Journal.Confidential;
using Microsoft.Extensions.DependencyInjection;
using Servers;
using ServiceDefaults.Access;
using TechnicalAssistance.Storage;
using TechnicalAssistance.Tests.World;

namespace TechnicalAssistance.Tests;

/// <summary>A State asks for assistance; the secretariat decides, once; nobody else learns of it.</summary>
[Collection(OneAssistance.Name)]
public sealed class RequestTests(AssistanceWorld world)
{
    const string Secret = "second reading";

    readonly Guid review = AssistanceWorld.NewId();

    [Fact]
    public async Task A_request_for_needs_is_made_shown_and_listed_to_its_State_and_the_secretariat()
    {
        var need = await world.Identify("GHA", review);

        var answer = await AssistanceWorld.Post(world.FocalPoint("GHA"), "/requests", AssistanceWorld.Request("GHA", need));

        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        Tags.VersionOf(answer.Headers.ETag!.Tag).ShouldBe("1");
        var path = answer.Headers.Location!.ToString();
        foreach (var insider in new[] { world.Service.As(Role.GovernmentalExpert, "GHA"), world.Service.As(Role.ReviewOfficer), world.Officer })
        {
            var shown = await AssistanceWorld.Get(insider, path);
            shown.Ids("needs").ShouldBe([need]);
            shown.GetProperty("kind").GetString().ShouldBe("legislative-drafting");
            shown.GetProperty("description").GetString()!.ShouldContain(Secret);
            shown.GetProperty("requestedOn").GetString().ShouldBe("2021-03-01");
            shown.IsNull("decision").ShouldBeTrue();
            (await AssistanceWorld.List(insider, "/requests?state=GHA&open=true")).Count.ShouldBe(1);
            (await AssistanceWorld.List(insider, $"/requests?need={need}")).Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_direct_request_names_no_need()
    {
        var body = AssistanceWorld.Request("TGO");
        body.Remove("needs");

        (await AssistanceWorld.Done(world.Service.As(Role.PermanentMission, "TGO"), "/requests", body)).Ids("needs").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_written_stands_nowhere_in_clear_and_is_gone_once_erased()
    {
        var (focal, officer) = (world.FocalPoint("BEN"), world.Officer);
        var need = await world.Identify("BEN", review);
        focal.DefaultRequestHeaders.Add("Idempotency-Key", "benin-1");
        officer.DefaultRequestHeaders.Add("Idempotency-Key", "benin-2");
        var id = (await AssistanceWorld.Done(focal, "/requests", AssistanceWorld.Request("BEN", need))).Id();
        await AssistanceWorld.Done(officer, $"/requests/{id}/decision", new { kind = "referred", referredTo = $"A donor for a {Secret}.", reason = $"No funds for a {Secret}." }, "\"1\"");
        var mission = world.Service.As(Role.PermanentMission, "BEN");
        mission.DefaultRequestHeaders.Add("Idempotency-Key", "benin-3");
        await AssistanceWorld.Done(mission, $"/needs/{need}/met", new { metOn = "2021-06-01", statement = $"After the {Secret}." }, "\"2\"");

        (await world.Service.TablesHolding(Secret)).ShouldBeEmpty();
        (await AssistanceWorld.Get(mission, $"/requests/{id}")).GetProperty("description").GetString()!.ShouldContain(Secret);

        await using var scope = world.Service.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Change<TechnicalAssistanceDb>>().RunAs("service:technical-assistance", async work =>
        {
            await work.Erase($"requests/{id}");
            return Answer.Ok(new { });
        }, CancellationToken.None);

        var shown = await AssistanceWorld.Get(world.FocalPoint("BEN"), $"/requests/{id}");
        shown.IsNull("description").ShouldBeTrue();
        shown.GetProperty("decision").IsNull("reason").ShouldBeTrue();
        shown.GetProperty("decision").GetProperty("kind").GetString().ShouldBe("referred");
    }

    [Fact]
    public async Task To_every_other_State_it_is_not_there()
    {
        var id = (await AssistanceWorld.Done(world.FocalPoint("MLI"), "/requests", AssistanceWorld.Request("MLI"))).Id();

        foreach (var role in new[] { Role.FocalPoint, Role.PermanentMission, Role.GovernmentalExpert, Role.CentralAuthority })
        {
            var stranger = world.Service.As(role, "NER");
            (await Problem.Of(await stranger.GetAsync($"/requests/{id}"))).ShouldBe(new(404, "absent", null));
            (await Problem.Of(await stranger.GetAsync($"/requests/{AssistanceWorld.NewId()}"))).ShouldBe(new(404, "absent", null));
            (await Problem.Of(await stranger.GetAsync("/requests?state=MLI"))).ShouldBe(new(404, "absent", null));
            (await AssistanceWorld.List(stranger, "/requests")).ShouldBeEmpty();
        }
        (await world.Service.Http.GetAsync($"/requests/{id}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await world.Service.As(Role.Operator).GetAsync($"/requests/{id}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_State_requests_for_itself_and_for_needs_of_its_own_that_are_not_met()
    {
        var (own, others) = (await world.Identify("GIN", review), await world.Identify("GNB", AssistanceWorld.NewId()));
        var untoc = await world.Identify("GIN", review, "untoc art. 18");
        var focal = world.FocalPoint("GIN");

        (await AssistanceWorld.Refused(focal, "/requests", AssistanceWorld.Request("GNB", others))).ShouldBe(new(403, "technical-assistance/speaks-for-another-state", "state"));
        (await AssistanceWorld.Refused(focal, "/requests", AssistanceWorld.Request("GIN", own, others))).ShouldBe(new(400, "technical-assistance/need-of-the-state", "needs[1]"));
        (await AssistanceWorld.Refused(focal, "/requests", AssistanceWorld.Request("GIN", AssistanceWorld.NewId()))).ShouldBe(new(400, "technical-assistance/need-of-the-state", "needs[0]"));
        (await AssistanceWorld.Refused(focal, "/requests", AssistanceWorld.Request("GIN", untoc))).ShouldBe(new(400, "technical-assistance/need-of-another-instrument", "needs[0]"));
        (await AssistanceWorld.Refused(focal, "/requests", AssistanceWorld.Request("GIN", own, own))).ShouldBe(new(400, "technical-assistance/named-twice", "needs"));

        await AssistanceWorld.Done(focal, $"/needs/{own}/met", new { metOn = "2021-02-01" }, "\"1\"");
        (await AssistanceWorld.Refused(focal, "/requests", AssistanceWorld.Request("GIN", own))).ShouldBe(new(409, "technical-assistance/need-met-already", "needs[0]"));
        (await AssistanceWorld.List(focal, "/requests")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_request_that_cannot_be_right_is_refused()
    {
        var focal = world.FocalPoint("CIV");
        var good = AssistanceWorld.Request("CIV");
        var tomorrow = $"{DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(1):O}";

        (await AssistanceWorld.Refused(focal, "/requests", good.With("note", new { reference = "NV 1", date = tomorrow }))).ShouldBe(new(400, "technical-assistance/note-in-the-future", "note.date"));
        (await AssistanceWorld.Refused(focal, "/requests", good.With("instrument", "none").With("articles", Array.Empty<string>()))).ShouldBe(new(400, "technical-assistance/instrument-unknown", "instrument"));
        (await AssistanceWorld.Refused(focal, "/requests", good.With("articles", new[] { "untoc art. 18" }))).ShouldBe(new(400, "technical-assistance/article-of-another-instrument", "articles[0]"));
        (await AssistanceWorld.Refused(focal, "/requests", good.With("articles", new[] { "uncac art. 33", "uncac art. 33" }))).ShouldBe(new(400, "technical-assistance/named-twice", "articles"));
        (await AssistanceWorld.Refused(focal, "/requests", good.With("description", ""))).Field.ShouldBe("description");
        (await AssistanceWorld.Refused(focal, "/requests", good.With("kind", "money"))).ShouldBe(new(400, "interface/unreadable-field", "kind"));
        (await AssistanceWorld.List(focal, "/requests")).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_accepted_into_a_programme_of_the_register_that_goes_on()
    {
        var id = (await AssistanceWorld.Done(world.FocalPoint("BFA"), "/requests", AssistanceWorld.Request("BFA"))).Id();

        (await Decide(id, new { kind = "accepted" })).ShouldBe(new(400, "technical-assistance/accepted-into-a-programme", "programme"));
        (await Decide(id, new { kind = "accepted", programme = "none" })).ShouldBe(new(400, "technical-assistance/programme-unknown", "programme"));
        (await Decide(id, new { kind = "accepted", programme = AssistanceWorld.ClosedProgramme })).ShouldBe(new(409, "technical-assistance/programme-closed", "programme"));
        (await Decide(id, new { kind = "accepted", programme = "trafficking-in-persons" })).ShouldBe(new(409, "technical-assistance/programme-closed", "programme"));

        var decided = (await AssistanceWorld.Done(world.Officer, $"/requests/{id}/decision", new { kind = "accepted", programme = AssistanceWorld.Programme }, "\"1\"")).GetProperty("decision");
        decided.GetProperty("kind").GetString().ShouldBe("accepted");
        decided.GetProperty("programme").GetString().ShouldBe(AssistanceWorld.Programme);
        decided.GetProperty("on").GetString().ShouldBe($"{DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime):O}");
        (await AssistanceWorld.List(world.Officer, "/requests?state=BFA&open=false")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task It_is_declined_with_a_reason_and_referred_to_somebody()
    {
        var id = (await AssistanceWorld.Done(world.FocalPoint("SEN"), "/requests", AssistanceWorld.Request("SEN"))).Id();

        (await Decide(id, new { kind = "declined" })).ShouldBe(new(400, "technical-assistance/declined-with-a-reason", "reason"));
        (await Decide(id, new { kind = "referred", reason = "They know the region." })).ShouldBe(new(400, "technical-assistance/referred-to-somebody", "referredTo"));
        (await Decide(id, new { kind = "declined", reason = "No funds.", referredTo = "A donor" })).ShouldBe(new(400, "technical-assistance/referred-to-somebody", "referredTo"));
        (await Decide(id, new { kind = "declined", reason = "No funds.", programme = AssistanceWorld.Programme })).ShouldBe(new(400, "technical-assistance/accepted-into-a-programme", "programme"));

        await AssistanceWorld.Done(world.Officer, $"/requests/{id}/decision", new { kind = "referred", referredTo = "Norway", reason = "They know the region." }, "\"1\"");
        var decided = (await AssistanceWorld.Get(world.FocalPoint("SEN"), $"/requests/{id}")).GetProperty("decision");
        decided.GetProperty("referredTo").GetString().ShouldBe("Norway");
        decided.GetProperty("reason").GetString().ShouldBe("They know the region.");
    }

    [Fact]
    public async Task It_is_decided_once_by_somebody_who_has_seen_it()
    {
        var id = (await AssistanceWorld.Done(world.FocalPoint("LBR"), "/requests", AssistanceWorld.Request("LBR"))).Id();
        var good = new { kind = "declined", reason = "No funds." };

        (await AssistanceWorld.Refused(world.Officer, $"/requests/{id}/decision", good)).Status.ShouldBe(428);
        (await Decide(id, good, "\"9\"")).Status.ShouldBe(412);
        (await Decide(AssistanceWorld.NewId(), good)).ShouldBe(new(404, "absent", null));
        await AssistanceWorld.Done(world.Officer, $"/requests/{id}/decision", good, "\"1\"");
        (await Decide(id, good, "\"2\"")).ShouldBe(new(409, "technical-assistance/decided-once", null));
    }

    [Fact]
    public async Task Of_many_decisions_at_once_one_stands()
    {
        var need = await world.Identify("SLE", review);
        var id = (await AssistanceWorld.Done(world.FocalPoint("SLE"), "/requests", AssistanceWorld.Request("SLE", need))).Id();
        var officer = world.Officer;

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AssistanceWorld.Post(officer, $"/requests/{id}/decision", new { kind = "accepted", programme = AssistanceWorld.Programme }, "\"1\"")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed).ShouldBe(5);
        (await world.Service.Scalar<long>($"SELECT count(*) FROM journal WHERE stream = 'needs/{need}' AND type = 'technical-assistance.need-matched'")).ShouldBe(1);
    }

    [Fact]
    public async Task Requested_and_met_at_once_a_need_keeps_one_order_of_both()
    {
        var need = await world.Identify("GMB", review);
        var focal = world.FocalPoint("GMB");

        var met = AssistanceWorld.Post(focal, $"/needs/{need}/met", new { metOn = "2021-06-01" }, "*");
        var requested = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AssistanceWorld.Post(focal, "/requests", AssistanceWorld.Request("GMB", need))));
        (await met).StatusCode.ShouldBe(HttpStatusCode.OK);

        var journalled = await world.Service.Rows($"SELECT type FROM journal WHERE stream = 'needs/{need}' ORDER BY version", row => row.GetString(0));
        journalled[^1].ShouldBe("technical-assistance.need-met", "what was refused left nothing behind it");
        journalled.Count(type => type == "technical-assistance.need-requested").ShouldBe(requested.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        (await AssistanceWorld.Get(focal, $"/needs/{need}")).GetProperty("version").GetInt32().ShouldBe(journalled.Count);
    }

    Task<Problem> Decide(Guid id, object body, string ifMatch = "\"1\"") => AssistanceWorld.Refused(world.Officer, $"/requests/{id}/decision", body, ifMatch);
}

using System.Text.Json;
using Reviews.Tests.World;
using Servers;
using ServiceDefaults.Access;

namespace Reviews.Tests.CountryReviews;

/// <summary>A review goes from its focal points to its publication.</summary>
[Collection(OneReviews.Name)]
public sealed class WalkingTests(ReviewsWorld world)
{
    [Fact]
    public async Task Each_step_brings_the_next_stage_and_is_recorded_once()
    {
        var review = await world.AReview("VUT");

        await review.Nominate("VUT");
        (await review.Stage()).ShouldBe("self-assessment");
        await review.Assess();
        (await review.Stage()).ShouldBe("feedback");
        await review.GiveFeedback("AUS");
        (await review.Stage()).ShouldBe("feedback");
        await review.GiveFeedback("WSM");
        (await review.Stage()).ShouldBe("outcome");
        await review.Propose(of: "WSM");
        (await review.Stage()).ShouldBe("agreement");
        await review.Decide(agreed: true);
        (await review.Stage()).ShouldBe("publication");
        var last = await review.Publish();
        (await review.Stage()).ShouldBe("published");

        Tags.VersionOf(last.Headers.ETag!.Tag).ShouldBe(Tags.VersionOf(await review.Tag()));
        (await world.Journalled(review.Id)).ShouldBe([
            "reviews.review-opened", "reviews.focal-point-nominated", "reviews.self-assessment-submitted", "reviews.feedback-given", "reviews.feedback-given",
            "reviews.outcome-proposed", "reviews.outcome-agreed", "reviews.need-identified", "reviews.need-identified", "reviews.review-published"]);
    }

    [Fact]
    public async Task Where_the_mechanism_asks_each_State_the_self_assessment_waits_for_the_last_focal_point()
    {
        var review = await world.AReview("SEN", "MLI DEU", "untoc-review", "phase-1");

        await review.Nominate("SEN");
        await review.Nominate("DEU");
        (await review.Stage()).ShouldBe("focal-points");
        (await review.Seen()).GetProperty("steps")[0].GetProperty("awaited").EnumerateArray().Select(it => it.GetString()).ShouldBe(["MLI"]);
        await review.Nominate("MLI");
        (await review.Stage()).ShouldBe("self-assessment");
    }

    [Fact]
    public async Task What_was_handed_in_is_read_back_as_it_was()
    {
        var review = await (await world.AReview("BRN", "MYS AUS")).WalkTo("agreement");
        await review.Decide(agreed: true, "We thank the reviewers.");

        var seen = await review.Seen(world.Service.As(Role.GovernmentalExpert, "MYS"));

        var answer = seen.GetProperty("selfAssessment").GetProperty("answers")[0];
        $"{answer.GetProperty("article")} {answer.GetProperty("implemented")} {answer.GetProperty("text")} {answer.GetProperty("assistanceWanted")}".ShouldBe("uncac art. 33 in-part Bill 7 of 2025 protects reporting persons. legislative-drafting");
        seen.GetProperty("feedback").EnumerateArray().Select(it => $"{it.GetProperty("state")}: {it.GetProperty("text")}").ShouldBe(["MYS: The bill has not been adopted.", "AUS: The bill has not been adopted."]);
        var outcome = seen.GetProperty("outcome");
        outcome.GetProperty("summary").GetProperty("fr").GetString().ShouldBe("Des progrès ont été constatés.");
        outcome.GetProperty("comments").GetString().ShouldBe("We thank the reviewers.");
        outcome.GetProperty("findings").EnumerateArray().Select(it => $"{it.GetProperty("kind")} {it.GetProperty("article")} {it.GetProperty("text")}").ShouldBe([
            "good-practice uncac art. 13(1) Records are open.", "need uncac art. 33 Help in drafting.", "need uncac art. 52 Training of the unit."]);
        var person = seen.GetProperty("focalPoints").EnumerateArray().Single();
        $"{person.GetProperty("state")} {person.GetProperty("name")} {person.GetProperty("title")} {person.GetProperty("email")} {person.GetProperty("nominatedOn")}".ShouldBe("BRN Ada of BRN Registrar ada@justice.example 2026-03-10");
    }

    [Fact]
    public async Task A_returned_outcome_is_kept_and_another_is_awaited_until_one_is_agreed()
    {
        var review = await (await world.AReview("PNG")).WalkTo("agreement");

        await review.Decide(agreed: false, "Article 33 is carried out.");
        (await review.Stage()).ShouldBe("outcome");
        var returned = (await review.Seen(world.Service.As(Role.FocalPoint, "AUS"))).GetProperty("outcome");
        returned.GetProperty("comments").GetString().ShouldBe("Article 33 is carried out.");
        returned.GetProperty("returnedOn").GetString().ShouldBe($"{ReviewsWorld.Today:O}");
        await review.Propose(of: "AUS", new { summary = new { en = "Another." }, findings = new[] { new { kind = "success", article = "uncac art. 33", text = "It is." } } });
        await review.Decide(agreed: true);

        (await world.Journalled(review.Id)).TakeLast(4).ShouldBe(["reviews.outcome-proposed", "reviews.outcome-returned", "reviews.outcome-proposed", "reviews.outcome-agreed"]);
        (await review.Seen()).GetProperty("outcome").GetProperty("summary").GetProperty("en").GetString().ShouldBe("Another.");
    }

    [Fact]
    public async Task Each_need_of_the_agreed_outcome_is_identified_with_article_and_kind()
    {
        var review = await (await world.AReview("TLS", "IDN PRT")).WalkTo("publication");

        var needs = await world.Service.Rows($"SELECT payload FROM journal WHERE stream = 'reviews/{review.Id}' AND type = 'reviews.need-identified' AND published ORDER BY version", row => JsonDocument.Parse(row.GetString(0)).RootElement);

        needs.Select(it => $"{it.GetProperty("mechanism")} {it.GetProperty("state")} {it.GetProperty("instrument")} {it.GetProperty("article")} {it.GetProperty("kind")}").ShouldBe([
            "uncac-irm TLS uncac uncac art. 33 legislative-drafting", "uncac-irm TLS uncac uncac art. 52 capacity-building"]);
        needs.Select(it => it.GetProperty("need").GetGuid()).ShouldBe(await review.Needs());
        needs.ShouldAllBe(it => it.GetProperty("review").GetGuid() == review.Id);
    }

    [Fact]
    public async Task A_focal_point_may_be_replaced_at_any_stage_and_the_former_stays_in_history()
    {
        var review = await (await world.AReview("NRU")).WalkTo("feedback");

        await review.Send(Role.ReviewOfficer, null, "focal-points", new { state = "NRU", person = new { name = "Grace" }, note = new { reference = "NV 8", date = "2026-06-01" } });

        var focalPoint = (await review.Seen()).GetProperty("focalPoints").EnumerateArray().Single();
        focalPoint.GetProperty("name").GetString().ShouldBe("Grace");
        (await review.Stage()).ShouldBe("feedback");
        var named = await world.Service.Rows($"SELECT payload FROM journal WHERE stream = 'reviews/{review.Id}' AND type = 'reviews.focal-point-nominated' ORDER BY version", row => JsonDocument.Parse(row.GetString(0)).RootElement);
        named[1].GetProperty("replaces").GetGuid().ShouldBe(named[0].GetProperty("focalPoint").GetGuid());
        named[1].GetProperty("focalPoint").GetGuid().ShouldBe(focalPoint.GetProperty("person").GetGuid());
    }

    [Fact]
    public async Task Deadlines_are_those_of_the_data_and_being_late_stops_nobody()
    {
        var today = ReviewsWorld.Today;
        var review = await world.AReview("TUV", startsOn: "2019-01-31");
        var untoc = await world.AReview("BEN", "TGO CHE", "untoc-review", "phase-1");

        (await Due(review)).ShouldBe(["focal-points 2019-02-21", "self-assessment 2019-03-31", "feedback ", "outcome 2019-06-30", "agreement 2019-07-31", "publication "]);
        (await Due(untoc)).ShouldBe(["focal-points 2026-03-16", "self-assessment 2026-09-02", "feedback ", "outcome ", "agreement 2028-03-02", "publication "]);
        await review.WalkTo("feedback");
        await untoc.WalkTo("self-assessment");

        (await Due(review))[2].ShouldBe($"feedback {today.AddMonths(2):O}");
        var steps = (await review.Seen()).GetProperty("steps");
        steps[0].GetProperty("doneOn").GetString().ShouldBe("2026-03-10");
        steps[1].GetProperty("doneOn").GetString().ShouldBe($"{today:O}");
        steps[2].GetProperty("doneOn").ValueKind.ShouldBe(JsonValueKind.Null);
        steps[2].GetProperty("states").EnumerateArray().Select(it => it.GetString()).ShouldBe(["WSM", "AUS"]);
        await review.WalkTo("published");
    }

    [Fact]
    public async Task A_step_repeated_under_its_key_is_taken_once()
    {
        var review = await (await world.AReview("FSM")).WalkTo("self-assessment");
        var client = world.Service.As(Role.FocalPoint, "FSM");
        client.DefaultRequestHeaders.Add("Idempotency-Key", "fsm-1");
        var tag = await review.Tag();

        var first = await review.Send(client, "self-assessment", OpenReviewForTests.SelfAssessment, tag);
        var second = await review.Send(client, "self-assessment", OpenReviewForTests.SelfAssessment, tag);

        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        (await world.Journalled(review.Id)).Count(it => it == "reviews.self-assessment-submitted").ShouldBe(1);
    }

    static async Task<List<string>> Due(OpenReviewForTests review) => [.. (await review.Seen()).GetProperty("steps").EnumerateArray().Select(it => $"{it.GetProperty("step")} {it.GetProperty("dueOn")}")];
}

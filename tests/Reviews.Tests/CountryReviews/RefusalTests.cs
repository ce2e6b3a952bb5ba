using System.Net;
using Reviews.Tests.World;
using Servers;
using ServiceDefaults.Access;

namespace Reviews.Tests.CountryReviews;

/// <summary>Somebody takes a step that is not theirs, not due, or not good.</summary>
[Collection(OneReviews.Name)]
public sealed class RefusalTests(ReviewsWorld world)
{
    static readonly (string Step, object Body)[] steps =
    [
        ("self-assessment", OpenReviewForTests.SelfAssessment), ("feedback", OpenReviewForTests.Feedback), ("outcome", OpenReviewForTests.Outcome), ("agreement", new { agreed = true }), ("publication", new { }),
    ];

    [Fact]
    public async Task A_step_is_taken_in_its_order_and_once()
    {
        var review = await world.AReview("MNG", "KAZ AUS");
        for (var stage = 0; stage <= steps.Length; stage++)
        {
            for (var step = 0; step < steps.Length; step++)
                if (step != stage - 1)
                    (await Problem.Of(await Take(review, step))).ShouldBe(new(409, step < stage - 1 ? "reviews/given-once" : "reviews/in-its-order", null), $"{steps[step].Step} when the review awaits {await review.Stage()}");
            if (stage < steps.Length)
                await review.WalkTo(steps[stage].Step);
        }
        await review.WalkTo("published");
        for (var step = 0; step < steps.Length; step++)
            (await Problem.Of(await Take(review, step))).ShouldBe(new(409, "reviews/given-once", null), steps[step].Step);
    }

    [Fact]
    public async Task A_reviewing_State_gives_its_feedback_once()
    {
        var review = await (await world.AReview("KGZ", "TJK AUS")).WalkTo("feedback");
        await review.GiveFeedback("TJK");

        (await Problem.Of(await review.Send(Role.FocalPoint, "TJK", "feedback", new { text = "Another." }))).ShouldBe(new(409, "reviews/given-once", null));
    }

    [Fact]
    public async Task Only_the_State_whose_step_it_is_takes_it()
    {
        var review = await world.AReview("UZB", "TJK AUS");

        foreach (var (step, body, others) in new (string, object, string[])[]
        {
            ("self-assessment", OpenReviewForTests.SelfAssessment, ["TJK", "AUS"]), ("feedback", OpenReviewForTests.Feedback, ["UZB"]), ("outcome", OpenReviewForTests.Outcome, ["UZB"]), ("agreement", new { agreed = true }, ["TJK", "AUS"]),
        })
        {
            await review.WalkTo(step);
            foreach (var other in others)
                (await Problem.Of(await review.Send(Role.FocalPoint, other, step, body))).ShouldBe(new(403, "reviews/anothers-step", null));
        }
        await review.WalkTo("published");
        // Now that it is published everyone sees it, and still nobody else's focal point has a part in it.
        (await Problem.Of(await review.Send(Role.FocalPoint, "BRA", "agreement", new { agreed = true }))).ShouldBe(new(403, "reviews/anothers-step", null));
    }

    [Fact]
    public async Task A_change_wants_to_have_seen_the_review_as_it_stands()
    {
        var review = await world.AReview("MMR", "KHM AUS");
        var officer = world.Officer;
        var before = await world.Journalled(review.Id);

        foreach (var (step, client, body) in new (string, HttpClient, object)[]
        {
            ("focal-points", officer, OpenReviewForTests.NominationOf("MMR")), ("self-assessment", world.Service.As(Role.FocalPoint, "MMR"), OpenReviewForTests.SelfAssessment), ("feedback", world.Service.As(Role.FocalPoint, "KHM"), OpenReviewForTests.Feedback),
            ("outcome", world.Service.As(Role.FocalPoint, "KHM"), OpenReviewForTests.Outcome), ("agreement", world.Service.As(Role.FocalPoint, "MMR"), new { agreed = true }), ("publication", officer, new { }),
        })
        {
            (await review.Send(client, step, body, null)).StatusCode.ShouldBe(HttpStatusCode.PreconditionRequired, step);
            (await review.Send(client, step, body, "\"99\"")).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed, step);
        }
        (await world.Journalled(review.Id)).ShouldBe(before);
    }

    [Fact]
    public async Task Of_several_who_saw_the_same_one_is_done()
    {
        var review = await (await world.AReview("THA", "KHM AUS")).WalkTo("outcome");
        var tag = await review.Tag();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(index => review.Send(world.Service.As(Role.FocalPoint, review.Reviewers[index % 2]), "outcome", OpenReviewForTests.Outcome, tag)));

        answers.Select(it => (int)it.StatusCode).Order().ShouldBe([200, 412, 412, 412, 412, 412]);
        (await world.Journalled(review.Id)).Count(it => it == "reviews.outcome-proposed").ShouldBe(1);
    }

    [Fact]
    public async Task A_nomination_that_cannot_stand_is_refused()
    {
        var review = await world.AReview("LBN", "JOR FRA");
        var tomorrow = $"{ReviewsWorld.Today.AddDays(1):O}";

        (await Problem.Of(await review.Send(Role.PermanentMission, "LBN", "focal-points", OpenReviewForTests.NominationOf("JOR")))).ShouldBe(new(403, "reviews/speaks-for-another-state", "state"));
        (await Problem.Of(await review.Send(Role.ReviewOfficer, null, "focal-points", OpenReviewForTests.NominationOf("BRA")))).ShouldBe(new(409, "reviews/only-its-own-states", "state"));
        (await Problem.Of(await review.Send(Role.PermanentMission, "LBN", "focal-points", OpenReviewForTests.NominationOf("LBN", tomorrow)))).ShouldBe(new(400, "reviews/note-in-the-future", "note.date"));
        (await Problem.Of(await review.Send(Role.PermanentMission, "LBN", "focal-points", Person(new { name = " " })))).ShouldBe(new(400, "interface/required", "person.name"));
        (await Problem.Of(await review.Send(Role.PermanentMission, "LBN", "focal-points", Person(new { name = "Ada", email = "nowhere" })))).ShouldBe(new(400, "interface/email-address", "person.email"));
        (await review.Stage()).ShouldBe("focal-points");

        await review.WalkTo("published");
        (await Problem.Of(await review.Send(Role.PermanentMission, "LBN", "focal-points", OpenReviewForTests.NominationOf("LBN")))).ShouldBe(new(409, "reviews/nomination-while-open", null));

        static object Person(object person) => new { state = "LBN", person, note = new { reference = "NV 1", date = "2026-03-10" } };
    }

    [Fact]
    public async Task Answers_speak_of_provisions_of_the_instruments_reviewed_each_once()
    {
        var review = await (await world.AReview("IRQ", "KWT FRA")).WalkTo("self-assessment");
        Task<HttpResponseMessage> Submit(params object[] answers) => review.Send(Role.FocalPoint, "IRQ", "self-assessment", new { answers });
        static object Answer(string article, string text = "Done.", string implemented = "yes") => new { article, implemented, text };

        (await Problem.Of(await Submit())).ShouldBe(new(400, "interface/min-length", "answers"));
        (await Problem.Of(await Submit(Answer("untoc art. 5")))).ShouldBe(new(400, "reviews/article-of-another-instrument", "answers[0].article"));
        (await Problem.Of(await Submit(Answer("uncac art. 33"), Answer("uncac art. 72")))).ShouldBe(new(400, "reviews/article-unknown", "answers[1].article"));
        (await Problem.Of(await Submit(Answer("uncac art. 33"), Answer("uncac art. 33")))).ShouldBe(new(400, "reviews/answered-twice", "answers[1].article"));
        (await Problem.Of(await Submit(Answer("uncac art. 33", " ")))).ShouldBe(new(400, "interface/required", "answers[0].text"));
        (await Problem.Of(await Submit(Answer("article 33")))).Status.ShouldBe(400);
        (await Problem.Of(await Submit(Answer("uncac art. 33", implemented: "perhaps")))).Status.ShouldBe(400);
        (await review.Stage()).ShouldBe("self-assessment");
    }

    [Fact]
    public async Task Feedback_and_comments_are_not_blank()
    {
        var review = await (await world.AReview("OMN", "KWT FRA")).WalkTo("feedback");
        (await Problem.Of(await review.Send(Role.FocalPoint, "KWT", "feedback", new { text = " " }))).ShouldBe(new(400, "interface/required", "text"));
        await review.WalkTo("agreement");
        (await Problem.Of(await review.Send(Role.FocalPoint, "OMN", "agreement", new { agreed = false, comments = " " }))).ShouldBe(new(400, "reviews/text-is-blank", "comments"));
        (await Problem.Of(await review.Send(Role.FocalPoint, "OMN", "agreement", new { agreed = false }))).ShouldBe(new(400, "reviews/returned-without-reason", "comments"));
        (await review.Stage()).ShouldBe("agreement");
    }

    [Fact]
    public async Task A_need_says_its_kind_and_no_other_finding_does()
    {
        var review = await (await world.AReview("YEM", "KWT FRA")).WalkTo("outcome");
        Task<HttpResponseMessage> Propose(object summary, params object[] findings) => review.Send(Role.FocalPoint, "FRA", "outcome", new { summary, findings });
        var en = new { en = "A summary." };
        var good = new { kind = "challenge", article = "uncac art. 33", text = "A challenge." };

        (await Problem.Of(await Propose(en, good, new { kind = "need", article = "uncac art. 33", text = "A need." }))).ShouldBe(new(400, "reviews/need-says-its-kind", "findings[1].need"));
        (await Problem.Of(await Propose(en, new { kind = "challenge", article = "uncac art. 33", text = "A challenge.", need = new { kind = "other" } }))).ShouldBe(new(400, "reviews/need-is-a-finding-of-its-own", "findings[0].need"));
        (await Problem.Of(await Propose(en, new { kind = "need", article = "uncac art. 33", text = "A need.", need = new { kind = "money" } }))).Status.ShouldBe(400);
        (await Problem.Of(await Propose(en, new { kind = "challenge", article = "untoc art. 5", text = "A challenge." }))).ShouldBe(new(400, "reviews/article-of-another-instrument", "findings[0].article"));
        (await Problem.Of(await Propose(en, new { kind = "challenge", article = "uncac art. 99", text = "A challenge." }))).ShouldBe(new(400, "reviews/article-unknown", "findings[0].article"));
        (await Problem.Of(await Propose(en, new { kind = "challenge", article = "uncac art. 33", text = " " }))).ShouldBe(new(400, "interface/required", "findings[0].text"));
        (await Problem.Of(await Propose(en))).ShouldBe(new(400, "interface/min-length", "findings"));
        (await Problem.Of(await Propose(new { }, good))).ShouldBe(new(400, "interface/min-length", "summary"));
        (await Problem.Of(await Propose(new { english = "A summary." }, good))).ShouldBe(new(400, "reviews/summary-by-language", "summary.english"));
        (await Problem.Of(await Propose(new { en = " " }, good))).ShouldBe(new(400, "reviews/summary-by-language", "summary.en"));
        (await Problem.Of(await Propose(new { en = new string('a', 100_001) }, good))).ShouldBe(new(400, "reviews/summary-length", "summary.en"));
        (await review.Stage()).ShouldBe("outcome");
    }

    Task<HttpResponseMessage> Take(OpenReviewForTests review, int step) => steps[step].Step switch
    {
        "self-assessment" or "agreement" => review.Send(Role.FocalPoint, review.State, steps[step].Step, steps[step].Body),
        "publication" => review.Send(Role.ReviewOfficer, null, steps[step].Step, steps[step].Body),
        _ => review.Send(Role.FocalPoint, review.Reviewers[0], steps[step].Step, steps[step].Body),
    };
}

using System.Text.Json;
using Reviews.Tests.World;
using Servers;
using ServiceDefaults.Access;

namespace Reviews.Tests.CountryReviews;

/// <summary>Experts of a reviewing State draft the findings of its desk review; its focal point gives them.</summary>
[Collection(OneReviews.Name)]
public sealed class DraftingTests(ReviewsWorld world)
{
    static object Draft(params (string Kind, string Article, string Text)[] observations) => new { observations = observations.Select(it => new { kind = it.Kind, article = it.Article, text = it.Text }) };

    static string? Said(JsonElement observations) =>
        observations.ValueKind == JsonValueKind.Null ? null : string.Join(' ', observations.EnumerateArray().Select(it => $"{it.GetProperty("kind")} {it.GetProperty("article")} {it.GetProperty("text")}"));

    async Task<string?> SeenBy(OpenReviewForTests review, Role role, string? state) =>
        (await review.Seen(world.Service.As(role, state))).GetProperty("feedbackDraft") is { ValueKind: JsonValueKind.Object } draft ? Said(draft.GetProperty("observations")) : null;

    [Fact]
    public async Task A_draft_is_seen_by_its_own_State_alone_until_the_focal_point_gives_the_feedback()
    {
        var review = await (await world.AReview("MDV", "SLB AUS")).WalkTo("feedback");

        (await review.Send(Role.GovernmentalExpert, "SLB", "feedback-draft", Draft(("challenge", "uncac art. 33", "No law yet.")))).EnsureSuccessStatusCode();
        (await review.Send(Role.GovernmentalExpert, "SLB", "feedback-draft", Draft(("success", "uncac art. 13(1)", "Records are open."), ("challenge", "uncac art. 33", "A bill alone.")))).EnsureSuccessStatusCode();

        const string latest = "success uncac art. 13(1) Records are open. challenge uncac art. 33 A bill alone.";
        (await review.Stage()).ShouldBe("feedback");
        foreach (var role in new[] { Role.FocalPoint, Role.GovernmentalExpert, Role.PermanentMission })
            (await SeenBy(review, role, "SLB")).ShouldBe(latest, $"{role}");
        foreach (var (role, state) in new (Role, string?)[] { (Role.FocalPoint, "MDV"), (Role.GovernmentalExpert, "AUS"), (Role.FocalPoint, "AUS"), (Role.ReviewOfficer, null) })
            (await SeenBy(review, role, state)).ShouldBeNull($"{role} {state}");

        (await review.Send(Role.FocalPoint, "SLB", "feedback", new { text = "On the whole.", observations = new[] { new { kind = "challenge", article = "uncac art. 33", text = "A bill alone." } } })).EnsureSuccessStatusCode();

        (await SeenBy(review, Role.FocalPoint, "SLB")).ShouldBeNull();
        var given = (await review.Seen(world.Service.As(Role.FocalPoint, "MDV"))).GetProperty("feedback").EnumerateArray().Single();
        (given.GetProperty("text").GetString(), Said(given.GetProperty("observations"))).ShouldBe(("On the whole.", "challenge uncac art. 33 A bill alone."));
        (await world.Journalled(review.Id)).TakeLast(3).ShouldBe(["reviews.feedback-drafted", "reviews.feedback-drafted", "reviews.feedback-given"]);
    }

    [Fact]
    public async Task Only_a_reviewing_State_drafts_only_while_its_feedback_is_awaited_and_only_on_what_is_reviewed()
    {
        var review = await (await world.AReview("COM", "STP FRA")).WalkTo("self-assessment");
        var draft = Draft(("observation", "uncac art. 33", "Something."));
        Task<HttpResponseMessage> Send(string state, object body) => review.Send(Role.GovernmentalExpert, state, "feedback-draft", body);

        (await Problem.Of(await Send("STP", draft))).ShouldBe(new(409, "reviews/in-its-order", null));
        await review.WalkTo("feedback");
        (await Problem.Of(await Send("COM", draft))).ShouldBe(new(403, "reviews/anothers-step", null));
        (await Problem.Of(await Send("STP", Draft()))).Status.ShouldBe(400);
        (await Problem.Of(await Send("STP", Draft(("observation", "uncac art. 33", "A."), ("observation", "uncac art. 72", "B."))))).ShouldBe(new(400, "reviews/article-unknown", "observations[1].article"));
        (await Problem.Of(await Send("STP", Draft(("observation", "uncac art. 33", " "))))).ShouldBe(new(400, "interface/required", "observations[0].text"));
        (await Problem.Of(await review.Send(Role.FocalPoint, "STP", "feedback", new { text = "A.", observations = new[] { new { kind = "success", article = "untoc art. 5", text = "B." } } })))
            .ShouldBe(new(400, "reviews/article-of-another-instrument", "observations[0].article"));
        await review.GiveFeedback("STP");
        (await Problem.Of(await Send("STP", draft))).ShouldBe(new(409, "reviews/given-once", null));
    }
}

using System.Text.Json;
using Contracts;
using Contracts.TechnicalAssistance;
using Reviews.Tests.World;
using ServiceDefaults.Access;

namespace Reviews.Tests.CountryReviews;

/// <summary>A State marked a need as met that a review had identified.</summary>
[Collection(OneReviews.Name)]
public sealed class AnsweringTests(ReviewsWorld world)
{
    static readonly DateOnly day = ReviewsWorld.Today;

    [Fact]
    public async Task The_finding_shows_to_everyone_when_it_was_answered()
    {
        var review = await (await world.AReview("GMB", "GIN ESP")).WalkTo("published");
        var needs = await review.Needs();
        var before = await review.Tag();

        await world.Met(needs[0], review.Id, "GMB", day);

        Answered(await review.Seen(world.Service.Http)).ShouldBe(["", $"{day:O}", ""]);
        (await world.Journalled(review.Id))[^1].ShouldBe("reviews.observation-answered");
        (await review.Tag()).ShouldNotBe(before);
    }

    [Fact]
    public async Task It_is_answered_once_however_often_it_is_said()
    {
        var review = await (await world.AReview("LBR", "GIN ESP")).WalkTo("published");
        var needs = await review.Needs();

        await world.Met(needs[1], review.Id, "LBR", day);
        await world.Met(needs[1], review.Id, "LBR", day.AddDays(1));
        await world.Assistance.Publish("needs/again", day, Met(needs[1], review.Id, "LBR"), Met(needs[1], review.Id, "LBR"));
        await world.Assistance.FollowedBy(world.Service.Database);

        (await world.Journalled(review.Id)).Count(it => it == "reviews.observation-answered").ShouldBe(1);
        Answered(await review.Seen()).ShouldBe(["", "", $"{day:O}"]);
    }

    [Fact]
    public async Task Two_needs_met_together_are_both_answered()
    {
        var review = await (await world.AReview("SLE", "GIN ESP")).WalkTo("published");
        var needs = await review.Needs();

        await world.Assistance.Publish("needs/together", day, Met(needs[0], review.Id, "SLE"), Met(needs[1], review.Id, "SLE"));
        await world.Assistance.FollowedBy(world.Service.Database);

        Answered(await review.Seen()).ShouldBe(["", $"{day:O}", $"{day:O}"]);
        (await review.Tag()).ShouldBe($"\"{(await world.Journalled(review.Id)).Count}\"");
    }

    [Fact]
    public async Task Before_publication_it_is_for_the_States_of_the_review_and_stays_when_it_is_published()
    {
        var review = await (await world.AReview("CIV", "GIN ESP")).WalkTo("publication");
        var needs = await review.Needs();

        var told = await Figure();
        await world.Met(needs[0], review.Id, "CIV", day);

        (await Figure()).ShouldBe(told, "not even when it was recorded is for everyone");
        Answered(await review.Seen(world.Service.As(Role.FocalPoint, "CIV"))).ShouldBe(["", $"{day:O}", ""]);
        await review.Publish();
        Answered(await review.Seen(world.Service.Http)).ShouldBe(["", $"{day:O}", ""]);
        (await Figure()).ShouldNotBe(told);

        Task<string> Figure() => world.Service.Http.GetStringAsync($"/figures/observations-answered?asOf={day:O}");
    }

    [Fact]
    public async Task Needs_that_no_review_identified_pass_by()
    {
        var review = await (await world.AReview("BFA", "GIN ESP")).WalkTo("agreement");
        var before = await world.Journalled(review.Id);
        var draft = await world.Service.Scalar<Guid>($"SELECT (course #>> '{{outcomes,0,findings,1,need,id}}')::uuid FROM country_review WHERE id = '{review.Id}'");

        await world.Met(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), review.Id, "BFA", day);
        await world.Met(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), Guid.Empty, "BFA", day);
        await world.Met(draft, review.Id, "BFA", day);

        (await world.Journalled(review.Id)).ShouldBe(before);
    }

    static NeedMet Met(Guid need, Guid review, string state) => new() { Need = need, Review = review, State = StateCode.Parse(state), MetOn = day };

    static List<string> Answered(JsonElement review) => [.. review.GetProperty("outcome").GetProperty("findings").EnumerateArray().Select(it => it.GetProperty("answeredOn").ToString())];
}

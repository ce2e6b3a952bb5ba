using System.Text.Json;
using Reviews.Tests.World;

namespace Reviews.Tests.CountryReviews;

/// <summary>The key of a person, or of a review, is erased.</summary>
[Collection(OneReviews.Name)]
public sealed class ErasingTests(ReviewsWorld world)
{
    [Fact]
    public async Task The_person_is_forgotten_and_the_review_goes_on()
    {
        var review = await (await world.AReview("SUR", "GUY NLD")).WalkTo("self-assessment");
        var person = (await review.Seen()).GetProperty("focalPoints")[0].GetProperty("person").GetGuid();

        await Erase($"people/{person}");

        var focalPoint = (await review.Seen()).GetProperty("focalPoints")[0];
        focalPoint.GetProperty("state").GetString().ShouldBe("SUR");
        focalPoint.GetProperty("name").ValueKind.ShouldBe(JsonValueKind.Null);
        await review.WalkTo("published");
    }

    [Fact]
    public async Task The_texts_of_a_review_go_and_its_codes_stay()
    {
        var review = await (await world.AReview("BLZ", "GUY NLD")).WalkTo("published");

        await Erase($"reviews/{review.Id}");

        var seen = await review.Seen();
        seen.GetProperty("selfAssessment").GetProperty("answers").ValueKind.ShouldBe(JsonValueKind.Null);
        seen.GetProperty("feedback")[0].GetProperty("text").ValueKind.ShouldBe(JsonValueKind.Null);
        seen.GetProperty("outcome").GetProperty("summary").ValueKind.ShouldBe(JsonValueKind.Null);
        seen.GetProperty("outcome").GetProperty("findings")[1].GetProperty("need").GetProperty("kind").GetString().ShouldBe("legislative-drafting");
        seen.GetProperty("focalPoints")[0].GetProperty("name").GetString().ShouldBe("Ada of BLZ");
    }

    Task Erase(string owner) => world.Service.Scalar<string>($"UPDATE confidential_key SET key = NULL, erased_at = now() WHERE owner = '{owner}' RETURNING owner");
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Contracts.Treaties;
using Reviews.Tests.World;
using Servers;

namespace Reviews.Tests.CountryReviews;

/// <summary>The review officer opens the review of a State.</summary>
[Collection(OneReviews.Name)]
public sealed class OpeningTests(ReviewsWorld world)
{
    [Fact]
    public async Task It_begins_with_its_focal_points_and_tells_the_other_services_once()
    {
        await world.Parties("uncac", "FJI", "WSM", "AUS");

        var answer = await world.Officer.PostAsJsonAsync("/reviews", OpenReviewForTests.Opening("FJI", ["WSM", "AUS"]));

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        Tags.VersionOf(answer.Headers.ETag!.Tag).ShouldBe("1");
        var review = await answer.Content.ReadFromJsonAsync<JsonElement>();
        answer.Headers.Location!.ToString().ShouldBe($"/reviews/{review.GetProperty("id").GetGuid()}");
        review.GetProperty("stage").GetString().ShouldBe("focal-points");
        Texts(review.GetProperty("reviewers")).ShouldBe(["WSM", "AUS"]);
        Texts(review.GetProperty("instruments")).ShouldBe(["uncac"]);
        (await world.Journalled(review.GetProperty("id").GetGuid())).ShouldBe(["reviews.review-opened"]);
    }

    [Fact]
    public async Task It_is_of_the_instruments_the_State_is_party_to_and_says_which_each_reviewer_is_party_to()
    {
        await world.Parties("untoc", "GHA", "NGA", "FRA");
        await world.Parties("untoc-tip", "GHA", "FRA");
        await world.Parties("untoc-firearms", "NGA");

        var review = await (await world.AReview("GHA", "NGA FRA", "untoc-review", "phase-1")).Seen();

        Texts(review.GetProperty("instruments")).ShouldBe(["untoc", "untoc-tip"]);
        review.GetProperty("reviewing").EnumerateArray().Select(it => $"{it.GetProperty("state")}: {string.Join(' ', Texts(it.GetProperty("instruments")))}").ShouldBe(["NGA: untoc", "FRA: untoc untoc-tip"]);
    }

    [Fact]
    public async Task An_instrument_the_State_has_only_possibly_joined_is_not_reviewed()
    {
        var interval = Deposits.Of("NER", "untoc-firearms", TreatyActionKind.Accession, "2025-06-01") with { DepositedOn = null, NotBefore = new DateOnly(2025, 6, 1), NotAfter = ReviewsWorld.Today.AddDays(30) };
        await world.Parties("untoc", "NER");
        await world.Record(interval.State, ReviewsWorld.Today, interval);

        var review = await (await world.AReview("NER", "NGA FRA", "untoc-review", "phase-1")).Seen();

        Texts(review.GetProperty("instruments")).ShouldBe(["untoc"]);
    }

    [Fact]
    public async Task A_request_that_cannot_be_meant_is_refused()
    {
        await world.Parties("uncac", "TON", "WSM", "AUS");
        var tomorrow = $"{ReviewsWorld.Today.AddDays(1):O}";

        (await Refused("TON", ["WSM", "AUS"], mechanism: "none")).ShouldBe(new(400, "reviews/mechanism-unknown", "mechanism"));
        (await Refused("TON", ["WSM", "AUS"], cycle: "phase-1")).ShouldBe(new(400, "reviews/cycle-unknown", "cycle"));
        (await Refused("TON", ["WSM", "AUS"], startsOn: tomorrow)).ShouldBe(new(400, "reviews/start-in-the-future", "startsOn"));
        (await Refused("TON", ["WSM"])).ShouldBe(new(400, "reviews/number-of-reviewers", "reviewers"));
        (await Refused("TON", ["WSM", "AUS", "FJI"])).ShouldBe(new(400, "reviews/number-of-reviewers", "reviewers"));
        (await Refused("TON", ["WSM", "TON"])).ShouldBe(new(400, "reviews/reviews-itself", "reviewers[1]"));
        (await Refused("TON", ["WSM", "WSM"])).ShouldBe(new(400, "reviews/reviewer-named-twice", "reviewers[1]"));
        (await Problem.Of(await world.Officer.PostAsJsonAsync("/reviews", new { mechanism = "uncac-irm", cycle = "cycle-2", state = "TON", reviewers = new[] { "WSM", "AUS" }, startsOn = "2026-01-01", note = new { reference = "N", date = tomorrow } })))
            .ShouldBe(new(400, "reviews/note-in-the-future", "note.date"));
        (await world.Service.Scalar<long>("SELECT count(*) FROM country_review WHERE state = 'TON'")).ShouldBe(0);
    }

    [Fact]
    public async Task Only_a_State_that_took_part_on_the_first_day_is_reviewed()
    {
        await world.Parties("uncac", "KIR", "WSM", "AUS");
        await world.Parties("untoc", "EUE", "LUX", "BEL");

        (await Refused("NIU", ["WSM", "AUS"])).ShouldBe(new(409, "reviews/enrolled-on-the-first-day", "state"));
        (await Refused("KIR", ["WSM", "AUS"], startsOn: "2012-05-01")).ShouldBe(new(409, "reviews/enrolled-on-the-first-day", "state"));
        (await Refused("EUE", ["LUX", "BEL"], mechanism: "untoc-review", cycle: "phase-1")).ShouldBe(new(409, "reviews/reviews-a-state", "state"));

        var interval = Deposits.Of("PLW", "uncac", TreatyActionKind.Accession, "2020-01-01") with { DepositedOn = null, NotBefore = new DateOnly(2020, 1, 1), NotAfter = ReviewsWorld.Today.AddDays(30) };
        await world.Record(interval.State, ReviewsWorld.Today, interval);
        (await Refused("PLW", ["WSM", "AUS"])).ShouldBe(new(409, "reviews/enrolled-on-the-first-day", "state"));
    }

    [Fact]
    public async Task Only_parties_that_are_States_review()
    {
        await world.Parties("untoc", "LUX", "BEL", "EUE", "JPN");

        (await Refused("LUX", ["BEL", "VUT"], "untoc-review", "phase-2")).ShouldBe(new(409, "reviews/reviewer-is-party", "reviewers[1]"));
        (await Refused("LUX", ["EUE", "BEL"], "untoc-review", "phase-2")).ShouldBe(new(409, "reviews/reviewed-by-states", "reviewers[0]"));
    }

    [Fact]
    public async Task One_reviewer_is_of_the_same_regional_group_where_the_groups_are_known()
    {
        await world.Parties("uncac", "SLB", "AUS", "NZL", "COK");
        await world.Parties("untoc", "ZMB", "ZWE", "MOZ");

        (await Refused("SLB", ["AUS", "NZL"])).ShouldBe(new(409, "reviews/one-of-the-same-region", "reviewers"));
        (await Refused("ZMB", ["ZWE", "MOZ"], "untoc-review", "phase-1")).ShouldBe(new(409, "reviews/one-of-another-region", "reviewers"));
        await world.AReview("SLB", "AUS COK");   // of Cook Islands the data know no group
        await world.AReview("COK", "AUS NZL");
    }

    [Fact]
    public async Task Two_States_do_not_review_each_other_in_one_cycle()
    {
        await world.AReview("MUS", "SYC ESP");

        await world.Parties("uncac", "MUS", "SYC", "ESP", "PRT");
        (await Refused("SYC", ["PRT", "MUS"])).ShouldBe(new(409, "reviews/no-mutual-review", "reviewers[1]"));
        await world.AReview("SYC", "PRT MUS", cycle: "cycle-1");
    }

    [Fact]
    public async Task A_State_has_one_review_in_a_cycle_however_many_are_opened_at_once()
    {
        await world.Parties("uncac", "CPV", "GNB", "ITA");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => world.Officer.PostAsJsonAsync("/reviews", OpenReviewForTests.Opening("CPV", ["GNB", "ITA"]))));

        answers.Count(it => it.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        foreach (var answer in answers.Where(it => it.StatusCode != HttpStatusCode.Created))
            (await Problem.Of(answer)).ShouldBe(new(409, "reviews/one-in-a-cycle", "state"));
        await world.AReview("CPV", "GNB ITA", cycle: "cycle-1");
    }

    [Fact]
    public async Task A_refusal_says_where_its_rule_stands()
    {
        await world.Parties("uncac", "KIR", "AUS", "NZL");

        var answer = await world.Officer.PostAsJsonAsync("/reviews", OpenReviewForTests.Opening("KIR", ["AUS", "NZL"]));

        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("source").GetString()!.ShouldContain("Terms of reference, para. 19");
    }

    [Theory]
    [InlineData("ar-EG, en;q=0.5", "ar", "لا يجوز للدولة أن تستعرض نفسها: تونغا.", "لا يجوز للدولة أن تستعرض نفسها: {state}.")]
    [InlineData("zh-Hans", "zh", "汤加不能审议自己。", "{state}不能审议自己。")]
    [InlineData("fr", "en", "Tonga cannot review itself.", "{state} cannot review itself.")]
    public async Task A_refusal_is_read_in_the_readers_language_and_by_programs(string accepted, string language, string detail, string sentence)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/reviews") { Content = JsonContent.Create(OpenReviewForTests.Opening("TON", ["TON", "AUS"])), Headers = { { "Accept-Language", accepted } } };

        using var answer = await world.Officer.SendAsync(request);

        answer.Content.Headers.ContentLanguage.ShouldBe([language]);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("rule").GetString().ShouldBe("reviews/reviews-itself");
        problem.GetProperty("detail").GetString().ShouldBe(detail);
        problem.GetProperty("sentence").GetString().ShouldBe(sentence);
        var state = problem.GetProperty("values").GetProperty("state");
        (state.GetProperty("kind").GetString(), state.GetProperty("value").GetString()).ShouldBe(("state", "TON"));
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        var tomorrow = $"{ReviewsWorld.Today.AddDays(1):O}";

        using var answer = await world.Officer.PostAsJsonAsync("/reviews", OpenReviewForTests.Opening("TON", ["TON", "AUS"], cycle: "phase-1", startsOn: tomorrow));

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("errors").EnumerateArray().Select(it => it.GetProperty("field").GetString()).ShouldBe(["cycle", "startsOn", "reviewers[0]"]);
    }

    async Task<Problem> Refused(string state, string[] reviewers, string mechanism = "uncac-irm", string cycle = "cycle-2", string startsOn = "2026-03-02") =>
        await Problem.Of(await world.Officer.PostAsJsonAsync("/reviews", OpenReviewForTests.Opening(state, reviewers, mechanism, cycle, startsOn)));

    static List<string?> Texts(JsonElement list) => [.. list.EnumerateArray().Select(it => it.GetString())];
}

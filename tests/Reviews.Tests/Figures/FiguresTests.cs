using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Reviews.Tests.World;
using ServiceDefaults.Access;

namespace Reviews.Tests.Figures;

/// <summary>Somebody asks how many reviews, focal points, outcomes and findings there are.</summary>
[Collection(OneReviews.Name)]
public sealed class FiguresTests(ReviewsWorld world)
{
    [Fact]
    public async Task Those_that_count_unpublished_reviews_are_for_the_secretariat_and_the_others_for_everyone()
    {
        Role[] offices = [Role.TreatyOfficer, Role.ReviewOfficer, Role.AssistanceOfficer, Role.NetworkOfficer];
        foreach (var (figure, hidden) in new[] { ("reviews-by-stage", true), ("focal-points-named", true), ("focal-points-asked", true), ("published-outcomes", false), ("findings", false), ("observations-answered", false) })
            foreach (var part in new[] { "", "/records", "/changes" })
            {
                foreach (var role in Enum.GetValues<Role>())
                    (await world.Service.As(role, RoleNames.IsOfAState(role) ? "ZWE" : null).GetAsync($"/figures/{figure}{part}")).StatusCode
                        .ShouldBe(hidden && !offices.Contains(role) ? HttpStatusCode.Forbidden : HttpStatusCode.OK, $"{figure}{part} as {role}");
                (await world.Service.Http.GetAsync($"/figures/{figure}{part}")).StatusCode.ShouldBe(hidden ? HttpStatusCode.Forbidden : HttpStatusCode.OK, $"{figure}{part} as the public");
            }
    }

    [Fact]
    public async Task They_agree_with_what_the_tables_hold()
    {
        await (await world.AReview("PRY", "CHL ESP")).WalkTo("published");
        await (await world.AReview("URY", "CHL ESP")).WalkTo("agreement");
        var answered = await (await world.AReview("BOL", "CHL ESP")).WalkTo("published");
        await world.Met((await answered.Needs())[0], answered.Id, "BOL", ReviewsWorld.Today);

        (await Breakdown("reviews-by-stage")).ShouldBe(await Table(
            """SELECT lower(regexp_replace(stage, '(?<!^)([A-Z])', '-\1', 'g')), count(*) FROM country_review GROUP BY 1"""));
        (await Breakdown("published-outcomes", "mechanism,cycle")).ShouldBe(await Table(
            """SELECT mechanism || ', ' || cycle, count(*) FROM country_review WHERE stage = 'Published' GROUP BY 1"""));
        (await Breakdown("findings", "kind")).ShouldBe(await Table(
            """
            SELECT finding ->> 'kind', count(*) FROM country_review, jsonb_array_elements(course #> '{outcomes,-1,findings}') finding
            WHERE stage = 'Published' GROUP BY 1
            """));
        (await Breakdown("observations-answered", "need")).ShouldBe(await Table(
            """
            SELECT finding #>> '{need,kind}', count(*) FROM country_review, jsonb_array_elements(course #> '{outcomes,-1,findings}') finding
            WHERE stage = 'Published' AND finding ? 'answeredOn' GROUP BY 1
            """));
    }

    [Fact]
    public async Task The_review_is_counted_on_a_day_by_what_it_awaited_on_that_day()
    {
        var review = await (await world.AReview("ECU", "CHL ESP", startsOn: "2025-02-03")).WalkTo("feedback");

        (await Record("reviews-by-stage", "2025-02-02", review.Id)).ShouldBe("");
        (await Record("reviews-by-stage", "2026-03-09", review.Id)).ShouldBe("focal-points since 2025-02-03 of ECU");
        (await Record("reviews-by-stage", "2026-03-10", review.Id)).ShouldBe("self-assessment since 2026-03-10 of ECU");
        (await Record("reviews-by-stage", $"{ReviewsWorld.Today:O}", review.Id)).ShouldBe($"feedback since {ReviewsWorld.Today:O} of ECU");
    }

    [Fact]
    public async Task Focal_points_are_counted_for_each_State_that_is_asked_for_one()
    {
        var review = await world.AReview("TCD", "CMR CHE", "untoc-review", "phase-3");
        await review.Nominate("CMR");
        var uncac = await world.AReview("CAF", "CMR CHE", cycle: "cycle-1");

        (await States("focal-points-asked", review.Id)).ShouldBe(["CMR", "CHE", "TCD"], ignoreOrder: true);
        (await States("focal-points-named", review.Id)).ShouldBe(["CMR"]);
        await uncac.Nominate("CHE");   // it may, and is not asked to
        (await States("focal-points-asked", uncac.Id)).ShouldBe(["CAF"]);
        (await States("focal-points-named", uncac.Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Counts_published_elsewhere_are_shown_as_that_with_document_and_paragraph()
    {
        var counts = (await world.Service.Http.GetFromJsonAsync<JsonElement>("/published-counts")).GetProperty("items").EnumerateArray().ToList();

        counts.ShouldAllBe(it => it.GetProperty("source").GetString() != "");
        counts.Where(it => it.GetProperty("figure").GetString() == "published-outcomes").Select(it => $"{it.GetProperty("scope")} {it.GetProperty("value")} {it.GetProperty("asOf")} {it.GetProperty("paragraph")}").ShouldBe([
            "uncac-irm cycle-1 156 2017-08-31 52", "uncac-irm cycle-1 169 2020-06-30 49", "uncac-irm cycle-1 174 2023-02-28 69", "uncac-irm cycle-2 35 2020-06-30 49", "uncac-irm cycle-2 66 2023-02-28 69", "uncac-irm 198 2019-12-19 "]);
    }

    async Task<List<string>> Breakdown(string figure, string? by = null)
    {
        var answer = await world.Officer.GetFromJsonAsync<JsonElement>($"/figures/{figure}{(by is null ? "" : $"?by={by}")}");
        return [.. answer.GetProperty("breakdown").EnumerateArray().Select(it => $"{it.GetProperty("group")} {it.GetProperty("certain").GetDecimal():0}")];
    }

    async Task<List<string>> Table(string sql) => [.. (await world.Service.Rows(sql, row => (Group: row.GetString(0), Count: row.GetInt64(1)))).OrderBy(it => it.Group, StringComparer.Ordinal).Select(it => $"{it.Group} {it.Count}")];

    async Task<string> Record(string figure, string asOf, Guid review) =>
        (await Records(figure, asOf)).Where(it => it.GetProperty("record").GetString() == $"reviews/{review}")
            .Select(it => $"{it.GetProperty("by").GetProperty("stage")} since {it.GetProperty("on")} of {it.GetProperty("state")}").SingleOrDefault() ?? "";

    async Task<List<string?>> States(string figure, Guid review) =>
        [.. (await Records(figure, $"{ReviewsWorld.Today:O}")).Where(it => it.GetProperty("record").GetString()!.StartsWith($"reviews/{review}#", StringComparison.Ordinal)).Select(it => it.GetProperty("state").GetString())];

    async Task<List<JsonElement>> Records(string figure, string asOf) =>
        [.. (await world.Officer.GetFromJsonAsync<JsonElement>($"/figures/{figure}/records?asOf={asOf}")).GetProperty("items").EnumerateArray()];
}

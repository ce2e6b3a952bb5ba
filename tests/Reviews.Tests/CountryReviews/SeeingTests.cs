using Servers;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Reviews.Tests.World;
using ServiceDefaults.Access;

namespace Reviews.Tests.CountryReviews;

/// <summary>Who sees what of a review, before it is published and after.</summary>
[Collection(OneReviews.Name)]
public sealed partial class SeeingTests(ReviewsWorld world)
{
    [Fact]
    public async Task Before_it_is_published_its_States_and_the_secretariat_see_it_and_nobody_else()
    {
        var review = await (await world.AReview("CRI", "PAN ESP")).WalkTo("publication");

        foreach (var (asker, client) in Insiders("CRI", "PAN", "ESP"))
        {
            (await client.GetAsync($"/reviews/{review.Id}")).StatusCode.ShouldBe(HttpStatusCode.OK, asker);
            (await Listed(client, "?state=CRI")).ShouldContain(review.Id, asker);
        }
        foreach (var (asker, client) in Strangers("CRI"))
        {
            (await client.GetAsync($"/reviews/{review.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, asker);
            (await Listed(client, "?state=CRI")).ShouldBeEmpty(asker);
            (await Listed(client, "?stage=publication")).ShouldBeEmpty(asker);
        }
    }

    [Fact]
    public async Task After_it_is_published_everyone_reads_its_outcome_and_only_that()
    {
        var review = await (await world.AReview("GTM", "PAN ESP")).WalkTo("published");

        foreach (var (asker, client) in Strangers("GTM"))
        {
            var seen = await review.Seen(client);
            seen.GetProperty("stage").GetString().ShouldBe("published", asker);
            var outcome = seen.GetProperty("outcome");
            outcome.GetProperty("summary").GetProperty("en").GetString().ShouldBe("The review found progress.", asker);
            outcome.GetProperty("findings")[1].GetProperty("text").GetString().ShouldBe("Help in drafting.", asker);
            outcome.GetProperty("publishedOn").GetString().ShouldBe($"{ReviewsWorld.Today:O}", asker);
            foreach (var hidden in new[] { "steps", "focalPoints", "selfAssessment", "feedback" })
                seen.GetProperty(hidden).ValueKind.ShouldBe(JsonValueKind.Null, $"{hidden} for {asker}");
            foreach (var hidden in new[] { "proposedBy", "proposedOn", "returnedOn", "agreedOn", "comments" })
                outcome.GetProperty(hidden).ValueKind.ShouldBe(JsonValueKind.Null, $"{hidden} for {asker}");
            (await Listed(client, "?state=GTM")).ShouldBe([review.Id], asker);
        }
        foreach (var (asker, client) in Insiders("GTM", "PAN", "ESP"))
            (await review.Seen(client)).GetProperty("selfAssessment").GetProperty("answers")[0].GetProperty("text").GetString().ShouldBe("Bill 7 of 2025 protects reporting persons.", asker);
    }

    [Fact]
    public async Task A_stranger_gets_one_answer_for_what_is_hidden_and_what_is_not_there()
    {
        var review = await (await world.AReview("HND", "PAN ESP")).WalkTo("feedback");
        var absent = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

        foreach (var (asker, client) in Strangers("HND"))
        {
            (await Answer(client, HttpMethod.Get, $"/reviews/{review.Id}", null, "")).ShouldBe(await Answer(client, HttpMethod.Get, $"/reviews/{absent}", null, ""), asker);
            foreach (var (step, body) in Steps())
                foreach (var tag in new[] { null, "\"1\"", await review.Tag(), "*" })
                    (await Answer(client, HttpMethod.Post, $"/reviews/{review.Id}/{step}", body, tag)).ShouldBe(await Answer(client, HttpMethod.Post, $"/reviews/{absent}/{step}", body, tag), $"{step} with {tag} as {asker}");
        }
        (await world.Journalled(review.Id)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Pages_hold_as_many_as_were_asked_for_whatever_is_hidden_between()
    {
        foreach (var (state, stage) in new[] { ("SLV", "published"), ("NIC", "feedback"), ("DOM", "published"), ("HTI", "self-assessment"), ("CUB", "published") })
            await (await world.AReview(state, "PAN ESP")).WalkTo(stage);
        var all = await Listed(world.Service.Http, "?limit=500");

        var paged = new List<Guid>();
        for (string? cursor = "?limit=2"; cursor is not null;)
        {
            var page = await world.Service.Http.GetFromJsonAsync<JsonElement>($"/reviews{cursor}");
            var items = page.GetProperty("items").EnumerateArray().Select(it => it.GetProperty("id").GetGuid()).ToList();
            paged.AddRange(items);
            cursor = page.GetProperty("next").GetString() is { } next ? $"?limit=2&cursor={next}" : null;
            if (cursor is not null)
                items.Count.ShouldBe(2);
        }
        paged.ShouldBe(all);
        all.Count.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task Lists_leave_out_texts_and_narrow_by_State_mechanism_and_stage()
    {
        var review = await (await world.AReview("JAM", "PAN ESP")).WalkTo("published");
        var officer = world.Officer;

        var listed = (await officer.GetFromJsonAsync<JsonElement>("/reviews?state=JAM&mechanism=uncac-irm&stage=published")).GetProperty("items").EnumerateArray().Single();
        listed.GetProperty("id").GetGuid().ShouldBe(review.Id);
        listed.GetProperty("outcome").GetProperty("summary").ValueKind.ShouldBe(JsonValueKind.Null);
        listed.GetProperty("selfAssessment").GetProperty("answers").ValueKind.ShouldBe(JsonValueKind.Null);
        listed.GetProperty("focalPoints")[0].GetProperty("name").ValueKind.ShouldBe(JsonValueKind.Null);
        (await Listed(officer, "?state=JAM&stage=feedback")).ShouldBeEmpty();
        (await Listed(officer, "?state=JAM&mechanism=untoc-review")).ShouldBeEmpty();
        (await officer.GetAsync("/reviews?stage=lost")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task No_text_and_no_name_stands_anywhere_in_clear_whoever_retries()
    {
        var review = await (await world.AReview("TTO", "PAN ESP")).WalkTo("self-assessment");
        var client = world.Service.As(Role.FocalPoint, "TTO");
        client.DefaultRequestHeaders.Add("Idempotency-Key", "tto-1");
        object Answers(string text) => new { answers = new[] { new { article = "uncac art. 33", implemented = "in-part", text } } };
        (await review.Send(client, "self-assessment", Answers("The secret bill of Port of Spain."))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await review.Send(Role.GovernmentalExpert, "PAN", "feedback-draft", new { observations = new[] { new { kind = "challenge", article = "uncac art. 33", text = "The draft of San Fernando." } } })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await review.Send(Role.FocalPoint, "PAN", "feedback", new { text = "On San Fernando.", observations = new[] { new { kind = "challenge", article = "uncac art. 33", text = "Of San Fernando." } } })).StatusCode.ShouldBe(HttpStatusCode.OK);
        await review.GiveFeedback("ESP");
        await review.Propose(outcome: new { summary = new { en = "The unpublished summary of Tobago." }, findings = new[] { new { kind = "challenge", article = "uncac art. 33", text = "The unpublished challenge of Tobago." } } });
        await review.Decide(agreed: true, "The comments of Chaguanas.");

        foreach (var secret in new[] { "Port of Spain", "San Fernando", "of Tobago", "Chaguanas", "Ada of TTO" })
            (await world.Service.TablesHolding(secret)).ShouldBeEmpty(secret);
        (await world.Service.Rows($"SELECT payload || (SELECT course::text FROM country_review WHERE id = '{review.Id}') FROM journal WHERE stream = 'reviews/{review.Id}'", row => row.GetString(0)))
            .ShouldAllBe(row => !row.Contains("in-part", StringComparison.Ordinal));
        (await review.Seen()).GetProperty("selfAssessment").GetProperty("answers")[0].GetProperty("text").GetString().ShouldBe("The secret bill of Port of Spain.");
    }

    [Fact]
    public async Task What_is_cached_is_only_the_askers()
    {
        var review = await world.AReview("BRB", "PAN ESP");

        var answer = await world.Officer.GetAsync($"/reviews/{review.Id}");

        answer.Headers.CacheControl!.Private.ShouldBeTrue();
        answer.Headers.Vary.ShouldContain("Authorization");
        Tags.VersionOf(answer.Headers.ETag!.Tag).ShouldBe("1");
    }

    List<(string, HttpClient)> Insiders(params string[] states) =>
    [
        .. new[] { Role.TreatyOfficer, Role.ReviewOfficer, Role.AssistanceOfficer, Role.NetworkOfficer }.Select(role => ($"{role}", world.Service.As(role))),
        .. states.SelectMany(state => new[] { Role.PermanentMission, Role.FocalPoint, Role.GovernmentalExpert }.Select(role => ($"{role} of {state}", world.Service.As(role, state)))),
    ];

    /// <summary>The public, who keeps the platform running, every role of other States, and the central authorities of the State itself, which take no part in reviews.</summary>
    List<(string, HttpClient)> Strangers(string state) =>
    [
        ("the public", world.Service.Http), ("operator", world.Service.As(Role.Operator)), ("central authority", world.Service.As(Role.CentralAuthority, state)),
        .. new[] { Role.PermanentMission, Role.FocalPoint, Role.GovernmentalExpert, Role.CentralAuthority }.Select(role => ($"{role} of BRA", world.Service.As(role, "BRA"))),
    ];

    static IEnumerable<(string Step, object? Body)> Steps() =>
    [
        ("focal-points", OpenReviewForTests.NominationOf("HND")), ("self-assessment", OpenReviewForTests.SelfAssessment), ("feedback", OpenReviewForTests.Feedback), ("outcome", OpenReviewForTests.Outcome),
        ("agreement", new { agreed = true }), ("publication", new { }), ("feedback", new { }), ("outcome", new { findings = Array.Empty<object>() }),
    ];

    static async Task<string> Answer(HttpClient client, HttpMethod method, string path, object? body, string? ifMatch)
    {
        using var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Post ? JsonContent.Create(body) : null };
        if (!string.IsNullOrEmpty(ifMatch))
            request.Headers.TryAddWithoutValidation("If-Match", Tags.At(path, ifMatch));
        using var answer = await client.SendAsync(request);
        var headers = string.Join('\n', answer.Headers.Where(it => it.Key != "Date").Select(it => $"{it.Key}: {string.Join(',', it.Value)}"));
        return $"{(int)answer.StatusCode}\n{headers}\n{TraceId().Replace(await answer.Content.ReadAsStringAsync(), "")}";
    }

    async Task<List<Guid>> Listed(HttpClient client, string query) =>
        [.. (await client.GetFromJsonAsync<JsonElement>($"/reviews{query}")).GetProperty("items").EnumerateArray().Select(it => it.GetProperty("id").GetGuid())];

    [GeneratedRegex("\"traceId\":\"[^\"]*\"")]
    private static partial Regex TraceId();
}

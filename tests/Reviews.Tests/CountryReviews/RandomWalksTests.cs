using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Reviews.Tests.Figures;
using Reviews.Tests.World;
using Servers;
using ServiceDefaults.Access;

namespace Reviews.Tests.CountryReviews;

/// <summary>Anybody tries anything, in any order, on any day: every role and State, every step, with good, stale and missing tags, again and again.</summary>
public sealed partial class Any_walk(RealServers servers) : IAsyncLifetime
{
    /// <param name="Right">Whether it is what is awaited, by who is awaited; else it is whatever the numbers say.</param>
    public sealed record Try(bool Right, int Role, int State, int Step, int Tag, int Days);

    static readonly Gen<List<Try>> walks =
        (from right in Gen.Choose(0, 9)
         from role in Gen.Choose(0, 9)
         from state in Gen.Choose(0, 3)
         from step in Gen.Choose(0, 6)
         from tag in Gen.Choose(0, 5)
         from days in Gen.Choose(0, 40)
         select new Try(right < 4, role, state, step, tag, days)).ListOf(45).Select(it => it.ToList());

    static readonly string[] steps = ["focal-points", "self-assessment", "feedback", "outcome", "agreement", "publication"];
    static readonly string[] stages = [.. steps, "published"];
    static readonly (string Mechanism, string Cycle, string Article)[] cycles =
        [("uncac-irm", "cycle-1", "uncac art. 33"), ("untoc-review", "phase-1", "untoc art. 8"), ("uncac-irm", "cycle-2", "uncac art. 52"), ("untoc-review", "phase-2", "untoc art. 24")];

    readonly ReviewsWorld world = new(servers);
    int walked;

    public ValueTask InitializeAsync() => world.InitializeAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Keeps_the_order_of_stages_and_what_was_handed_in_and_tells_a_stranger_nothing()
    {
        Prop.ForAll(Arb.From(walks), walk => Play(walk).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(8));

        (await world.Service.Scalar<long>("SELECT count(*) FROM country_review WHERE stage = 'Published'")).ShouldBeGreaterThan(0, "else the walks went nowhere");
        (await world.Service.Scalar<long>("SELECT count(DISTINCT type) FROM journal WHERE stream LIKE 'reviews/%'")).ShouldBeGreaterThan(6, "else they tried little");
    }

    async Task Play(IReadOnlyList<Try> walk)
    {
        var (mechanism, cycle, article) = cycles[walked % cycles.Length];
        var state = "AGO BWA COM DJI ERI GAB".Split(' ')[walked++ / cycles.Length];
        await world.Parties(mechanism == "uncac-irm" ? "uncac" : "untoc", state, "LSO", "CHE");
        var told = await Told();
        var review = await world.AReview(state, "LSO CHE", mechanism, cycle, $"{world.Time.Today.AddDays(-20):O}");
        var before = await review.Seen();
        foreach (var it in walk)
        {
            world.Time.Forward += TimeSpan.FromDays(it.Days / 8);
            var recorded = (await world.Journalled(review.Id)).Count;
            var done = await Take(review, it, Stage(before), article);

            var after = await review.Seen();
            if (!done)
                (await world.Journalled(review.Id)).Count.ShouldBe(recorded, $"{it} was refused");
            (Stage(after) == Stage(before) || Stage(after) == Stage(before) + 1 || (stages[Stage(before)], stages[Stage(after)]) == ("agreement", "outcome")).ShouldBeTrue($"{stages[Stage(before)]} to {stages[Stage(after)]} by {it}");
            Stands(before, after, it);
            if (Stage(after) < stages.Length - 1)
                (await Told(review.Id)).ShouldBe(told, $"a stranger learns of {it}");
            before = after;
        }
        if (Stage(before) == stages.Length - 1)
            (await Told()).ShouldNotBe(told);
        await IndependentCounts.Agree(world, walk[0].Days);
    }

    /// <summary>What was handed in reads on as it was.</summary>
    static void Stands(JsonElement before, JsonElement after, Try it)
    {
        if (before.GetProperty("selfAssessment") is { ValueKind: JsonValueKind.Object } given)
            after.GetProperty("selfAssessment").ToString().ShouldBe(given.ToString(), $"{it}");
        after.GetProperty("feedback").EnumerateArray().Take(before.GetProperty("feedback").GetArrayLength()).Select(one => one.ToString()).ShouldBe(before.GetProperty("feedback").EnumerateArray().Select(one => one.ToString()), $"{it}");
        if (Stage(before) is 4 or 5 or 6 && Stage(after) >= Stage(before))
            Text(after).ShouldBe(Text(before), $"{it}");

        static string Text(JsonElement review) => review.GetProperty("outcome") is var outcome
            ? outcome.GetProperty("summary") + string.Join('|', outcome.GetProperty("findings").EnumerateArray().Select(one => $"{one.GetProperty("id")} {one.GetProperty("article")} {one.GetProperty("text")}")) : "";
    }

    async Task<bool> Take(OpenReviewForTests review, Try it, int stage, string article)
    {
        string[] states = [review.State, .. review.Reviewers, "BRA"];
        if (!it.Right && it.Step == 6)
        {
            var outcome = (await review.Seen()).GetProperty("outcome");
            var need = outcome.ValueKind == JsonValueKind.Object && outcome.GetProperty("findings")[0].GetProperty("need").GetProperty("id") is { ValueKind: JsonValueKind.String } id ? id.GetGuid() : Guid.Empty;
            await world.Met(need, review.Id, review.State, world.Time.Today);
            return true;
        }
        var step = it.Right ? steps[Math.Min(stage, 5)] : steps[it.Step];
        var state = it.Right ? await Awaited(review) ?? states[it.State] : states[it.State];
        var role = it.Right ? step is "focal-points" or "publication" ? Role.ReviewOfficer : Role.FocalPoint : (Role)it.Role;
        using var client = it.Role == 9 && !it.Right ? world.Service.Http : world.Service.As(role, RoleNames.IsOfAState(role) ? state : null);
        var tag = it.Right ? await review.Tag() : it.Tag switch { 0 => null, 1 => "\"1\"", 2 => "*", _ => await review.Tag() };
        object body = step switch
        {
            "focal-points" => OpenReviewForTests.NominationOf(state, $"{world.Time.Today.AddDays(-it.Days % 15):O}"),
            "self-assessment" => new { answers = new[] { new { article, implemented = "no", text = $"Text {it.Days}." } } },
            "feedback" => new { text = $"Feedback {it.Days}." },
            "outcome" => new { summary = new { en = $"Summary {it.Days}." }, findings = new object[] { new { kind = "need", article, text = "A need.", need = new { kind = "other" } }, new { kind = "challenge", article, text = $"A challenge {it.Tag}." } } },
            "agreement" => new { agreed = it.Days % 3 > 0, comments = it.Days % 2 == 0 ? "Comments." : null },
            _ => new { },
        };
        using var answer = await review.Send(client, step, body, tag);
        ((int)answer.StatusCode).ShouldBeLessThan(500, $"{it}");
        return answer.IsSuccessStatusCode;
    }

    static async Task<string?> Awaited(OpenReviewForTests review) =>
        (await review.Seen()).GetProperty("steps").EnumerateArray().SelectMany(step => step.GetProperty("awaited").EnumerateArray()).FirstOrDefault() is { ValueKind: JsonValueKind.String } first ? first.GetString() : null;

    static int Stage(JsonElement review) => Array.IndexOf(stages, review.GetProperty("stage").GetString());

    /// <summary>All that two strangers are told: the list, single answers, the figures and their records, byte for byte.</summary>
    /// <param name="hidden">A review of which they must be told what they are told of none.</param>
    async Task<string> Told(Guid? hidden = null)
    {
        var told = new List<string>();
        foreach (var client in new[] { world.Service.Http, world.Service.As(Role.FocalPoint, "BRA") })
            foreach (var path in new[]
            {
                "/reviews?limit=500", $"/reviews/{hidden ?? Guid.Empty}", "/figures/published-outcomes?asOf=2040-01-01", "/figures/published-outcomes/records?asOf=2040-01-01", "/figures/findings?asOf=2040-01-01",
                "/figures/findings/records?asOf=2040-01-01", "/figures/observations-answered?asOf=2040-01-01", "/figures/observations-answered/records?asOf=2040-01-01", "/figures/reviews-by-stage", "/figures/findings/changes?is.asOf=2040-01-01",
            })
            {
                using var answer = await client.GetAsync(path);
                told.Add($"{path.Replace($"{hidden ?? Guid.Empty}", "…", StringComparison.Ordinal)} {(int)answer.StatusCode} {answer.Headers.ETag} {answer.Headers.CacheControl} {TraceId().Replace(await answer.Content.ReadAsStringAsync(), "")}");
            }
        return string.Join('\n', told);
    }

    [GeneratedRegex("\"traceId\":\"[^\"]*\"")]
    private static partial Regex TraceId();
}

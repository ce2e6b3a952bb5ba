using Microsoft.AspNetCore.Http;

namespace Portal.Tests.World;

/// <summary>In the place of Reviews: one review of Kenya by Switzerland and Ghana, as its participants see it, which takes what is posted or refuses it as a test says.</summary>
sealed class ReviewsOfATest : IAsyncDisposable
{
    public const string Id = "01950000-0000-7000-8000-000000000001", Need = "01950000-0000-7000-8000-000000000002";

    RequestDelegate answer = _ => Task.CompletedTask;

    public string Stage { get; set; } = "outcome";

    public string Tag { get; set; } = "\"7\"";

    /// <summary>What Kenya said when it returned the outcome that was proposed; null where none was returned.</summary>
    public string? ReturnedWith { get; set; }

    public Upstream Upstream { get; private set; } = null!;

    public IReadOnlyList<Asked> Posted => [.. Upstream.Asked.Where(asked => asked.Method == "POST")];

    public static async Task<ReviewsOfATest> Start(string stage)
    {
        var reviews = new ReviewsOfATest { Stage = stage };
        reviews.answer = context => context.Response.WriteAsJsonAsync(reviews.Review());
        reviews.Upstream = await Upstream.Start(context => context.Request switch
        {
            { Method: "POST" } => reviews.answer(context),
            { Path.Value: "/mechanisms" } => context.Response.WriteAsJsonAsync(new { items = new[] { new { id = "uncac-irm", shortName = "IRM", names = new Dictionary<string, string> { ["en"] = "Mechanism" }, instruments = new[] { "uncac" }, cycles = new[] { new { id = "cycle-1", name = "Cycle 1" } } } } }),
            { Path.Value: "/reviews" } => context.Response.WriteAsJsonAsync(new { items = new[] { reviews.Review() } }),
            { Path.Value: $"/reviews/{Id}" } => reviews.Show(context),
            _ => Absent(context),
        });
        return reviews;
    }

    public void Answers(RequestDelegate how) => answer = how;

    public void Refuses(int status, object problem) => answer = context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(problem, problem.GetType(), options: null, contentType: "application/problem+json");
    };

    Task Show(HttpContext context)
    {
        context.Response.Headers.ETag = Tag;
        return context.Response.WriteAsJsonAsync(Review());
    }

    static Task Absent(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    object Review() => new
    {
        id = Id,
        mechanism = "uncac-irm",
        cycle = "cycle-1",
        state = "KEN",
        reviewers = new[] { "CHE", "GHA" },
        instruments = new[] { "uncac" },
        startsOn = "2026-01-05",
        stage = Stage,
        steps = new[] { "focal-points", "self-assessment", "feedback", "outcome", "agreement", "publication" }.Select(step => new
        {
            step,
            by = step switch { "focal-points" => "each-state", "publication" => "secretariat", "feedback" or "outcome" => "reviewing-states", _ => "state-under-review" },
            states = step switch { "focal-points" => new[] { "KEN", "CHE", "GHA" }, "publication" => [], "feedback" or "outcome" => ["CHE", "GHA"], _ => ["KEN"] },
            dueOn = "2026-02-01",
            doneOn = (string?)null,
            awaited = step == Stage ? step switch { "focal-points" => new[] { "KEN", "CHE", "GHA" }, "publication" => [], "feedback" or "outcome" => ["CHE", "GHA"], _ => ["KEN"] } : [],
        }),
        focalPoints = new[] { new { state = "KEN", person = Guid.Empty, nominatedOn = "2026-01-10", name = "Ms Focal" } },
        selfAssessment = new { submittedOn = "2026-01-20", answers = new[] { new { article = "uncac art. 8", implemented = "yes", text = "A code <script>" } } },
        feedback = new[] { new { state = "CHE", givenOn = "2026-01-25", text = "Thanks" } },
        outcome = Stage is "outcome" && ReturnedWith is null ? null : new { returnedOn = ReturnedWith is null ? null : "2026-02-10", comments = ReturnedWith, summary = new Dictionary<string, string> { ["en"] = "Much" }, findings = new[] { new { id = Guid.Empty, kind = "need", article = "uncac art. 14(1)", text = "A law", need = new { kind = "legislative-drafting", id = Need }, answeredOn = (string?)null } } },
    };

    public ValueTask DisposeAsync() => Upstream.DisposeAsync();
}

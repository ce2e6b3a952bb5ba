using Servers;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ServiceDefaults.Access;

namespace Reviews.Tests.World;

/// <summary>A review that a test walks on, step by step, through the interface.</summary>
public sealed class OpenReviewForTests(ReviewsWorld world, Guid id, string state, IReadOnlyList<string> reviewers)
{
    public Guid Id => id;

    public string State => state;

    public IReadOnlyList<string> Reviewers => reviewers;

    public static object Opening(string state, IReadOnlyList<string> reviewers, string mechanism = "uncac-irm", string cycle = "cycle-2", string startsOn = "2026-03-02") =>
        new { mechanism, cycle, state, reviewers, startsOn, note = new { reference = "CU 2026/12", date = "2026-03-02" } };

    public static async Task<OpenReviewForTests> Open(ReviewsWorld world, string state, IReadOnlyList<string> reviewers, string mechanism, string cycle, string startsOn)
    {
        var answer = await world.Officer.PostAsJsonAsync("/reviews", Opening(state, reviewers, mechanism, cycle, startsOn));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return new(world, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid(), state, reviewers);
    }

    public static object NominationOf(string state, string date = "2026-03-10") =>
        new { state, person = new { name = $"Ada of {state}", title = "Registrar", email = "ada@justice.example" }, note = new { reference = $"NV {state}/7", date } };

    public static readonly object SelfAssessment = new
    {
        answers = new object[]
        {
            new { article = "uncac art. 33", implemented = "in-part", text = "Bill 7 of 2025 protects reporting persons.", assistanceWanted = "legislative-drafting" },
            new { article = "uncac art. 13(1)", implemented = "yes", text = "The act on access to information." },
        },
    };

    public static readonly object Feedback = new { text = "The bill has not been adopted." };

    public static readonly object Outcome = new
    {
        summary = new { en = "The review found progress.", fr = "Des progrès ont été constatés." },
        findings = new object[]
        {
            new { kind = "good-practice", article = "uncac art. 13(1)", text = "Records are open." },
            new { kind = "need", article = "uncac art. 33", text = "Help in drafting.", need = new { kind = "legislative-drafting" } },
            new { kind = "need", article = "uncac art. 52", text = "Training of the unit.", need = new { kind = "capacity-building" } },
        },
    };

    public async Task<HttpResponseMessage> Send(HttpClient client, string step, object? body, string? ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/reviews/{id}/{step}") { Content = JsonContent.Create(body) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", Tags.At($"/reviews/{id}", ifMatch));
        return await client.SendAsync(request);
    }

    /// <summary>Takes a step having seen the review as it stands.</summary>
    public async Task<HttpResponseMessage> Send(HttpClient client, string step, object? body) => await Send(client, step, body, await Tag());

    public Task<HttpResponseMessage> Send(Role role, string? of, string step, object? body) => Send(world.Service.As(role, of), step, body);

    public async Task<string> Tag() => $"\"{await world.Service.Scalar<int>($"SELECT version FROM country_review WHERE id = '{id}'")}\"";

    public Task<HttpResponseMessage> Nominate(string of) => Done(Send(Role.PermanentMission, of, "focal-points", NominationOf(of)));

    public Task<HttpResponseMessage> Assess() => Done(Send(Role.FocalPoint, state, "self-assessment", SelfAssessment));

    public Task<HttpResponseMessage> GiveFeedback(string of) => Done(Send(Role.FocalPoint, of, "feedback", Feedback));

    public Task<HttpResponseMessage> Propose(string? of = null, object? outcome = null) => Done(Send(Role.FocalPoint, of ?? reviewers[1], "outcome", outcome ?? Outcome));

    public Task<HttpResponseMessage> Decide(bool agreed, string? comments = null) => Done(Send(Role.FocalPoint, state, "agreement", new { agreed, comments }));

    public Task<HttpResponseMessage> Publish() => Done(Send(Role.ReviewOfficer, null, "publication", new { }));

    /// <summary>Takes every step until the review awaits a stage, or is published.</summary>
    public async Task<OpenReviewForTests> WalkTo(string stage)
    {
        for (var now = await Stage(); now != stage; now = await Stage())
            switch (now)
            {
                case "focal-points":
                    foreach (var one in (await Seen()).GetProperty("steps")[0].GetProperty("awaited").EnumerateArray())
                        await Nominate(one.GetString()!);
                    break;
                case "self-assessment": await Assess(); break;
                case "feedback":
                    foreach (var reviewer in reviewers)
                        await GiveFeedback(reviewer);
                    break;
                case "outcome": await Propose(); break;
                case "agreement": await Decide(agreed: true); break;
                case "publication": await Publish(); break;
                default: throw new InvalidOperationException($"The review is {now}, past {stage}.");
            }
        return this;
    }

    /// <summary>The review as the secretariat sees it, or as somebody else does.</summary>
    public async Task<JsonElement> Seen(HttpClient? by = null) => await (by ?? world.Officer).GetFromJsonAsync<JsonElement>($"/reviews/{id}");

    public async Task<string> Stage() => (await Seen()).GetProperty("stage").GetString()!;

    public async Task<IReadOnlyList<Guid>> Needs() =>
        [.. (await Seen()).GetProperty("outcome").GetProperty("findings").EnumerateArray().Select(it => it.GetProperty("need")).Where(it => it.ValueKind == JsonValueKind.Object).Select(it => it.GetProperty("id").GetGuid())];

    static async Task<HttpResponseMessage> Done(Task<HttpResponseMessage> answer)
    {
        (await answer).StatusCode.ShouldBe(HttpStatusCode.OK, await (await answer).Content.ReadAsStringAsync());
        return await answer;
    }
}

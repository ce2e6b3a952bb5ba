using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Servers;

namespace Platform.Tests.Whole;

/// <summary>One State goes through all of the platform: it joins, is reviewed, its need is answered, its authority is asked and answers.</summary>
/// <param name="State">Not yet party to the Convention against Corruption.</param>
/// <param name="Peer">Reviews it, and is of its regional group.</param>
/// <param name="Other">Reviews it, and later asks its authority.</param>
sealed class Loop(WholePlatform platform, string state, string peer, string other)
{
    readonly Dictionary<string, HttpClient> clients = [];
    readonly DateOnly today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
    int calls;

    public string Review { get; private set; } = "";
    public string Need { get; private set; } = "";
    public string Request { get; private set; } = "";

    /// <summary>The steps, in order. Each is answered before the next is taken; what travels between services is waited for.</summary>
    public IReadOnlyList<(string Name, Func<Task> Take)> Steps =>
    [
        ("joins", async () =>
        {
            await As("treaty-officer", HttpMethod.Post, "treaties/instruments/uncac/actions", new { state, kind = "accession", depositedOn = today.AddDays(-60), source = $"Test of the loop, {state}" });
            await Holds("review-officer", "reviews/mechanisms/uncac-irm/enrolments?limit=500", answer => answer.GetProperty("items").EnumerateArray().Any(it => it.GetProperty("state").GetString() == state));
            await Holds("network-officer", $"networks/duties?state={state}", answer => answer.GetProperty("items").GetArrayLength() > 0);
        }),
        ("is reviewed", async () =>
        {
            var note = new { reference = "Test 1", date = today };
            var opened = await As("review-officer", HttpMethod.Post, "reviews/reviews", new { mechanism = "uncac-irm", cycle = "cycle-2", state, reviewers = new[] { peer, other }, startsOn = today, note });
            Review = opened.Body.GetProperty("id").GetString()!;
            var at = $"reviews/reviews/{Review}";
            var tag = (await As($"permanent-mission/{state}", HttpMethod.Post, $"{at}/focal-points", new { state, person = new { name = "A. Example" }, note }, opened.Tag)).Tag;
            tag = (await As($"focal-point/{state}", HttpMethod.Post, $"{at}/self-assessment", new { answers = new[] { new { article = "uncac art. 52", implemented = "in-part", text = "Banks know the owners." } } }, tag)).Tag;
            tag = (await As($"focal-point/{peer}", HttpMethod.Post, $"{at}/feedback", new { text = "And trusts?" }, tag)).Tag;
            await As($"focal-point/{other}", HttpMethod.Post, $"{at}/feedback", new { text = "A register would help." }, tag);
        }),
        ("agrees to the outcome", async () =>
        {
            var at = $"reviews/reviews/{Review}";
            var tag = (await As($"focal-point/{peer}", HttpMethod.Get, at)).Tag;
            tag = (await As($"focal-point/{peer}", HttpMethod.Post, $"{at}/outcome", new
            {
                summary = new { en = "A law is needed." },
                findings = new object[] { new { kind = "good-practice", article = "uncac art. 5", text = "Measured." }, new { kind = "need", article = "uncac art. 52", text = "A law.", need = new { kind = "legislative-drafting" } } },
            }, tag)).Tag;
            tag = (await As($"focal-point/{state}", HttpMethod.Post, $"{at}/agreement", new { agreed = true }, tag)).Tag;
            await As("review-officer", HttpMethod.Post, $"{at}/publication", new { }, tag);
        }),
        ("requests assistance", async () =>
        {
            await Holds("assistance-officer", $"technical-assistance/needs?state={state}", answer =>
                answer.GetProperty("items").EnumerateArray().FirstOrDefault(it => it.GetProperty("review").GetString() == Review) is { ValueKind: JsonValueKind.Object } need && (Need = need.GetProperty("id").GetString()!).Length > 0);
            var request = await As($"focal-point/{state}", HttpMethod.Post, "technical-assistance/requests",
                new { state, needs = new[] { Need }, instrument = "uncac", articles = new[] { "uncac art. 52" }, kind = "legislative-drafting", description = "A draft law.", note = new { reference = "Test 2", date = today } });
            var programme = (await As("assistance-officer", HttpMethod.Get, "technical-assistance/programmes?limit=500")).Body.GetProperty("items").EnumerateArray().Select(it => it.GetProperty("id").GetString()!).First(id => id.Contains("corruption", StringComparison.Ordinal));
            await As("assistance-officer", HttpMethod.Post, $"technical-assistance/requests/{request.Body.GetProperty("id").GetString()}/decision", new { kind = "accepted", programme }, request.Tag);
            var activity = await As("assistance-officer", HttpMethod.Post, "technical-assistance/activities", new
            {
                kind = "training",
                title = new { en = "Drafting workshop" },
                instruments = new[] { "uncac" },
                beneficiaries = new[] { state },
                from = today.AddDays(-2),
                to = today,
                place = "Vienna",
                source = "Test 3",
                programme,
                needs = new[] { Need },
                participants = new[] { new { state, female = 11, male = 9, notStated = 0 } },
                funding = new[] { new { donor = other, amount = 42000, currency = "USD" } },
            });
            await As("assistance-officer", HttpMethod.Post, "technical-assistance/results",
                new { kind = "law-adopted", state, title = new { en = "Act on beneficial owners" }, articles = new[] { "uncac art. 52" }, adoptedOn = today, needs = new[] { Need }, activities = new[] { activity.Body.GetProperty("id").GetString() }, source = "Test 4" });
        }),
        ("says the need is met", async () =>
        {
            var need = await As($"focal-point/{state}", HttpMethod.Get, $"technical-assistance/needs/{Need}");
            await As($"focal-point/{state}", HttpMethod.Post, $"technical-assistance/needs/{Need}/met", new { metOn = today }, need.Tag);
            await Holds("review-officer", $"reviews/reviews/{Review}", answer => answer.GetProperty("outcome").GetProperty("findings").EnumerateArray().Any(it => it.TryGetProperty("answeredOn", out var on) && on.ValueKind == JsonValueKind.String));
        }),
        ("is asked and answers", async () =>
        {
            var found = await Designated(state);
            var sender = await Designated(other);
            Request = (await As($"central-authority/{other}", HttpMethod.Post, "networks/requests", new { from = sender, to = found, instrument = "uncac", article = "uncac art. 46", subject = "Records", text = "Who owns it?" })).Body.GetProperty("id").GetString()!;
            var received = await As($"central-authority/{state}", HttpMethod.Get, $"networks/requests/{Request}");
            var tag = (await As($"central-authority/{state}", HttpMethod.Post, $"networks/requests/{Request}/acknowledgement", new { }, received.Tag)).Tag;
            await As($"central-authority/{state}", HttpMethod.Post, $"networks/requests/{Request}/answer", new { text = "Those two." }, tag);
        }),
    ];

    async Task<string> Designated(string by) => (await As($"central-authority/{by}", HttpMethod.Post, "networks/authorities", new
    {
        state = by,
        details = new { names = new { en = $"Central Authority of {by} for {state}" }, functions = new[] { new { function = "mutual-legal-assistance", instrument = "uncac" } }, source = new { reference = "Test 5", date = today } },
    })).Body.GetProperty("id").GetString()!;

    public sealed record Reply(JsonElement Body, string? Tag);

    /// <summary>Sends it again under its key until it is answered, as a client does that must not lose what it was given.</summary>
    /// <param name="who">Role, and the State after a slash.</param>
    public async Task<Reply> As(string who, HttpMethod method, string path, object? body = null, string? ifMatch = null)
    {
        var client = Client(who);
        var key = $"loop-{state}-{++calls}";
        for (var since = TimeProvider.System.GetTimestamp(); ;)
        {
            var isOver = TimeProvider.System.GetElapsedTime(since) > WholePlatform.InsistsFor;
            try
            {
                using var request = new HttpRequestMessage(method, $"/api/{path}") { Content = body is null ? null : JsonContent.Create(body) };
                request.Headers.Add("Idempotency-Key", key);
                if (ifMatch is not null)
                    request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
                using var answer = await client.SendAsync(request);
                if (answer.IsSuccessStatusCode)
                    return new(await answer.Content.ReadFromJsonAsync<JsonElement>(), answer.Headers.ETag?.Tag);
                if ((int)answer.StatusCode < 500 || isOver)
                    throw new InvalidOperationException($"{method} {path} as {who}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            }
            catch (Exception away) when (away is HttpRequestException or TaskCanceledException && !isOver)
            {
            }
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            await pause.WaitForNextTickAsync();
        }
    }

    /// <summary>What is answered to somebody, whatever it is.</summary>
    public async Task<HttpStatusCode> StatusFor(string? who, string path)
    {
        using var answer = await (who is null ? platform.AsThePublic() : Client(who)).GetAsync($"/api/{path}");
        return answer.StatusCode;
    }

    Task Holds(string who, string path, Func<JsonElement, bool> holds) =>
        Eventually.Is($"{path} holds what has travelled", async () => holds((await As(who, HttpMethod.Get, path)).Body), true, TimeSpan.FromMinutes(2));

    HttpClient Client(string who) =>
        clients.TryGetValue(who, out var known) ? known : clients[who] = who.Split('/') is [var role, var of] ? platform.As(role, of) : platform.As(who);
}

using Servers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Contracts.Treaties;
using FsCheck;
using FsCheck.Fluent;
using Networks.Tests.World;
using ServiceDefaults.Access;

namespace Networks.Tests;

/// <summary>Anybody tries any step of a request, in any order, with good, stale and missing tags.</summary>
[Collection(OneNetworks.Name)]
public sealed partial class Any_walk_over_a_request(NetworksWorld world)
{
    const string Mla = "mutual-legal-assistance", Subject = "Company accounts", Text = "accounts of the Example Trading Company";

    public enum Step { Acknowledgement, Answer, Refusal, Withdrawal }

    public enum Tag { Current, Any, Stale, None }

    /// <param name="Right">Whether it is made by who may, having seen the request; else <paramref name="Who"/> and <paramref name="Tag"/> say by whom and how.</param>
    /// <param name="Who">The requesting State, the requested State, a third one, a mission of the first, an office, nobody.</param>
    public sealed record Try(bool Right, int Who, Step Step, Tag Tag);

    static readonly Gen<List<Try>> walks =
        (from right in Gen.Choose(0, 9)
         from who in Gen.Choose(0, 5)
         from step in Gen.Elements(Enum.GetValues<Step>())
         from tag in Gen.Elements(Enum.GetValues<Tag>())
         select new Try(right < 4, who, step, tag)).ListOf(14).Select(it => it.ToList());

    /// <summary>Between which no other test sends anything.</summary>
    static readonly string[] states = "FJI KIR MHL FSM NRU PLW WSM SLB TON TUV VUT PNG".Split(' ');

    int walked;
    readonly HashSet<string> ends = [];

    [Fact]
    public async Task Keeps_the_order_of_stages_and_every_text_and_tells_nobody_else_that_there_is_a_request()
    {
        foreach (var state in states)
            await world.Deposit(state, "untoc", TreatyActionKind.Accession, "2010-01-01");

        Prop.ForAll(Arb.From(walks), walk => Play(walk).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(8));

        ends.Count.ShouldBeGreaterThan(1, $"else the walks went nowhere: {string.Join(", ", ends)}");
    }

    async Task Play(List<Try> walk)
    {
        var (from, to) = (states[walked % states.Length], states[(walked + 5) % states.Length]);
        walked++;
        var body = new { from = await Designate(from), to = await Designate(to), instrument = "untoc", subject = Subject, text = Text };
        var none = await Told(from, to, Nobody);
        using var sent = await world.Service.As(Role.CentralAuthority, from).PostAsJsonAsync("/requests", body);
        var id = (await sent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();

        var (stage, version, answer, reasons) = ("transmitted", 1, (string?)null, (string?)null);
        for (var n = 0; n < walk.Count; n++)
        {
            var it = walk[n].Right ? walk[n] with { Who = walk[n].Step == Step.Withdrawal ? 0 : 1, Tag = Tag.Current } : walk[n];
            var expected = Expected(it, stage);
            (await Send(it, from, to, id, version, n)).ShouldBe(expected, $"{it} while {stage}");
            if (expected == 200)
            {
                (stage, version) = (After(it.Step), version + 1);
                answer = it.Step == Step.Answer ? $"Answer {n}." : answer;
                reasons = it.Step == Step.Refusal ? $"Reasons {n}." : reasons;
            }

            var shown = await Shown(from, id);
            shown.ShouldBe(await Shown(to, id), "both sides read the same");
            shown.ShouldBe($"{stage} {Tags.Of($"/requests/{id}", version)} {Subject} | {Text} | {answer} | {reasons}", $"after {it}");
            (await Told(from, to, id)).ShouldBe(none, $"others learn of {it}");
        }
        ends.Add(stage);
    }

    /// <summary>Which refusal comes before which: who is not of the two learns nothing, whose step it is not need not have seen it, and who has not seen it is not told the stage.</summary>
    static int Expected(Try it, string stage) => it switch
    {
        { Who: 5 } => 401,
        { Who: 3 or 4 } => 403,
        { Who: 2 } => 404,
        { Step: Step.Withdrawal, Who: 1 } or { Step: not Step.Withdrawal, Who: 0 } => 403,
        { Tag: Tag.None } => 428,
        { Tag: Tag.Stale } => 412,
        _ => (it.Step, stage) is (Step.Acknowledgement, "transmitted") or (Step.Answer or Step.Refusal, "acknowledged") or (Step.Withdrawal, "transmitted" or "acknowledged") ? 200 : 409,
    };

    static string After(Step step) => step switch { Step.Acknowledgement => "acknowledged", Step.Answer => "answered", Step.Refusal => "refused", _ => "withdrawn" };

    async Task<int> Send(Try it, string from, string to, Guid id, int version, int n)
    {
        using var client = it.Who switch
        {
            0 => world.Service.As(Role.CentralAuthority, from),
            1 => world.Service.As(Role.CentralAuthority, to),
            2 => world.Service.As(Role.CentralAuthority, "ZWE"),
            3 => world.Service.As(Role.PermanentMission, from),
            4 => world.Service.As(Role.NetworkOfficer),
            _ => world.Service.Http,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/requests/{id}/{it.Step.ToString().ToLowerInvariant()}")
        {
            Content = it.Step switch
            {
                Step.Answer => JsonContent.Create(new { text = $"Answer {n}." }),
                Step.Refusal => JsonContent.Create(new { ground = "legal-system", reasons = $"Reasons {n}." }),
                Step.Withdrawal => JsonContent.Create(new { reason = $"Withdrawal {n}." }),
                _ => null,
            },
        };
        if (it.Tag != Tag.None)
            request.Headers.TryAddWithoutValidation("If-Match", it.Tag switch { Tag.Any => "*", Tag.Current => Tags.Of($"/requests/{id}", version), _ => Tags.Of($"/requests/{id}", version - 1) });
        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }

    async Task<string> Shown(string state, Guid id)
    {
        using var answer = await world.Service.As(Role.CentralAuthority, state).GetAsync($"/requests/{id}");
        var request = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return $"{request.GetProperty("stage").GetString()} {answer.Headers.ETag} {Of("subject")} | {Of("text")} | {Of("answer", "text")} | {Of("refusal", "reasons")}";

        string? Of(params string[] path) => path.Aggregate(request, (part, name) => part.ValueKind == JsonValueKind.Object ? part.GetProperty(name) : part) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
    }

    /// <summary>Stands for a request that is not there.</summary>
    static readonly Guid Nobody = Guid.CreateVersion7(DateTimeOffset.UnixEpoch);

    /// <summary>All that everyone but the two is told, byte for byte; the number of requests is told to offices, and so asked of the others alone.</summary>
    /// <param name="id">A request of which they must be told what they are told of none.</param>
    async Task<string> Told(string from, string to, Guid id)
    {
        var told = new List<string>();
        foreach (var (who, state) in new (Role?, string?)[]
        {
            (null, null), (Role.CentralAuthority, "ZWE"), (Role.PermanentMission, from), (Role.FocalPoint, to), (Role.NetworkOfficer, null), (Role.Operator, null),
        })
        {
            using var client = who is { } role ? world.Service.As(role, state) : world.Service.Http;
            string[] counts = who == Role.NetworkOfficer ? [] : ["/figures/requests", "/figures/requests-by-outcome"];
            foreach (var path in (string[])[$"/requests/{id}", $"/requests/{id}/reads", "/requests", $"/authorities?state={to}", "/figures", "/figures/authorities/records?only=state:FJI", "/duties", .. counts])
            {
                using var answer = await client.GetAsync(path);
                told.Add(await Line($"{who} GET {path}", answer, id));
            }
            foreach (var step in Enum.GetValues<Step>())
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"/requests/{id}/{step.ToString().ToLowerInvariant()}") { Content = step == Step.Acknowledgement ? null : JsonContent.Create(new { text = "t", reason = "r", ground = "legal-system", reasons = "r" }) };
                request.Headers.TryAddWithoutValidation("If-Match", "*");
                using var answer = await client.SendAsync(request);
                told.Add(await Line($"{who} {step}", answer, id));
            }
        }
        return string.Join('\n', told);
    }

    static async Task<string> Line(string asked, HttpResponseMessage answer, Guid id) =>
        $"{asked} {(int)answer.StatusCode} {answer.Headers.ETag} {answer.Headers.CacheControl} {TraceId().Replace(await answer.Content.ReadAsStringAsync(), "")}".Replace($"{id}", "…", StringComparison.Ordinal);

    async Task<Guid> Designate(string state)
    {
        using var answer = await world.Service.As(Role.CentralAuthority, state).PostAsJsonAsync("/authorities", new { state, details = NetworksWorld.Details((Mla, "untoc")) });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    [GeneratedRegex("\"traceId\":\"[^\"]*\"")]
    private static partial Regex TraceId();
}

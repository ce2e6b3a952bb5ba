using System.Net.Http.Json;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Servers;
using ServiceDefaults.Access;

namespace Platform.Tests.Interfaces;

/// <summary>Asks each operation of the four services once, before the real record of treaty actions and one State's way through the loop, and keeps what was asked and answered as it is shown in the documents.</summary>
/// <remarks>What differs with each run is written the same: ids in the order in which they come up, moments, cursors. Of a long list the first two items are shown.</remarks>
sealed partial class Examples : IAsyncDisposable
{
    const int Shown = 2;

    /// <summary>The day on which all examples are asked; from then on its clock runs as others do.</summary>
    static readonly DateTimeOffset begins = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);

    public static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    readonly Dictionary<string, JsonNode> documents = [];
    readonly Dictionary<string, Func<Role?, string?, HttpClient>> clients = [];
    readonly Dictionary<string, SortedDictionary<string, JsonNode>> kept = [];
    readonly Dictionary<string, string> ids = [];
    readonly List<IAsyncDisposable> running = [];

    sealed class From(DateTimeOffset start) : TimeProvider
    {
        readonly long since = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(since);
    }

    public static async Task<Examples> Start(RealServers servers)
    {
        var examples = new Examples();
        var (broker, clock) = (await servers.NewVirtualHost("examples"), new From(begins));
        var treaties = await Run<Treaties.Storage.TreatiesDb>("treaties");
        await Eventually.Is("the first import is accepted", () => treaties.Scalar<long>("SELECT count(*) FROM kept_import WHERE accepted_at IS NOT NULL"), 1L);
        var others = (await Run<Reviews.Storage.ReviewsDb>("reviews"), await Run<TechnicalAssistance.Storage.TechnicalAssistanceDb>("technical-assistance"), await Run<Networks.Storage.NetworksDb>("networks"));
        examples.Applied = async () =>
        {
            await Follows(others.Item1, "treaties", treaties);
            await Follows(others.Item3, "treaties", treaties);
            await Follows(others.Item2, "treaties", treaties);
            await Follows(others.Item2, "reviews", others.Item1);
            await Follows(others.Item1, "technical-assistance", others.Item2);
        };
        await examples.Applied();
        return examples;

        async Task<ServiceHost<T>> Run<T>(string service) where T : class
        {
            var host = await ServiceHost<T>.Start(service, await servers.NewDatabase("examples"), broker, clock, new Dictionary<string, string?> { ["Journal:IdlePoll"] = "00:00:01" });
            examples.running.Add(host);
            examples.documents[service] = JsonNode.Parse(await host.Http.GetStringAsync("/openapi/v1.json"))!;
            examples.clients[service] = (role, state) => role is { } one ? host.As(one, state) : host.Http;
            examples.kept[service] = new(StringComparer.Ordinal);
            return host;
        }

        static Task Follows<T, TSource>(ServiceHost<T> service, string source, ServiceHost<TSource> of) where T : class where TSource : class => Eventually.True($"what {source} published is applied", async () =>
            await of.Scalar<long>("SELECT previous_published FROM journal_head") is var last && last <= await service.Scalar<long>($"SELECT coalesce(max(position), 0) FROM cursor WHERE source = '{source}'"));
    }

    /// <summary>Waits until what was published is applied everywhere.</summary>
    public Func<Task> Applied { get; private set; } = () => Task.CompletedTask;

    public sealed record Answered(JsonNode? Body, string? Tag)
    {
        public string Id => (string)Body!["id"]!;
    }

    /// <param name="operation">Its operationId.</param>
    /// <param name="path">Values of the path's parameters, in their order.</param>
    /// <param name="query">As it is written after the question mark.</param>
    /// <param name="body">Of JSON; a text is sent as a table.</param>
    public async Task<Answered> Ask(string service, string operation, Role? role = null, string? state = null, string[]? path = null, string query = "", object? body = null, string? ifMatch = null, int status = 0)
    {
        var (template, method, described) = (from it in documents[service]["paths"]!.AsObject() from one in it.Value!.AsObject() where (string?)one.Value!["operationId"] == operation select (it.Key, one.Key, one.Value!)).Single();
        var values = new Queue<string>(path ?? []);
        var parameters = new JsonObject();
        var address = Parameter().Replace(template, match =>
        {
            parameters[match.Groups[1].Value] = values.Peek();
            return string.Join('/', values.Dequeue().Split('/').Select(Uri.EscapeDataString));
        });
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(it => it.Split('=')))
            parameters[pair[0]] = pair[1];
        if (ifMatch is not null)
            parameters["If-Match"] = ifMatch;
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), address + (query == "" ? "" : "?" + string.Join('&', query.Split('&').Select(it => it.Split('=')).Select(it => $"{it[0]}={Uri.EscapeDataString(it[1])}"))))
        {
            Content = body switch { null => null, string table => new StringContent(table, Encoding.UTF8, "text/csv"), _ => JsonContent.Create(body) },
        };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var answer = await clients[service](role, state).SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(status > 0 ? status : int.Parse(described["responses"]!.AsObject().First(it => it.Key[0] == '2').Key, System.Globalization.CultureInfo.InvariantCulture), $"{service} {operation}: {text}");
        var said = text == "" ? null : JsonNode.Parse(text);
        kept[service][operation] = Plain(new JsonObject
        {
            ["parameters"] = parameters,
            ["body"] = body switch { null => null, string table => table, _ => JsonSerializer.SerializeToNode(body, JsonSerializerOptions.Web) },
            ["status"] = (int)answer.StatusCode,
            ["answer"] = said?.DeepClone(),
        });
        return new(said, answer.Headers.ETag?.ToString());
    }

    /// <summary>As it is kept, by service.</summary>
    public IReadOnlyDictionary<string, string> Written => kept.ToDictionary(it => it.Key, it => JsonSerializer.Serialize(it.Value, Json) + "\n");

    /// <summary>Operations of a service that have not been asked.</summary>
    public IReadOnlyList<string> Unasked(string service) =>
        [.. documents[service]["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(it => (string)it.Value!["operationId"]!).Except(kept[service].Keys)];

    JsonNode Plain(JsonNode node)
    {
        Shorten(node);
        var text = Ids().Replace(node.ToJsonString(Json), match => ids.TryGetValue(match.Value, out var known) ? known : ids[match.Value] = $"01950000-0000-7000-8000-{ids.Count + 1:x12}");
        text = Moments().Replace(text, "\"2026-11-30T09:00:00Z\"");
        text = Hashes().Replace(text, "\"" + new string('0', 64) + "\"");
        return JsonNode.Parse(text)!;
    }

    static void Shorten(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray several:
                while (several.Count > Shown)
                    several.RemoveAt(several.Count - 1);
                foreach (var item in several)
                    Shorten(item);
                break;
            case JsonObject one:
                foreach (var name in one.Select(it => it.Key).ToList())
                    if (name is "next" && one[name] is JsonValue)
                        one[name] = "eyJ2IjoxfQ";
                    else if (one[name] is not null && name switch
                    {
                        "epoch" or "newEpoch" => JsonValue.Create(1),
                        "traceId" => JsonValue.Create("4bf92f3577b34da6a3ce929d0e0e4736"),
                        "trace" => JsonValue.Create("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"),
                        "chain" => JsonValue.Create("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
                        _ => null,
                    } is { } same)
                        one[name] = same;
                    else
                        Shorten(one[name]);
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        running.Reverse();
        foreach (var host in running)
            await host.DisposeAsync();
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Ids();

    [GeneratedRegex("\"\\d{4}-\\d{2}-\\d{2}T[^\"]*\"")]
    private static partial Regex Moments();

    [GeneratedRegex("\"[0-9a-f]{64}\"")]
    private static partial Regex Hashes();
}

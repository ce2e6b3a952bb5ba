using System.Collections.Concurrent;
using System.Text.Json;
using Portal.Gateway;

namespace Portal.Services;

/// <summary>
/// What the services take in the fields of their requests, as their interfaces say: the words of a list, the length of a text. The one source of what
/// a form offers and how much it asks for.
/// </summary>
/// <remarks>Source: <c>docs/api</c>, which each service writes from the rules it checks by; <c>CommittedDocumentsTests</c> holds the two together.</remarks>
static class RequestRules
{
    static readonly Dictionary<UpstreamService, Interface> interfaces = UpstreamService.All.ToDictionary(service => service, Read);

    /// <summary>Read once for each field that a form asks.</summary>
    static readonly ConcurrentDictionary<(Request Request, string Field), FieldRule> known = [];

    /// <param name="method">By which the service takes the request.</param>
    /// <param name="path">Where it takes it: <c>/reviews/{an id}/outcome</c>.</param>
    /// <param name="field">As the request names it: <c>findings[1].need.kind</c>, <c>summary.en</c>.</param>
    /// <exception cref="KeyNotFoundException">The service takes no such request, or no such field in it.</exception>
    public static FieldRule Of(UpstreamService service, HttpMethod method, string path, string field)
    {
        var steps = path.Split('/');
        var request = interfaces[service].Requests.FirstOrDefault(it => it.Method == method && it.IsAt(steps))
            ?? throw new KeyNotFoundException($"{service.Name} takes no {method} at {path}.");
        return known.GetOrAdd((request, field), static (key, document) => Find(document, key.Request, key.Field), interfaces[service].Document);
    }

    static FieldRule Find(JsonElement document, Request request, string field)
    {
        JsonElement? at = request.Schema;
        foreach (var step in field.Split('.'))
        {
            var name = step.Split('[')[0];
            var found = at is { } owner ? Member(Resolved(document, owner), name)
                : throw new KeyNotFoundException($"There is no {field} in what {string.Join('/', request.Steps)} takes.");
            at = name == step ? found : Resolved(document, found).TryGetProperty("items", out var item) ? item : null;
        }
        if (at is not { } schema)
            return new([], null, null);
        schema = Resolved(document, schema);
        // Of a list that is chosen from, the words are those of its items.
        var chosen = schema.TryGetProperty("items", out var each) ? Resolved(document, each) : schema;
        return new(
            chosen.TryGetProperty("enum", out var words) ? [.. words.EnumerateArray().Where(word => word.ValueKind == JsonValueKind.String).Select(word => word.GetString()!)] : [],
            schema.TryGetProperty("maxLength", out var length) ? length.GetInt32() : null,
            schema.TryGetProperty("maxItems", out var items) ? items.GetInt32() : null);

        JsonElement Member(JsonElement owner, string name) =>
            owner.TryGetProperty("properties", out var members) && members.TryGetProperty(name, out var member) ? member
            : owner.TryGetProperty("additionalProperties", out var any) && any.ValueKind == JsonValueKind.Object ? any
            : throw new KeyNotFoundException($"There is no {field} in what {string.Join('/', request.Steps)} takes.");
    }

    /// <summary>The schema itself: behind its reference, and without the null that it may be instead.</summary>
    static JsonElement Resolved(JsonElement document, JsonElement schema)
    {
        while (true)
            if (schema.TryGetProperty("$ref", out var reference))
                schema = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
            else if (schema.TryGetProperty("oneOf", out var either))
                schema = either.EnumerateArray().First(it => !it.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || type.GetString() != "null");
            else
                return schema;
    }

    static Interface Read(UpstreamService service)
    {
        using var file = typeof(RequestRules).Assembly.GetManifestResourceStream($"interfaces/{service.Name}.json")!;
        using var read = JsonDocument.Parse(file);
        var document = read.RootElement.Clone();
        return new(document,
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from method in new[] { HttpMethod.Post, HttpMethod.Put }
               where path.Value.TryGetProperty(method.Method.ToLowerInvariant(), out var taken) && taken.TryGetProperty("requestBody", out var body)
                   && body.GetProperty("content").TryGetProperty("application/json", out _)
               select new Request(method, path.Name.Split('/'),
                   path.Value.GetProperty(method.Method.ToLowerInvariant()).GetProperty("requestBody").GetProperty("content").GetProperty("application/json")
                       .GetProperty("schema")),
        ]);
    }

    sealed record Interface(JsonElement Document, IReadOnlyList<Request> Requests);

    /// <param name="steps">Of its path, with names in braces where a request has ids.</param>
    sealed class Request(HttpMethod method, string[] steps, JsonElement schema)
    {
        public HttpMethod Method => method;

        public string[] Steps => steps;

        public JsonElement Schema => schema;

        public bool IsAt(string[] asked) => steps.Length == asked.Length && steps.Zip(asked).All(it => it.First == it.Second || it.First is ['{', ..]);
    }
}

/// <summary>What a service takes in one field.</summary>
/// <param name="Words">Of its closed list, in their order; empty where it has none.</param>
/// <param name="LengthMax">Of a text, in UTF-16 units; null where the interface names no limit.</param>
/// <param name="ItemsMax">Of a list; null where the interface names no limit.</param>
sealed record FieldRule(IReadOnlyList<string> Words, int? LengthMax, int? ItemsMax);

using System.Text.Json;
using Portal.Gateway;

namespace Portal.Services;

/// <summary>What the services take in the fields of their requests, as their interfaces say: the words of a list, the length of a text. The one source of what a form offers and how much it asks for.</summary>
/// <remarks>Source: <c>docs/api</c>, which each service writes from the rules it checks by; <c>CommittedDocumentsTests</c> holds the two together.</remarks>
static class RequestRules
{
    static readonly Dictionary<UpstreamService, JsonElement> documents = new[] { UpstreamService.Reviews, UpstreamService.TechnicalAssistance, UpstreamService.Networks }.ToDictionary(service => service, Read);

    /// <param name="path">Where the service takes the request, by POST: <c>/reviews/{an id}/outcome</c>.</param>
    /// <param name="field">As the request names it: <c>findings[1].need.kind</c>, <c>summary.en</c>.</param>
    /// <exception cref="KeyNotFoundException">The service takes no such request, or no such field in it.</exception>
    public static FieldRule Of(UpstreamService service, string path, string field)
    {
        var document = documents[service];
        var steps = path.Split('/');
        var taken = document.GetProperty("paths").EnumerateObject().FirstOrDefault(it => it.Value.TryGetProperty("post", out _) && IsOf(it.Name.Split('/'), steps));
        if (taken.Value.ValueKind == JsonValueKind.Undefined)
            throw new KeyNotFoundException($"{service.Name} takes nothing at {path}.");
        JsonElement? at = taken.Value.GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        foreach (var step in field.Split('.'))
        {
            var name = step.Split('[')[0];
            var found = at is { } owner ? Member(Resolved(document, owner), name) : throw new KeyNotFoundException($"{service.Name} takes no {field} at {path}.");
            at = name == step ? found : Resolved(document, found).TryGetProperty("items", out var item) ? item : null;
        }
        if (at is not { } schema)
            return new([], null);
        schema = Resolved(document, schema);
        return new(
            schema.TryGetProperty("enum", out var words) ? [.. words.EnumerateArray().Where(word => word.ValueKind == JsonValueKind.String).Select(word => word.GetString()!)] : [],
            schema.TryGetProperty("maxLength", out var length) ? length.GetInt32() : null);

        JsonElement Member(JsonElement owner, string name) =>
            owner.TryGetProperty("properties", out var members) && members.TryGetProperty(name, out var member) ? member
            : owner.TryGetProperty("additionalProperties", out var any) && any.ValueKind == JsonValueKind.Object ? any
            : throw new KeyNotFoundException($"{service.Name} takes no {field} at {path}.");
    }

    /// <summary>A path of the document has names in braces where a request has ids.</summary>
    static bool IsOf(string[] documented, string[] asked) => documented.Length == asked.Length && documented.Zip(asked).All(it => it.First == it.Second || it.First is ['{', ..]);

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

    static JsonElement Read(UpstreamService service)
    {
        using var file = typeof(RequestRules).Assembly.GetManifestResourceStream($"interfaces/{service.Name}.json")!;
        using var document = JsonDocument.Parse(file);
        return document.RootElement.Clone();
    }
}

/// <summary>What a service takes in one field.</summary>
/// <param name="Words">Of its closed list, in their order; empty where it has none.</param>
/// <param name="LengthMax">Of a text, in UTF-16 units; null where the interface names no limit.</param>
sealed record FieldRule(IReadOnlyList<string> Words, int? LengthMax);

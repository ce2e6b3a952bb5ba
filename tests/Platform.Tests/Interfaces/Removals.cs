using System.Text.Json.Nodes;

namespace Platform.Tests.Interfaces;

/// <summary>What a caller of the older document would miss in the newer one. Additions are no matter: the interface grows.</summary>
static class Removals
{
    static readonly string[] methods = ["get", "put", "post", "delete", "patch", "head", "options"];

    /// <returns>One line for each path, operation, parameter, answer or field that is gone, for each thing that must now be sent and needed not be, and for what is taken or promised less widely.</returns>
    public static IReadOnlyList<string> Between(JsonNode older, JsonNode newer)
    {
        var found = new List<string>();
        foreach (var (path, operations) in Members(older["paths"]))
            foreach (var method in methods.Where(method => operations?[method] is not null))
            {
                var at = $"{method.ToUpperInvariant()} {path}";
                if (newer["paths"]?[path]?[method] is { } now)
                    Operation(at, new(operations![method]!, older), new(now, newer), found);
                else
                    found.Add($"{at} is gone");
            }
        return found;
    }

    static void Operation(string at, Part older, Part newer, List<string> found)
    {
        var (before, now) = (Parameters(older), Parameters(newer));
        found.AddRange(before.Keys.Except(now.Keys).Select(name => $"{at}: parameter {name} is gone"));
        found.AddRange(now.Where(it => IsRequired(it.Value) && !(before.TryGetValue(it.Key, out var was) && IsRequired(was))).Select(it => $"{at}: parameter {it.Key} must be given"));
        foreach (var (name, was) in before)
            if (now.TryGetValue(name, out var is_) && was["schema"] is { } one && is_["schema"] is { } other)
                Schema($"{at} parameter {name}", older with { Node = one }, newer with { Node = other }, isSent: true, [], found);

        foreach (var (status, answer) in Members(older.Node["responses"]))
            Contents($"{at} {status}", older with { Node = answer! }, newer.Node["responses"]?[status] is { } same ? newer with { Node = same } : null, isSent: false, found);
        if (older.Node["requestBody"] is { } body)
            Contents($"{at} request", older with { Node = body }, newer.Node["requestBody"] is { } same ? newer with { Node = same } : null, isSent: true, found);
        else if (newer.Node["requestBody"]?["required"]?.GetValue<bool>() == true)
            found.Add($"{at}: a body must be sent");
    }

    static Dictionary<string, JsonNode> Parameters(Part operation) => (operation.Node["parameters"] as JsonArray ?? []).ToDictionary(it => $"{it!["name"]} in {it["in"]}", it => it!);

    static bool IsRequired(JsonNode parameter) => parameter["required"]?.GetValue<bool>() == true;

    static void Contents(string at, Part older, Part? newer, bool isSent, List<string> found)
    {
        if (newer is null)
            found.Add($"{at} is gone");
        else
        {
            (older, newer) = (older.Resolved(), newer.Resolved());
            foreach (var (type, content) in Members(older.Node["content"]))
                if (newer.Node["content"]?[type] is not { } now)
                    found.Add($"{at}: {type} is gone");
                else if (content!["schema"] is { } before && now["schema"] is { } after)
                    Schema(at, older with { Node = before }, newer with { Node = after }, isSent, [], found);
        }
    }

    /// <param name="open">Named schemas being looked at: those that contain themselves end there.</param>
    static void Schema(string at, Part older, Part newer, bool isSent, IReadOnlyList<string> open, List<string> found)
    {
        if ((string?)older.Node["$ref"] is { } name)
        {
            if (open.Contains(name))
                return;
            open = [.. open, name];
        }
        (older, newer) = (older.Resolved(), newer.Resolved());

        foreach (var (field, before) in Members(older.Node["properties"]))
            if (newer.Node["properties"]?[field] is { } now)
                Schema($"{at}.{field}", older with { Node = before! }, newer with { Node = now }, isSent, open, found);
            else
                found.Add($"{at}.{field} is gone");
        if (isSent)
            found.AddRange(Required(newer).Except(Required(older)).Select(field => $"{at}.{field} must be sent"));
        else
            found.AddRange(Required(older).Except(Required(newer)).Select(field => $"{at}.{field} may be missing"));
        if (isSent && newer.Node["enum"] is JsonArray left)
            found.AddRange(older.Node["enum"] is JsonArray words ? Words(words).Except(Words(left)).Where(word => word != "null").Select(word => $"{at}: the word {word} is gone") : [$"{at}: only some words are taken"]);
        if (older.Node["type"] is not null && newer.Node["type"] is not null)
        {
            var (wide, narrow) = isSent ? (Types(older), Types(newer)) : (Types(newer), Types(older));
            found.AddRange(wide.Except(narrow).Select(type => isSent ? $"{at}: {type} is taken no more" : $"{at} may be {type}"));
        }
        if (isSent)
        {
            found.AddRange(Lower("maxLength", "maxItems", "maximum").Concat(Higher("minLength", "minItems", "minimum")));
            if ((string?)newer.Node["pattern"] is { } form && form != (string?)older.Node["pattern"])
                found.Add($"{at}: only {form} is taken");
        }
        if (older.Node["items"] is { } item && newer.Node["items"] is { } itemNow)
            Schema($"{at}[]", older with { Node = item }, newer with { Node = itemNow }, isSent, open, found);
        foreach (var choice in new[] { "oneOf", "anyOf", "allOf" })
            if (older.Node[choice] is JsonArray choices && newer.Node[choice] is JsonArray choicesNow)
                foreach (var (before, now) in choices.Zip(choicesNow))
                    Schema(at, older with { Node = before! }, newer with { Node = now! }, isSent, open, found);

        IEnumerable<string> Lower(params string[] limits) => limits.Where(limit => Number(newer, limit) is { } now && !(Number(older, limit) <= now)).Select(limit => $"{at}: {limit} is {Number(newer, limit)}");

        IEnumerable<string> Higher(params string[] limits) => limits.Where(limit => Number(newer, limit) is > 0 and var now && !(Number(older, limit) >= now)).Select(limit => $"{at}: {limit} is {Number(newer, limit)}");
    }

    static decimal? Number(Part schema, string limit) => schema.Node[limit]?.GetValue<decimal>();

    /// <summary>Of two readings of a schema, the types it may be of: one, or several.</summary>
    static IEnumerable<string> Types(Part schema) => schema.Node["type"] is JsonArray several ? Words(several) : [schema.Node["type"]!.ToString()];

    static IEnumerable<string> Required(Part schema) => Words(schema.Node["required"] as JsonArray ?? []);

    static IEnumerable<string> Words(JsonArray array) => array.Select(word => word?.ToString() ?? "null");

    static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonNode? node) => node as JsonObject ?? [];

    /// <summary>A place in a document, and the document its references lead into.</summary>
    sealed record Part(JsonNode Node, JsonNode Document)
    {
        public Part Resolved() => (string?)Node["$ref"] is { } reference
            ? this with { Node = reference[2..].Split('/').Aggregate(Document, (at, name) => at[name] ?? throw new InvalidDataException($"{reference} leads nowhere.")) }
            : this;
    }
}

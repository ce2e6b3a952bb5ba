using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Servers;

/// <summary>Holds every answer that a test receives to the document of the service's interface, <c>docs/api</c>: no member that it does not name, none missing, each of its type and form.</summary>
/// <remarks>Answers may grow, so the document itself allows members that it does not know; that is for its readers. What a service answers today it must name.</remarks>
sealed class DocumentedAnswers(DocumentedAnswers.Interface documented, HttpMessageHandler next) : DelegatingHandler(next)
{
    /// <summary>Null where there is nothing to hold to: of the portal, whose pages are for people; of a service that only a test has; while the documents are being written anew.</summary>
    public static Interface? Of(string service) => service == "portal" || Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1" || !File.Exists(Repository.In("docs", "api", $"{service}.json")) ? null
        : interfaces.GetOrAdd(service, name => new(() => new(name))).Value;

    static readonly ConcurrentDictionary<string, Lazy<Interface>> interfaces = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (method, path) = (request.Method, request.RequestUri!.AbsolutePath);
        var answer = await base.SendAsync(request, cancellationToken);
        if (documented.Find(method == HttpMethod.Head ? HttpMethod.Get : method, path) is not { } operation)
            return answer;
        await answer.Content.LoadIntoBufferAsync(cancellationToken);
        var said = method == HttpMethod.Head ? [] : await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        if (operation.Fault(answer, said) is { } fault)
            throw new InvalidOperationException($"{method} {request.RequestUri.PathAndQuery} is answered with {(int)answer.StatusCode} otherwise than docs/api/{documented.Service}.json says: {fault}");
        return answer;
    }

    /// <summary>What the document of a service says.</summary>
    public sealed class Interface
    {
        static readonly string[] methods = ["get", "put", "post", "delete"];

        readonly List<(string Method, string[] Path, Operation Operation)> operations = [];

        public Interface(string service)
        {
            Service = service;
            var document = JsonNode.Parse(File.ReadAllText(Repository.In("docs", "api", $"{service}.json")))!;
            var schemas = (JsonObject)document["components"]!["schemas"]!;
            foreach (var (path, item) in (JsonObject)document["paths"]!)
                foreach (var method in methods.Where(method => item![method] is not null))
                    operations.Add((method, path.Split('/'), new(item![method]!, schemas, document["components"]!["responses"]!["Refused"]!)));
            // What is written out stands before what stands for anything.
            operations.Sort((one, other) => one.Path.Count(IsParameter).CompareTo(other.Path.Count(IsParameter)));
        }

        public string Service { get; }

        public Operation? Find(HttpMethod method, string path)
        {
            var parts = path.Split('/');
            return operations.FirstOrDefault(it => it.Method.Equals(method.Method, StringComparison.OrdinalIgnoreCase) && it.Path.Length == parts.Length
                && it.Path.Zip(parts).All(pair => IsParameter(pair.First) || pair.First == pair.Second)).Operation;
        }

        static bool IsParameter(string part) => part.Contains('{');
    }

    /// <summary>What it says of one operation.</summary>
    public sealed class Operation(JsonNode operation, JsonObject schemas, JsonNode refused)
    {
        static readonly EvaluationOptions strictly = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

        readonly ConcurrentDictionary<string, Lazy<JsonSchema>> read = [];

        /// <summary>In what an answer is another than the document says; null where it is as it says.</summary>
        public string? Fault(HttpResponseMessage answer, byte[] said)
        {
            var status = $"{(int)answer.StatusCode}";
            if ((operation["responses"]![status] ?? (status[0] is '4' or '5' ? operation["responses"]!["default"] : null)) is not { } documented)
                return "it knows no such status";
            if (status[0] == '2' && new[] { "ETag", "Link" }.FirstOrDefault(header => answer.Headers.Contains(header) && documented["headers"]?[header] is null) is { } unnamed)
                return $"it knows no {unnamed} beside it";
            if (said.Length == 0)
                return null;
            if (documented["$ref"] is not null)
                documented = refused;
            var type = answer.Content.Headers.ContentType?.MediaType ?? "nothing";
            if (documented["content"]?[type] is not { } content)
                return $"it knows no {type}";
            if (!type.EndsWith("json", StringComparison.Ordinal) || content["schema"] is not { } schema)
                return null;
            using var body = JsonDocument.Parse(said);
            if (status[0] is '4' or '5' && body.RootElement.GetProperty("rule").GetString() is var rule && !RulesOf(documented).Concat(RulesOf(refused)).Any(it => it == rule || rule!.StartsWith(it + "-", StringComparison.Ordinal)))
                return $"it knows no rule {rule}";
            var result = read.GetOrAdd(status + type, _ => new(() => Strict(schema))).Value.Evaluate(body.RootElement, strictly);
            return result.IsValid ? null : string.Join("; ", (result.Details ?? []).Where(it => it.Errors is not null).SelectMany(it => it.Errors!.Select(error => $"{it.InstanceLocation} {error.Value}")).Distinct().Take(5));
        }

        static IEnumerable<string> RulesOf(JsonNode response) => (response["x-rules"] as JsonArray ?? []).Select(it => (string)it!["rule"]!);

        JsonSchema Strict(JsonNode schema)
        {
            var whole = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["$defs"] = schemas.DeepClone(), ["allOf"] = new JsonArray(schema.DeepClone()) };
            Close(whole);
            return JsonSchema.FromText(whole.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal), new() { SchemaRegistry = new() });
        }

        static void Close(JsonNode? node)
        {
            if (node is JsonObject one)
            {
                if (one["properties"] is JsonObject { Count: > 0 } && one["type"] is not null)
                    one["additionalProperties"] = false;
                foreach (var (_, member) in one)
                    Close(member);
            }
            else if (node is JsonArray several)
                foreach (var item in several)
                    Close(item);
        }
    }
}

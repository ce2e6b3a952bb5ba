using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.OpenApi;

namespace ServiceDefaults.OpenApi;

/// <summary>What each use case of a service was once asked and answered, from <c>docs/api/examples</c>: a test asks all of it again.</summary>
sealed class ExamplesOfUseCases(IHostEnvironment environment)
{
    readonly Lazy<JsonObject> all = new(() => Read(Assembly.Load(environment.ApplicationName)));

    /// <summary>Shows the example of an operation at its parameters, its body and its answer; an operation without one is left as it is.</summary>
    public void Show(OpenApiOperation operation)
    {
        if (all.Value[operation.OperationId!] is not { } example)
            return;
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            if (example["parameters"]?[parameter.Name!] is { } value)
                parameter.Example = Typed(value, parameter);
        if (example["body"] is { } body)
            foreach (var (_, content) in operation.RequestBody?.Content?.Where(it => it.Key == (body is JsonValue ? "text/csv" : "application/json")) ?? [])
                content.Example = body.DeepClone();
        if (example["answer"] is { } answer && operation.Responses!.GetValueOrDefault($"{example["status"]}") is OpenApiResponse { Content: { } contents })
            foreach (var (type, content) in contents)
                if (type.EndsWith("json", StringComparison.Ordinal))
                    content.Example = answer.DeepClone();
    }

    /// <summary>An address is text; what it stands for may be a number, yes or no, or one of several.</summary>
    static JsonNode Typed(JsonNode value, OpenApiParameter parameter) => parameter.Schema?.Type switch
    {
        { } type when type.HasFlag(JsonSchemaType.Integer) || type.HasFlag(JsonSchemaType.Boolean) => JsonNode.Parse((string)value!)!,
        { } type when type.HasFlag(JsonSchemaType.Array) => new JsonArray(value.DeepClone()),
        _ => value.DeepClone(),
    };

    static JsonObject Read(Assembly service)
    {
        using var file = service.GetManifestResourceStream("examples.json");
        return file is null ? [] : JsonNode.Parse(file)!.AsObject();
    }
}

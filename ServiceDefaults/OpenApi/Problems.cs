using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace ServiceDefaults.OpenApi;

/// <summary>What a refusal looks like, whatever it refuses.</summary>
static class Problems
{
    /// <param name="fault">That of one field.</param>
    public static OpenApiSchema Schema(IOpenApiSchema fault) => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Why something was not done (RFC 9457), in the language of Accept-Language: ar, en or zh.",
        Required = new HashSet<string> { "type", "title", "status", "detail", "rule", "sentence", "values", "traceId" },
        AdditionalPropertiesAllowed = true,
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("Address of the rule, where it is explained; relative to the platform."),
            ["title"] = Text("The status in words."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The status of the answer." },
            ["detail"] = Text("What is wrong and what would be right."),
            ["rule"] = Text("Name of the rule, stable."),
            ["field"] = Text("The field at fault, as the request writes it; null for the request as a whole.", JsonSchemaType.Null),
            ["source"] = Text("The article or resolution the rule rests on; null for rules of the interface.", JsonSchemaType.Null),
            ["sentence"] = Text("The detail with the names of its values where they stand: {state} cannot review itself."),
            ["values"] = Values(),
            ["traceId"] = Text("Give it when you report a fault."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "Every field at fault, where there can be more than one.",
                Items = fault,
            },
        },
    };

    public static OpenApiSchema FaultOfOneField() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "What is wrong with one field.",
        Required = new HashSet<string> { "field", "rule", "detail", "sentence", "values" },
        AdditionalPropertiesAllowed = true,
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["field"] = Text("The field."), ["rule"] = Text("The rule."), ["detail"] = Text("What would be right."),
            ["sentence"] = Text("The detail with the names of its values."),
            ["values"] = Values(), ["source"] = Text("What the rule rests on.", JsonSchemaType.Null),
        },
    };

    static OpenApiSchema Values() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Each value of the sentence by its name.",
        AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalPropertiesAllowed = true },
    };

    static OpenApiSchema Text(string description, JsonSchemaType or = 0) => new() { Type = JsonSchemaType.String | or, Description = description };
}

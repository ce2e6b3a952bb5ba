using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using ServiceDefaults.Health;

namespace ServiceDefaults.OpenApi;

/// <summary>The OpenAPI 3.1 document of a service at <c>/openapi/v1.json</c>: the same bytes for the same code, so that it can be committed and compared.</summary>
static class Document
{
    const string Security = "bearer", Problem = "Problem";

    public static void AddDocument(this IServiceCollection services, string service) => services.Configure<ScalarOptions>(page => page.WithTitle(service)).AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = info => OpenApiOptions.CreateDefaultSchemaReferenceId(info) is { } usual ? info.Type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) ? usual : NameOf(info.Type) : null;
        options.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer<Schemas>();
        options.AddDocumentTransformer((document, _, _) =>
        {
            Complete(document, service);
            return Task.CompletedTask;
        });
    });

    public static void MapDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi/{documentName}.json").ForEveryone().AtOnce();

    /// <summary><c>RecordAction.Request</c> is <c>RecordActionRequest</c>: every use case has a request, and numbering them would hang on their order.</summary>
    static string NameOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsArray)
            return "ArrayOf" + NameOf(type.GetElementType()!);
        var own = type.Name.Split('`')[0];
        if (type.DeclaringType is { } use)
            own = NameOf(use) + own;
        return type.IsGenericType ? own + "Of" + string.Join("And", type.GetGenericArguments().Select(NameOf)) : own;
    }

    static void Complete(OpenApiDocument document, string service)
    {
        document.Info = new() { Title = service, Version = "1" };
        document.Servers = [];       // would name the host that happened to be asked
        document.Tags = null;        // would name classes and assemblies
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Security] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT", Description = "ES256, audience treaty-platform; roles and State as claims." },
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[Problem] = ProblemSchema();

        var schemas = document.Components.Schemas.OrderBy(schema => schema.Key, StringComparer.Ordinal).ToList();
        document.Components.Schemas = schemas.ToDictionary(schema => schema.Key, schema => schema.Value);
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations ?? []))
            operation.Value.Tags = new HashSet<OpenApiTagReference>();
        var paths = document.Paths.OrderBy(path => path.Key, StringComparer.Ordinal).ToList();
        document.Paths = [];
        foreach (var (path, item) in paths)
            document.Paths.Add(path, item);
    }

    static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var document = context.Document!;
        if (metadata.OfType<Paged>().Any())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter { Name = "limit", In = ParameterLocation.Query, Description = "Items on a page.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = $"{Paging<string>.LimitMax}", Default = JsonValue.Create(Paging<string>.LimitDefault) } });
            operation.Parameters.Add(new OpenApiParameter { Name = "cursor", In = ParameterLocation.Query, Description = "Where to go on: 'next' of the page before.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        }
        if (metadata.OfType<Tabular>().Any())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter { Name = "format", In = ParameterLocation.Query, Description = "As a table or not, whatever Accept says.", Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["json", "csv"] } });
        }

        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "A problem (RFC 9457).",
            Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(Problem, document) } },
        };
        if (metadata.OfType<AllowedRoles>().LastOrDefault() is { AreEveryone: false } allowed)
        {
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(Security, document)] = [] }];
            operation.Description = string.Join(" ", new[] { operation.Description, $"For: {allowed}." }.Where(text => !string.IsNullOrEmpty(text)));
        }
    }

    static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "type", "title", "status", "detail", "rule", "traceId" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("urn:problem:{rule}"),
            ["title"] = Text("The status in words."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = Text("What is wrong and what would be right."),
            ["rule"] = Text("Name of the rule, stable."),
            ["field"] = Text("The field at fault, as the request writes it.", JsonSchemaType.Null),
            ["source"] = Text("The article or resolution the rule rests on.", JsonSchemaType.Null),
            ["traceId"] = Text("Give it when you report a fault."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "Every field at fault, where there can be more than one.",
                Items = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = new Dictionary<string, IOpenApiSchema> { ["field"] = Text("The field."), ["rule"] = Text("The rule."), ["detail"] = Text("What would be right.") },
                },
            },
        },
    };

    static OpenApiSchema Text(string description, JsonSchemaType or = 0) => new() { Type = JsonSchemaType.String | or, Description = description };
}

using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;
using ServiceDefaults.Access;
using ServiceDefaults.Health;

namespace ServiceDefaults.OpenApi;

/// <summary>The OpenAPI 3.1 document of a service at <c>/openapi/v1.json</c>: the same bytes for the same code, so that it can be committed and compared.</summary>
public static class Document
{
    /// <summary>Where a newcomer's platform answers; who generates a client writes their own in its place.</summary>
    const string Platform = "http://localhost:8080";

    internal static void AddDocument(this IServiceCollection services, string service) =>
        services.AddSingleton<RulesOfUseCases>().AddSingleton<ExamplesOfUseCases>().AddSingleton<KeptDocument>().Configure<ScalarOptions>(page => page.WithTitle(service))
            .AddOpenApi(KeptDocument.Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = info => OpenApiOptions.CreateDefaultSchemaReferenceId(info) is not { } usual || IsTextOrNone(info.Type) ? null
            : info.Type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) ? usual : NameOf(info.Type);
        options.AddOperationTransformer<Operations>();
        options.AddSchemaTransformer<Schemas>();
        options.AddDocumentTransformer((document, _, _) =>
        {
            Complete(document, service);
            return Task.CompletedTask;
        });
    });

    internal static void MapDocument(this IEndpointRouteBuilder routes) => KeptDocument.Map(routes);

    /// <summary>What the <c>type</c> of a service's problems leads to.</summary>
    public static void MapRules(this IEndpointRouteBuilder routes) => ExplainRule.Map(routes.WhereRequestsAreChecked());

    /// <summary><c>RecordAction.Request</c> is <c>RecordActionRequest</c>: every use case has a request, and numbering them would hang on their order.</summary>
    internal static string NameOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsArray)
            return "ArrayOf" + NameOf(type.GetElementType()!);
        var own = type.Name.Split('`')[0];
        if (type.DeclaringType is { } use)
            own = NameOf(use) + own;
        return type.IsGenericType ? own + "Of" + string.Join("And", type.GetGenericArguments().Select(NameOf)) : own;
    }

    /// <summary>A form that may be left empty is a text or null where it stands: as a choice of null and a named form, generators make a type of it.</summary>
    static bool IsTextOrNone(Type type) => Nullable.GetUnderlyingType(type) is { } one && Schemas.FormOf(one) is not null;

    static void Complete(OpenApiDocument document, string service)
    {
        document.Info = new()
        {
            Title = string.Join(' ', service.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])),
            Version = Release,
            Description = $"The interface of the Treaty Platform's service {service}. "
                + "Days are written 2026-11-30, moments 2026-11-30T09:00:00Z, a State KEN, a provision `uncac art. 46(13)`. "
                + "Every refusal is a problem (RFC 9457) that names the field and the rule. Answers may grow by members; nothing that is there goes away within /v1.",
            License = new() { Name = "MIT", Identifier = "MIT" },
            Contact = new() { Name = "The operators of the platform that answers" },
        };
        document.Servers =
        [
            new()
            {
                Url = service == "portal" ? "{platform}" : $"{{platform}}/api/{service}",
                Description = "The platform's gateway.",
                Variables = new Dictionary<string, OpenApiServerVariable> { ["platform"] = new()
                    { Default = Platform, Description = "Where the platform answers; the default is that of ./platform up." } },
            },
        ];
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Operations.Security] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT",
                Description = "ES256, audience treaty-platform; roles and State as claims. The roles that an operation names are alternatives." },
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas.Remove("ProblemDetails");        // the framework's: what is answered says more
        document.Components.Schemas[Operations.FieldFault] = Problems.FaultOfOneField();
        document.Components.Schemas[Operations.Problem] = Problems.Schema(new OpenApiSchemaReference(Operations.FieldFault, document));
        document.Components.Responses = new Dictionary<string, IOpenApiResponse> { [Operations.Refused] = Operations.OfEveryRequest(document) };

        var schemas = document.Components.Schemas.OrderBy(schema => schema.Key, StringComparer.Ordinal).ToList();
        document.Components.Schemas = schemas.ToDictionary(schema => schema.Key, schema => schema.Value);
        var paths = document.Paths.OrderBy(path => path.Key, StringComparer.Ordinal).ToList();
        document.Paths = [];
        foreach (var (path, item) in paths)
            document.Paths.Add(path, item);
        // A folder is described by what is in it.
        document.Tags = paths.SelectMany(path => path.Value.Operations!.Values).GroupBy(operation => operation.Tags!.Single().Reference.Id!)
            .OrderBy(folder => folder.Key, StringComparer.Ordinal)
            .Select(folder => new OpenApiTag { Name = folder.Key, Description = string.Join("; ", folder.Select(operation => operation.Summary)) + "." }).ToHashSet();
    }

    /// <summary>Of the platform as it was built, without the commit.</summary>
    static string Release => typeof(Document).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}

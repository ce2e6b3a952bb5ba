using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace ServiceDefaults.OpenApi;

/// <summary>Completes what the document says of a use case: its name and folder, who may, what its parameters mean, what comes beside its answer and what it refuses.</summary>
sealed partial class Operations(RulesOfUseCases rules, ExamplesOfUseCases examples) : IOpenApiOperationTransformer
{
    public const string Security = "bearer", Problem = "Problem", FieldFault = "FieldFault", Format = "AnswerFormat", Refused = "Refused";

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var handler = metadata.OfType<MethodInfo>().First();
        operation.OperationId = metadata.OfType<IEndpointNameMetadata>().LastOrDefault()?.EndpointName ?? JsonNamingPolicy.CamelCase.ConvertName(UseCaseOf(handler).Name);
        operation.Tags = new HashSet<OpenApiTagReference> { new(FolderOf(UseCaseOf(handler)), context.Document) };
        var allowed = metadata.OfType<AllowedRoles>().Last();
        Allow(operation, allowed, context.Document!);
        await Explain(operation, context, handler, cancellationToken);
        AddOurs(operation, metadata, context.Document!);
        SayWhatAFormHolds(operation);
        Refuse(operation, allowed.AreEveryone, context.Document!);
        examples.Show(operation);
    }

    /// <summary>The static class that a handler is of; a lambda is of a class that the compiler made within it.</summary>
    static Type UseCaseOf(MethodInfo handler)
    {
        var type = handler.DeclaringType!;
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }

    /// <summary>The folder that a use case lies in, in words: <c>Country reviews</c>.</summary>
    static string FolderOf(Type useCase)
    {
        var words = Humps().Replace(useCase.Namespace!.Split('.')[^1], " $1");
        return words[0] + words[1..].ToLowerInvariant();
    }

    static void Allow(OpenApiOperation operation, AllowedRoles allowed, OpenApiDocument document)
    {
        operation.Security = allowed.AreEveryone ? []
            : [.. allowed.Roles.Select(role => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Security, document)] = [RoleNames.Of(role)] })];
        operation.Description = string.Join(" ",
            new[] { operation.Description, allowed.AreEveryone ? "For everyone." : $"For: {allowed}." }.Where(text => !string.IsNullOrEmpty(text)));
    }

    static async Task Explain(OpenApiOperation operation, OpenApiOperationTransformerContext context, MethodInfo handler, CancellationToken cancel)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            var described = context.Description.ParameterDescriptions.FirstOrDefault(it => it.Name == parameter.Name);
            parameter.Description ??= Words(handler, described, parameter.Name!, context.Description.RelativePath!);
            // Addresses are read whatever the case; they are written as everything else is.
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
            if (described?.ParameterDescriptor?.ParameterType is { } type && NamedTypeOf(type) is { } named)
                parameter.Schema = await Reference(named, context, cancel);
        }
    }

    /// <summary>Of a parameter of a type that has a form of its own: that type, so that its form stands once in the document.</summary>
    static Type? NamedTypeOf(Type type)
    {
        var one = Nullable.GetUnderlyingType(type) ?? type;
        if (one is { IsGenericType: true } word && word.GetGenericTypeDefinition() == typeof(Word<>))
            return word.GetGenericArguments()[0];
        return Schemas.FormOf(one) is null ? null : one;
    }

    static async Task<IOpenApiSchema> Reference(Type type, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var name = Document.NameOf(type);
        if (context.Document!.Components?.Schemas?.ContainsKey(name) != true)
            context.Document.AddComponent(name, await context.GetOrCreateSchemaAsync(type, null, cancel));
        return new OpenApiSchemaReference(name, context.Document);
    }

    static string? Words(MethodInfo handler, ApiParameterDescription? described, string name, string path)
    {
        var written = described?.ParameterDescriptor?.Name ?? name;        // in the code, where the address may say it otherwise
        if (Docstrings.Of(handler, written) is { } own)
            return own;
        foreach (var record in handler.GetParameters().Where(it => it.IsDefined(typeof(AsParametersAttribute))).Select(it => it.ParameterType))
            if (Docstrings.Of(record, record.GetProperties().FirstOrDefault(it => it.Name.Equals(written, StringComparison.OrdinalIgnoreCase))?.Name ?? "") is { } ofTheRecord)
                return ofTheRecord;
        return CommonParameters.Words(name, path) ?? (described?.Type is { } type ? Docstrings.Of(NamedTypeOf(type) ?? type) : null);
    }

    /// <summary>What is read and answered beside a use case's own parameters and answer.</summary>
    static void AddOurs(OpenApiOperation operation, IList<object> metadata, OpenApiDocument document)
    {
        var isPaged = metadata.OfType<Paged>().Any();
        if (isPaged)
        {
            Add("limit", ParameterLocation.Query, "Items on a page.",
                new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = $"{Paging<string>.LimitMax}",
                    Default = JsonValue.Create(Paging<string>.LimitDefault) });
            Add("cursor", ParameterLocation.Query, "Where to go on: 'next' of the page before; the first page when left out.", new OpenApiSchema { Type = JsonSchemaType.String });
            Beside("Link", "The address of the next page, rel=\"next\" (RFC 8288); not on the last.");
        }
        if (metadata.OfType<Tabular>().Any())
        {
            ((OpenApiResponse)operation.Responses!["200"]).Content![Csv.MediaType] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String,
                Description = "A table (RFC 4180), UTF-8, the header first." } };
            if (document.Components?.Schemas?.ContainsKey(Format) != true)
                document.AddComponent(Format, new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["json", "csv"],
                    Description = "How an answer is written: as JSON, or as a table (RFC 4180)." });
            Add("format", ParameterLocation.Query, "As a table or not; what Accept says when left out, else json.", new OpenApiSchemaReference(Format, document));
        }
        foreach (var read in metadata.OfType<IReadsHeader>())
            Add(read.Header, ParameterLocation.Header, read.Description, new OpenApiSchema { Type = JsonSchemaType.String }, read.IsRequired);
        if (metadata.OfType<IHttpMethodMetadata>().Any(it => it.HttpMethods is ["GET"]))
            Beside(Freshness.Header, "private, no-store where the answer is for its asker alone; "
                + "no-cache where it may be kept and is to be asked for again, with If-None-Match where it has an ETag.");
        foreach (var sent in metadata.OfType<ISendsHeader>())
            Beside(sent.Header, sent.Description);

        void Add(string name, ParameterLocation place, string description, IOpenApiSchema schema, bool isRequired = false) =>
            (operation.Parameters ??= []).Add(new OpenApiParameter { Name = name, In = place, Description = description, Schema = schema, Required = isRequired });

        void Beside(string header, string description)
        {
            foreach (var (_, answer) in (operation.Responses ?? []).Where(it => it.Key.StartsWith('2')))
                ((answer as OpenApiResponse)!.Headers ??= new Dictionary<string, IOpenApiHeader>())[header] = new OpenApiHeader { Description = description,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        }
    }

    /// <summary>A file can be sent as it is, or as the one file of a form: of that the framework says what is read, not what is sent.</summary>
    static void SayWhatAFormHolds(OpenApiOperation operation)
    {
        const string form = "multipart/form-data", part = "file";
        if (operation.RequestBody?.Content is { } content && content.ContainsKey(form))
            content[form] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string> { part },
                    Properties = new Dictionary<string, IOpenApiSchema> { [part] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary",
                        Description = "The file; its part may have another name." } },
                },
            };
    }

    /// <summary>A response for each status, with the rules it is answered for; what any request can be refused for stands once, in the default.</summary>
    void Refuse(OpenApiOperation operation, bool isForEveryone, OpenApiDocument document)
    {
        var own = rules.All.GetValueOrDefault(operation.OperationId!, []);
        operation.Responses ??= [];
        foreach (var status in operation.Responses.Keys.Where(status => status[0] is '4' or '5').ToList())
            operation.Responses.Remove(status);
        foreach (var status in own.Select(it => it.Status).Append(StatusCodes.Status400BadRequest)
            .Concat(isForEveryone ? [] : [StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden]).Distinct().Order())
            operation.Responses[$"{status}"] = Refusing(status, [.. own.Where(it => it.Status == status)], document);
        operation.Responses["default"] = new OpenApiResponseReference(Refused, document);
    }

    static OpenApiResponse Refusing(int status, IReadOnlyList<RulesOfUseCases.Refused> rules, OpenApiDocument document) => new()
    {
        Description = string.Join("\n",
            rules.Select(it => $"- `{it.Rule.Split('#')[0]}`{(it.Field is null ? "" : $" ({it.Field})")}: {it.Sentence}").Prepend($"{RulesOfUseCases.TitleOf(status)}."
            + (status is StatusCodes.Status400BadRequest or StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden
                ? " Also for rules that any request can break: see the default." : ""))),
        Content = Content(document),
        Extensions = rules.Count == 0 ? null : new Dictionary<string, IOpenApiExtension>
        {
            ["x-rules"] = new JsonNodeExtension(
                new JsonArray([.. rules.Select(it => (JsonNode)new JsonObject { ["rule"] = it.Rule.Split('#')[0], ["field"] = it.Field, ["sentence"] = it.Sentence })])),
        },
    };

    /// <summary>What any request can be refused for.</summary>
    public static OpenApiResponse OfEveryRequest(OpenApiDocument document) => new()
    {
        Description = "Any other refusal: a problem (RFC 9457). "
            + $"Any request can be refused for {string.Join(", ", RulesOfUseCases.OfEveryRequest.Select(rule => $"`{rule}`"))}; each is explained at /problems/ and its name.",
        Content = Content(document),
        Extensions = new Dictionary<string, IOpenApiExtension> { ["x-rules"] = new JsonNodeExtension(
            new JsonArray([.. RulesOfUseCases.OfEveryRequest.Select(rule => (JsonNode)new JsonObject { ["rule"] = rule })])) },
    };

    static Dictionary<string, OpenApiMediaType> Content(OpenApiDocument document) =>
        new() { ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(Problem, document) } };

    [GeneratedRegex("(?<=[a-z])([A-Z])")]
    private static partial Regex Humps();
}

using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace ServiceDefaults.Answers;

/// <summary>Explains a request the framework could not read: which field, and what would be readable. Shows no type of ours.</summary>
static partial class Unreadable
{
    public static Refusal Explain(BadHttpRequestException exception, Endpoint? endpoint)
    {
        if (exception.InnerException is JsonException json)
            return Explain(json, endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType);
        if (NotBound().Match(exception.Message) is { Success: true } bound)
            return Refusal.Invalid("interface/unreadable-field", bound.Groups["name"].Value, $"'{bound.Groups["value"].Value}' cannot be read as {Words(ParameterType(endpoint, bound.Groups["name"].Value))}.");
        if (NotGiven().Match(exception.Message) is { Success: true } missing)
            return Refusal.Invalid("interface/missing-field", missing.Groups["from"].Value is "body" ? null : missing.Groups["name"].Value, $"Wanted from the {missing.Groups["from"].Value}, and not given.");
        return Refusal.Invalid("interface/unreadable", null, "The request cannot be read.");
    }

    static Refusal Explain(JsonException json, Type? request)
    {
        var field = Field(json.Path);
        if (Missing().Match(json.Message) is { Success: true } missing)
        {
            var names = Quoted().Matches(missing.Groups["names"].Value).Select(name => name.Groups[1].Value).ToList();
            return Refusal.Invalid("interface/missing-field", Join(field, names[0]), $"Not given: {string.Join(", ", names)}.");
        }
        if (Unmapped().Match(json.Message) is { Success: true } unmapped)
            return Refusal.Invalid("interface/unknown-field", field ?? unmapped.Groups["name"].Value, $"There is no field '{unmapped.Groups["name"].Value}' here.");
        if (json.Message.StartsWith("Duplicate property", StringComparison.Ordinal))
            return Refusal.Invalid("interface/field-given-twice", field, "A field is given twice.");
        if (field is null || json.InnerException is not null and not InvalidOperationException and not FormatException)
            return Refusal.Invalid("interface/unreadable", null, $"The body is no JSON that can be read: see line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}.");
        if (NoNull().IsMatch(json.Message))
            return Refusal.Invalid("interface/unreadable-field", field, "null is no value here.");
        if (Conversion().IsMatch(json.Message))
            return Refusal.Invalid("interface/unreadable-field", field, $"The value cannot be read as {Words(TypeAt(field, request))}.");
        // What is left are the sentences of our own converters.
        return Refusal.Invalid("interface/unreadable-field", field, json.Message.Split(" Path: ")[0]);
    }

    /// <summary><c>$.items[0].notedOn</c> is <c>items[0].notedOn</c> to the one who wrote it; the root is no field.</summary>
    static string? Field(string? path) => path is null or "$" ? null : path.TrimStart('$').TrimStart('.');

    static string Join(string? parent, string name) => parent is null ? name : $"{parent}.{name}";

    static Type? ParameterType(Endpoint? endpoint, string name) =>
        endpoint?.Metadata.GetMetadata<MethodInfo>()?.GetParameters().FirstOrDefault(parameter => parameter.Name == name)?.ParameterType is { } type ? Nullable.GetUnderlyingType(type) ?? type : null;

    /// <summary>The type at a path of the request. (The exception names the type at the root.)</summary>
    static Type? TypeAt(string field, Type? request)
    {
        var type = request;
        foreach (Match step in Step().Matches(field))
            type = type is null ? null : AnswerDefaults.Json.GetTypeInfo(type) switch
            {
                { Kind: JsonTypeInfoKind.Object } members => members.Properties.FirstOrDefault(property => property.Name == step.Value)?.PropertyType,
                var other => other.ElementType,
            };
        return type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
    }

    static string Words(Type? type) => type switch
    {
        null => "what is wanted here",
        { IsEnum: true } => "one of: " + string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)),
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(Word<>) => Words(type.GetGenericArguments()[0]),
        _ => Words(type.Name),
    };

    static string Words(string type) => type switch
    {
        nameof(DateOnly) => "a date (YYYY-MM-DD)",
        nameof(DateTimeOffset) or nameof(DateTime) => "a date and time (ISO 8601)",
        nameof(Int32) or nameof(Int64) => "a whole number",
        nameof(Decimal) or nameof(Double) => "a number",
        nameof(Boolean) => "true or false",
        nameof(Guid) => "an id (UUID)",
        nameof(StateCode) => "a State: three capital letters, as in KEN",
        nameof(String) => "a text",
        _ => "what is wanted here",
    };

    // The framework's messages are the only place where it names the parameter; UnreadableRequestTests hold these patterns to it.
    [GeneratedRegex("""^Failed to bind parameter "(?<type>.+) (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex NotBound();

    [GeneratedRegex("""^(?:Required|Implicit body inferred for) parameter "(?:(?<type>.+) )?(?<name>\w+)" (?:was not provided from (?<from>[a-z ]+)|but no (?<from>body) was provided)""")]
    private static partial Regex NotGiven();

    [GeneratedRegex("missing required properties including: (?<names>.+)")]
    private static partial Regex Missing();

    [GeneratedRegex("^The JSON property '(?<name>[^']*)' could not be mapped")]
    private static partial Regex Unmapped();

    [GeneratedRegex("could not be converted to ")]
    private static partial Regex Conversion();

    [GeneratedRegex("doesn't allow (?:null values|getting null values|setting null values)|does not allow null|cannot be null")]
    private static partial Regex NoNull();

    [GeneratedRegex(@"[^.\[\]]+|\[\d+\]")]
    private static partial Regex Step();

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Quoted();
}

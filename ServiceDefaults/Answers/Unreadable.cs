using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Reading;

namespace ServiceDefaults.Answers;

/// <summary>Explains a request the framework could not read: which field, and what would be readable. Shows no type of ours.</summary>
static partial class Unreadable
{
    static readonly Rule unreadable = new("interface/unreadable"), unreadableJson = new("interface/unreadable#json", "line", "byte"), noObject = new("interface/unreadable#object");
    static readonly Rule unreadableField = new("interface/unreadable-field", "text", "wanted");
    static readonly Rule unreadableValue = new("interface/unreadable-field#value", "wanted"), noWordOfTheList = new("interface/unreadable-field#value-word", "words");

    /// <summary>A text that is no word of a closed list.</summary>
    public static readonly Rule NoneOfTheWords = new("interface/unreadable-field#word", "text", "words");

    /// <summary>Nothing stands where a value is wanted.</summary>
    public static readonly Rule NullValue = new("interface/unreadable-field#null");

    static readonly Rule noSuchDay = new("interface/unreadable-field#no-such-day", "text"), yearOfFourDigits = new("interface/unreadable-field#year", "text");
    static readonly Rule missingFrom = new("interface/missing-field#from", "place"), missingFields = new("interface/missing-field", "fields");
    static readonly Rule unknownField = new("interface/unknown-field", "name"), givenTwice = new("interface/field-given-twice");

    public static Refusal Explain(BadHttpRequestException exception, HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (exception.InnerException is JsonException json)
            return Explain(json, endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType);
        if (NotBound().Match(exception.Message) is { Success: true } bound && ParameterOf(context, bound.Groups["name"].Value) is var parameter)
            return As(parameter?.Type, parameter?.Name ?? bound.Groups["name"].Value, bound.Groups["value"].Value);
        if (NotGiven().Match(exception.Message) is { Success: true } missing)
            return Refusal.Invalid(missingFrom.With(RefusalValue.Word("place", missing.Groups["from"].Value is "body" ? "body" : "address")), missing.Groups["from"].Value is "body" ? null : ParameterOf(context, missing.Groups["name"].Value)?.Name ?? missing.Groups["name"].Value);
        return Refusal.Invalid(unreadable, null);
    }

    /// <summary>A text that cannot be read as what is wanted.</summary>
    public static Refusal As(Type? wanted, string field, string text) => Refusal.Invalid(
        wanted == typeof(DateOnly) && LikeADay().IsMatch(text) ? noSuchDay.With(RefusalValue.Text(text)) :
        wanted == typeof(DateOnly) && YearTooLong().IsMatch(text) ? yearOfFourDigits.With(RefusalValue.Text(text)) :
        WordsOf(wanted) is { } words ? NoneOfTheWords.With(RefusalValue.Text(text), words) : unreadableField.With(RefusalValue.Text(text), Wanted(wanted)), field);

    static Refusal Explain(JsonException json, Type? request)
    {
        var field = Field(json.Path);
        if (Missing().Match(json.Message) is { Success: true } missing)
        {
            var names = Quoted().Matches(missing.Groups["names"].Value).Select(name => name.Groups[1].Value).ToList();
            return Refusal.Invalid(missingFields.With(RefusalValue.List(names.Select(name => RefusalValue.Field(Join(field, name))))), Join(field, names[0]));
        }
        if (Unmapped().Match(json.Message) is { Success: true } unmapped)
            return Refusal.Invalid(unknownField.With(RefusalValue.Text(unmapped.Groups["name"].Value)), field ?? unmapped.Groups["name"].Value);
        if (json.Message.StartsWith("Duplicate property", StringComparison.Ordinal))
            return Refusal.Invalid(givenTwice, field);
        if (field is null && json.InnerException is null)
            return Refusal.Invalid(noObject, null);
        if (field is null || json.InnerException is not null and not InvalidOperationException and not FormatException)
            return Refusal.Invalid(unreadableJson.With((json.LineNumber ?? 0) + 1, (json.BytePositionInLine ?? 0) + 1), null);
        if (NoNull().IsMatch(json.Message))
            return Refusal.Invalid(NullValue, field);
        var wanted = TypeAt(field, request);
        if (json is Written.Miswritten { Text: { } text })
            return As(wanted, field, text);
        return Refusal.Invalid(WordsOf(wanted) is { } words ? noWordOfTheList.With(words) : unreadableValue.With(Wanted(wanted)), field);
    }

    /// <summary><c>$.items[0].notedOn</c> is <c>items[0].notedOn</c> to the one who wrote it; the root is no field.</summary>
    static string? Field(string? path) => path is null or "$" ? null : path.TrimStart('$').TrimStart('.');

    static string Join(string? parent, string name) => parent is null ? name : $"{parent}.{name}";

    /// <param name="name">As the code has it, which the framework names: that of a record of parameters begins with a capital.</param>
    static AddressParameter? ParameterOf(HttpContext context, string name) =>
        context.GetEndpoint() is { } endpoint ? context.RequestServices.GetRequiredService<QueryParameters>().Of(endpoint)?.Parameters.FirstOrDefault(it => it.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) : null;

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

    /// <summary>The words of a closed list; null for other types.</summary>
    static RefusalValue? WordsOf(Type? type) => type switch
    {
        { IsEnum: true } => RefusalValue.List(Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName).Select(word => RefusalValue.Word(JsonNamingPolicy.KebabCaseLower.ConvertName(type.Name), word))),
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(Word<>) => WordsOf(type.GetGenericArguments()[0]),
        _ => null,
    };

    static RefusalValue Wanted(Type? type) => RefusalValue.Word("wanted", type?.Name switch
    {
        nameof(DateOnly) => "date",
        nameof(DateTimeOffset) or nameof(DateTime) => "moment",
        nameof(Int32) or nameof(Int64) => "whole-number",
        nameof(Decimal) or nameof(Double) => "number",
        nameof(Boolean) => "yes-or-no",
        nameof(Guid) => "id",
        nameof(StateCode) => "state",
        nameof(InstrumentId) => "instrument",
        nameof(ArticleRef) => "provision",
        nameof(String) => "text",
        _ when type is not null && AnswerDefaults.Json.GetTypeInfo(type).Kind is JsonTypeInfoKind.Enumerable => "list",
        _ when type is not null && AnswerDefaults.Json.GetTypeInfo(type).Kind is JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "object",
        _ => "other",
    });

    // The framework's messages are the only place where it names the parameter; UnreadableRequestTests hold these patterns to it.
    [GeneratedRegex("""^Failed to bind parameter "(?<type>.+) (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex NotBound();

    [GeneratedRegex("""^(?:Required|Implicit body inferred for) parameter "(?:(?<type>.+) )?(?<name>\w+)" (?:was not provided from (?<from>[a-z ]+)|but no (?<from>body) was provided)""")]
    private static partial Regex NotGiven();

    [GeneratedRegex("missing required properties including: (?<names>.+)")]
    private static partial Regex Missing();

    [GeneratedRegex("^The JSON property '(?<name>[^']*)' could not be mapped")]
    private static partial Regex Unmapped();

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z")]
    private static partial Regex LikeADay();

    [GeneratedRegex(@"\A[0-9]{5,}-[0-9]{1,2}-[0-9]{1,2}\z")]
    private static partial Regex YearTooLong();

    [GeneratedRegex("doesn't allow (?:null values|getting null values|setting null values)|does not allow null|cannot be null")]
    private static partial Regex NoNull();

    [GeneratedRegex(@"[^.\[\]]+|\[\d+\]")]
    private static partial Regex Step();

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Quoted();
}

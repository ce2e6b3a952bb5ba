using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Contracts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using ServiceDefaults.Answers;
using ServiceDefaults.Reading;

namespace ServiceDefaults.OpenApi;

/// <summary>
/// Completes the schema of a type or field: the words of its docstring, the form of what is written as one text, and the limits that stand on the
/// parameters of records.
/// </summary>
sealed class Schemas : IOpenApiSchemaTransformer
{
    public async Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        var one = Nullable.GetUnderlyingType(type) ?? type;
        // Within another schema it may be left empty; as a parameter it is there or not.
        var orNull = type != one && (context.ParameterDescription is null || context.JsonPropertyInfo is not null) ? JsonSchemaType.Null : 0;
        // A converter of our own hides what it reads and writes.
        if (FormOf(one) is { } form)
            (schema.Type, schema.Pattern, schema.Properties, schema.Examples) = (JsonSchemaType.String | orNull, form.Pattern, null, [form.Example]);
        else if (one == typeof(DateTimeOffset) || one == typeof(DateOnly))
            (schema.Type, schema.Format) = (JsonSchemaType.String | orNull, one == typeof(DateOnly) ? "date" : "date-time");
        else if (one.IsEnum)
            (schema.Type, schema.Enum) = (JsonSchemaType.String, [.. Enum.GetNames(one).Select(name => (JsonNode)JsonNamingPolicy.KebabCaseLower.ConvertName(name))]);
        // So it does within a list, of whose items the framework then says nothing.
        if (context.JsonTypeInfo.ElementType is { } element && FormOf(element) is not null && schema.Items is null)
            schema.Items = await context.GetOrCreateSchemaAsync(element, null, cancellationToken);
        // A structure is whole, whatever its constructor would let be left out.
        if (one.IsValueType && schema.Properties is { Count: > 0 } members)
            schema.Required = members.Keys.ToHashSet();
        // Answers grow: a reader who was promised that there is nothing else would break on the next field.
        schema.AdditionalPropertiesAllowed = true;

        if (context.JsonPropertyInfo is { DeclaringType: { } owner, AttributeProvider: PropertyInfo property })
        {
            schema.Description ??= Docstrings.Of(owner, property.Name);
            foreach (var rule in owner.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Where(parameter => parameter.Name == property.Name)
                .SelectMany(parameter => parameter.GetCustomAttributes<ValidationAttribute>()))
                Limit(schema, rule);
            if (property.GetCustomAttribute<LongestTextAttribute>() is { } longest && schema.AdditionalProperties is OpenApiSchema each)
                each.MaxLength = longest.Length;
        }
        else if (context.ParameterDescription is null)
            schema.Description ??= Docstrings.Of(type);
    }

    /// <summary>How a type is written that has a form of its own; null for others.</summary>
    public static WrittenAsAttribute? FormOf(Type type) => type.GetCustomAttribute<WrittenAsAttribute>();

    static void Limit(OpenApiSchema schema, ValidationAttribute rule)
    {
        var isList = schema.Type?.HasFlag(JsonSchemaType.Array) ?? false;
        switch (rule)
        {
            case MaxLengthAttribute { Length: > 0 } max when isList:
                schema.MaxItems = max.Length;
                break;
            case MaxLengthAttribute { Length: > 0 } max:
                schema.MaxLength = max.Length;
                break;
            case MinLengthAttribute min when isList:
                schema.MinItems = min.Length;
                break;
            case MinLengthAttribute min:
                schema.MinLength = min.Length;
                break;
            case StringLengthAttribute length:
                (schema.MinLength, schema.MaxLength) = (length.MinimumLength, length.MaximumLength);
                break;
            case RangeAttribute range:
                (schema.Minimum, schema.Maximum) = (Convert.ToString(range.Minimum, CultureInfo.InvariantCulture), Convert.ToString(range.Maximum, CultureInfo.InvariantCulture));
                break;
            case RegularExpressionAttribute pattern:
                schema.Pattern = pattern.Pattern;
                break;
        }
    }
}

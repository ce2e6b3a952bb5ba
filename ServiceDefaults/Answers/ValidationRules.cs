using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace ServiceDefaults.Answers;

/// <summary>The rules that the validation attributes of requests stand for.</summary>
public static class ValidationRules
{
    static readonly Rule required = new("interface/required", "field"), emailAddress = new("interface/email-address", "field"), url = new("interface/url", "field");
    static readonly Rule tooLong = new("interface/string-length", "field", "max"), tooShort = new("interface/string-length#short", "field", "min"), empty = new("interface/string-length#empty", "field");
    static readonly Rule longer = new("interface/max-length#text", "field", "max"), shorter = new("interface/min-length#text", "field", "min"), more = new("interface/max-length", "field", "max"), fewer = new("interface/min-length", "field", "min"), none = new("interface/min-length#one", "field");
    static readonly Rule range = new("interface/range", "field", "min", "max");

    /// <exception cref="NotSupportedException">There is no rule for an attribute of this kind: give it one here.</exception>
    public static ValidationAttribute Known(ValidationAttribute attribute) => attribute is RequiredAttribute or StringLengthAttribute or MinLengthAttribute or MaxLengthAttribute or EmailAddressAttribute or UrlAttribute or RangeAttribute
        ? attribute
        : throw new NotSupportedException($"{attribute.GetType().Name} has no rule in {nameof(ValidationRules)}.");

    /// <summary>What is said of a value that an attribute does not take.</summary>
    /// <param name="name">As the request names it.</param>
    public static Said Of(ValidationAttribute attribute, object? value, string name)
    {
        var field = RefusalValue.Field(name);
        return attribute switch
        {
            RequiredAttribute => required.With(field),
            EmailAddressAttribute => emailAddress.With(field),
            UrlAttribute => url.With(field),
            StringLengthAttribute length when value is string text && text.Length < length.MinimumLength => text.Length == 0 ? empty.With(field) : tooShort.With(field, length.MinimumLength),
            StringLengthAttribute length => tooLong.With(field, length.MaximumLength),
            MaxLengthAttribute length => (IsList(value) ? more : longer).With(field, length.Length),
            MinLengthAttribute { Length: 1 } when IsList(value) => none.With(field),
            MinLengthAttribute length => (IsList(value) ? fewer : shorter).With(field, length.Length),
            RangeAttribute { Minimum: var least, Maximum: var most } => range.With(field, Number(least), Number(most)),
            _ => throw new NotSupportedException($"{attribute.GetType().Name} has no rule."),
        };
    }

    static bool IsList(object? value) => value is IEnumerable and not string;

    static RefusalValue Number(object limit) => new(RefusalValueKind.Number, Convert.ToString(limit, CultureInfo.InvariantCulture));
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using ServiceDefaults.Answers;

namespace ServiceDefaults.Reading;

/// <summary>The one way in which a date and a moment are written, wherever they come in: by query, path, body, form or import.</summary>
/// <remarks>Source: ISO 8601-1, 5.2.2.1; RFC 3339, section 5.6. The framework's own reading takes <c>01/02/2014</c> for January and <c>2 Jan</c> for one of 2002.</remarks>
public static partial class Written
{
    /// <summary>Reads a date written as <c>2014-01-31</c>, in ASCII digits and without anything around it.</summary>
    public static bool TryReadDate(string? text, out DateOnly date) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    /// <summary>Reads a moment written as <c>2014-01-31T12:00:00+01:00</c>, with up to nine decimals of the second and with its offset.</summary>
    public static bool TryReadMoment(string? text, out DateTimeOffset moment)
    {
        moment = default;
        return text is not null && Moment().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out moment);
    }

    /// <summary>Reads a date that a person may have left out.</summary>
    /// <param name="field">As the request names it.</param>
    /// <returns>Null where nothing was given.</returns>
    /// <exception cref="Refused">It is written in another way.</exception>
    public static DateOnly? Date(string? text, string field) =>
        string.IsNullOrEmpty(text) ? null : TryReadDate(text, out var date) ? date : throw new Refused(Fault<DateOnly>(field, text));

    /// <summary>Reads a moment that a person may have left out.</summary>
    /// <inheritdoc cref="Date"/>
    public static DateTimeOffset? Moment(string? text, string field) =>
        string.IsNullOrEmpty(text) ? null : TryReadMoment(text, out var moment) ? moment : throw new Refused(Fault<DateTimeOffset>(field, text));

    /// <returns>Null for a value that is written as wanted, and for types that may be written in several ways.</returns>
    internal static Refusal? Fault(Type type, string field, string text) =>
        type == typeof(DateOnly) && !TryReadDate(text, out _) ? Fault<DateOnly>(field, text)
        : type == typeof(DateTimeOffset) && !TryReadMoment(text, out _) ? Fault<DateTimeOffset>(field, text)
        : null;

    static Refusal Fault<T>(string field, string text) => Unreadable.As(typeof(T), field, text);

    // RFC 3339 lets T and Z be small. A leap second is no moment that could be kept.
    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,9})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})\\z")]
    private static partial Regex Moment();

    /// <summary>What stands in JSON where a day or a moment is wanted: kept, so that its reader is told what is wrong with it.</summary>
    internal sealed class Miswritten(string? text) : JsonException
    {
        /// <summary>Null where no text stands there.</summary>
        public string? Text => text;

        public static Miswritten Of(ref Utf8JsonReader reader) => new(reader.TokenType == JsonTokenType.String ? reader.GetString() : null);
    }

    /// <summary>Days in JSON.</summary>
    internal sealed class DayJson : JsonConverter<DateOnly>
    {
        public override DateOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && TryReadDate(reader.GetString(), out var day) ? day : throw Miswritten.Of(ref reader);

        public override void Write(Utf8JsonWriter writer, DateOnly value, JsonSerializerOptions options)
        {
            Span<char> text = stackalloc char[10];
            value.TryFormat(text, out _, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            writer.WriteStringValue(text);
        }
    }

    /// <summary>Moments in JSON: the framework would take one without an offset for the time of the server's own zone.</summary>
    internal sealed class MomentJson : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && TryReadMoment(reader.GetString(), out var moment) ? moment : throw Miswritten.Of(ref reader);

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}

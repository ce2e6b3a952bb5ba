using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Contracts;

/// <summary>An instrument as the platform names it, in kebab case: <c>uncac</c>, <c>untoc-tip</c>. Never reused.</summary>
/// <remarks>Says only that the form is right; which instruments there are is the catalogue's to say (<c>data/instruments</c>).</remarks>
[JsonConverter(typeof(Json)), WrittenAs(@"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", "untoc-tip")]
public readonly partial record struct InstrumentId : IParsable<InstrumentId>, IComparable<InstrumentId>
{
    readonly string? id;

    InstrumentId(string id) => this.id = id;

    /// <exception cref="FormatException">Not kebab case.</exception>
    public static InstrumentId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var instrument) ? instrument : throw new FormatException($"'{s}' is no instrument id: small letters and digits joined by hyphens are wanted, as in untoc-tip.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out InstrumentId result)
    {
        var good = s is { Length: <= 64 } && KebabCase().IsMatch(s);
        result = good ? new InstrumentId(s!) : default;
        return good;
    }

    public int CompareTo(InstrumentId other) => string.CompareOrdinal(id, other.id);

    public override string ToString() => id ?? throw new InvalidOperationException("An instrument id was used before it was given a value.");

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z")]
    private static partial Regex KebabCase();

    sealed class Json : JsonConverter<InstrumentId>
    {
        public override InstrumentId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), null, out var instrument) ? instrument : throw new JsonException("An instrument is written in kebab case, as in untoc-tip.");

        public override void Write(Utf8JsonWriter writer, InstrumentId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}

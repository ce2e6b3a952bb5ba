using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Contracts;

/// <summary>A State as ISO 3166-1 alpha-3 writes it, and <c>EUE</c> for the European Union.</summary>
/// <remarks>Says only that the form is right; who takes part in which instrument is the register's to say.</remarks>
[JsonConverter(typeof(Json)), WrittenAs(@"^[A-Z]{3}$", "KEN")]
public readonly record struct StateCode : IParsable<StateCode>, IComparable<StateCode>
{
    readonly string? code;

    StateCode(string code) => this.code = code;

    /// <summary>The European Union, a regional economic integration organization (UNTOC art. 2(j)).</summary>
    public static readonly StateCode EuropeanUnion = new("EUE");

    /// <exception cref="FormatException">Not three capital letters A to Z.</exception>
    public static StateCode Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var state) ? state : throw new FormatException($"'{s}' is no State code: three capital letters are wanted, as in KEN.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out StateCode result)
    {
        var good = s is { Length: 3 } && char.IsAsciiLetterUpper(s[0]) && char.IsAsciiLetterUpper(s[1]) && char.IsAsciiLetterUpper(s[2]);
        result = good ? new StateCode(s!) : default;
        return good;
    }

    public int CompareTo(StateCode other) => string.CompareOrdinal(code, other.code);

    public override string ToString() => code ?? throw new InvalidOperationException("A State code was used before it was given a value.");

    sealed class Json : JsonConverter<StateCode>
    {
        public override StateCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), null, out var state) ? state : throw new JsonException("A State is written as three capital letters, as in KEN.");

        public override void Write(Utf8JsonWriter writer, StateCode value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}

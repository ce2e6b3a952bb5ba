using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Contracts;

/// <summary>A provision of an instrument, written <c>uncac art. 46(13)</c>.</summary>
/// <remarks>Says only that the form is right; whether the instrument has that article is the catalogue's to say.</remarks>
[JsonConverter(typeof(Json)), WrittenAs(@"^[a-z0-9-]+ art\. [1-9][0-9]{0,2}(\([0-9a-z]{1,4}\))*$", "uncac art. 46(13)")]
public readonly partial record struct ArticleRef : IParsable<ArticleRef>
{
    readonly string? paragraphs;

    ArticleRef(InstrumentId instrument, int article, string paragraphs) => (Instrument, Article, this.paragraphs) = (instrument, article, paragraphs);

    public InstrumentId Instrument { get; }

    /// <summary>Number of the article, from 1.</summary>
    public int Article { get; }

    /// <summary>Paragraph and its parts as printed, <c>(1)(a)</c>; empty for the article as a whole.</summary>
    public string Paragraphs => paragraphs ?? "";

    /// <summary>Whether this is the other provision or stands above it: art. 18 contains art. 18(13).</summary>
    public bool Contains(ArticleRef other) =>
        Instrument == other.Instrument && Article == other.Article && other.Paragraphs.StartsWith(Paragraphs, StringComparison.Ordinal);

    /// <exception cref="FormatException">Not of the form <c>uncac art. 46(13)</c>.</exception>
    public static ArticleRef Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var provision) ? provision : throw new FormatException($"'{s}' is no provision: instrument, 'art.', number and paragraphs are wanted, as in uncac art. 46(13).");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ArticleRef result)
    {
        result = default;
        if (s is null || Printed().Match(s) is not { Success: true } match || !InstrumentId.TryParse(match.Groups["instrument"].Value, provider, out var instrument))
            return false;

        result = new ArticleRef(instrument, int.Parse(match.Groups["article"].ValueSpan, CultureInfo.InvariantCulture), match.Groups["paragraphs"].Value);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Instrument} art. {Article}{Paragraphs}");

    [GeneratedRegex(@"\A(?<instrument>[a-z0-9-]+) art\. (?<article>[1-9][0-9]{0,2})(?<paragraphs>(\([0-9a-z]{1,4}\))*)\z")]
    private static partial Regex Printed();

    sealed class Json : JsonConverter<ArticleRef>
    {
        public override ArticleRef Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), null, out var provision) ? provision : throw new JsonException("A provision is written as in uncac art. 46(13).");

        public override void Write(Utf8JsonWriter writer, ArticleRef value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}

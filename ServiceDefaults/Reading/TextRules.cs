using System.Globalization;
using ServiceDefaults.Answers;

namespace ServiceDefaults.Reading;

/// <summary>
/// A text in prose, read by people as paragraphs: it may hold the controls by which Arabic and Latin stand in one line. Every text that is
/// not marked so is a name, a reference or a word to search by, which must look the same wherever it is shown, and holds none.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class FreeTextAttribute : Attribute;

/// <summary>What no text may hold.</summary>
public static class TextRules
{
    static readonly Rule controlCharacter = new("interface/control-character", "field", "sign"), brokenText = new("interface/broken-text", "field", "sign"), directionControl = new("interface/direction-control", "field", "sign");

    /// <summary>What is wrong with a text, if anything.</summary>
    /// <param name="field">As the request names it.</param>
    /// <param name="isFree">Whether it is prose: see <see cref="FreeTextAttribute"/>.</param>
    public static FieldFault? Fault(string text, string field, bool isFree)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var sign = text[at];
            if (char.IsControl(sign) && sign is not ('\t' or '\n' or '\r'))
                return new(field, controlCharacter.With(RefusalValue.Field(field), Code(sign)));
            if (char.IsSurrogate(sign) && !char.IsSurrogatePair(text, at++))
                return new(field, brokenText.With(RefusalValue.Field(field), Code(sign)));
            if (!isFree && IsDirectionControl(sign))
                return new(field, directionControl.With(RefusalValue.Field(field), Code(sign)));
        }
        return null;
    }

    /// <summary>Marks, embeddings, overrides and isolates of the bidirectional algorithm.</summary>
    /// <remarks>Source: Unicode Standard Annex 9, section 2.</remarks>
    public static bool IsDirectionControl(char sign) => sign is '\u061C' or '\u200E' or '\u200F' or >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';

    static RefusalValue Code(char sign) => RefusalValue.Text(string.Create(CultureInfo.InvariantCulture, $"U+{(int)sign:X4}"));
}

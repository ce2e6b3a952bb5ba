using System.Globalization;
using System.Text;
using ServiceDefaults.Reading;

namespace Portal.Languages;

/// <summary>Digits as people type them: the decimal digits of any script. <c>٤٢</c> is 42, <c>४२</c> too.</summary>
/// <remarks>Source: The Unicode Standard, section 4.6, general category Nd.</remarks>
static class Digits
{
    /// <summary>One number with the digits 0 to 9 in the place of its own, and without the marks that a keyboard for right-to-left scripts puts around it.</summary>
    /// <returns>Null where digits of two scripts stand in it: then nobody knows how it is meant.</returns>
    public static string? Plain(string number)
    {
        var plain = new StringBuilder(number.Length);
        int? zero = null;
        foreach (var sign in number.EnumerateRunes())
            if (Rune.GetUnicodeCategory(sign) != UnicodeCategory.DecimalDigitNumber)
            {
                if (!sign.IsBmp || !TextRules.IsDirectionControl((char)sign.Value))
                    plain.Append(sign);
            }
            else
            {
                var value = (int)Rune.GetNumericValue(sign);
                if ((zero ??= sign.Value - value) != sign.Value - value)
                    return null;
                plain.Append((char)('0' + value));
            }
        return plain.ToString();
    }

    /// <summary>A text with numbers in it, each of a script of its own: <c>drugs-1988 art. ٥</c>.</summary>
    /// <returns>As for one number.</returns>
    public static string? InText(string text)
    {
        var plain = new StringBuilder(text.Length);
        var number = new StringBuilder();
        foreach (var sign in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(sign) == UnicodeCategory.DecimalDigitNumber)
            {
                number.Append(sign);
                continue;
            }
            if (!Close())
                return null;
            if (!sign.IsBmp || !TextRules.IsDirectionControl((char)sign.Value))
                plain.Append(sign);
        }
        return Close() ? plain.ToString() : null;

        bool Close()
        {
            var read = Plain(number.ToString());
            plain.Append(read);
            number.Clear();
            return read is not null;
        }
    }
}

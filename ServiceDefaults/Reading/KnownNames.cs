using System.Globalization;
using ServiceDefaults.Answers;

namespace ServiceDefaults.Reading;

/// <summary>Names of one kind that a service knows all of. Who asks for another by a parameter is told that there is none such, and not answered with an empty list.</summary>
/// <param name="Kind">What they name: a word of the list <c>record</c>, which a dimension of figures has as its name, <c>instrument</c>.</param>
/// <param name="Type">As which a parameter is read that holds one.</param>
/// <param name="Stranger">The value of a sentence for a text that names none of them; null for one that does.</param>
public sealed record KnownNames(string Kind, Type Type, Func<string, RefusalValue?> Stranger)
{
    /// <param name="has">Whether there is one of that name.</param>
    /// <param name="said">The name as a value of a sentence.</param>
    public static KnownNames Of<T>(string kind, Func<T, bool> has, Func<T, RefusalValue> said) where T : struct, IParsable<T> => new(kind, typeof(T), text =>
        !T.TryParse(text, CultureInfo.InvariantCulture, out var name) ? RefusalValue.Text(text) : has(name) ? null : said(name));

    /// <param name="field">The parameter that holds it.</param>
    /// <returns>Null where there is one of that name.</returns>
    public Refusal? Unknown(string text, string field) => Stranger(text) is { } stranger ? Refusal.Absent(Kind, stranger, field) : null;
}

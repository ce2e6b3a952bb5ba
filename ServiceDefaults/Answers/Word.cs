using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ServiceDefaults.Answers;

/// <summary>One word of a closed list as a parameter of a route or query, written as everywhere in the interface: <c>note-verbale</c> for <c>NoteVerbale</c>. (The framework would read numbers, and names in any case, but no kebab case.)</summary>
/// <param name="Value">What the word means.</param>
public readonly record struct Word<T>(T Value) : IParsable<Word<T>> where T : struct, Enum
{
    static readonly Dictionary<string, T> words = Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()), StringComparer.Ordinal);

    public static IReadOnlyCollection<string> All => words.Keys;

    public static implicit operator T(Word<T> word) => word.Value;

    public static implicit operator Word<T>(T value) => new(value);

    /// <exception cref="FormatException">It is none of the words.</exception>
    public static Word<T> Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var word) ? word : throw new FormatException($"One of these is wanted: {string.Join(", ", All)}.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Word<T> result)
    {
        var found = words.TryGetValue(s ?? "", out var value);
        result = value;
        return found;
    }

    public override string ToString() => JsonNamingPolicy.KebabCaseLower.ConvertName(Value.ToString());
}

using System.Text.RegularExpressions;
using Portal.Languages;

namespace Portal.Users;

/// <summary>A person as pages show them: by their name, in whatever script they write it, and by their role in words where none was given.</summary>
/// <param name="FullName">Null for development identities, and for who was let in before names were asked for.</param>
/// <param name="Role">By its name in tokens; null for who has none.</param>
/// <param name="SignInName">What they type to sign in.</param>
public sealed partial record Person(string? FullName, string? Role, string SignInName)
{
    /// <summary>Room for the longest names there are, in UTF-16 units.</summary>
    public const int Longest = 200;

    /// <summary>In a sentence or a title without markup; on a page <see cref="PersonName"/> shows it, marked as what nobody translates.</summary>
    public string In(Language language) => FullName ?? (Role is { } role ? language.Texts.GetValueOrDefault($"role.{role}", SignInName) : SignInName);

    /// <summary>A name as it is kept: composed (Unicode NFC), with single blanks and none around it.</summary>
    public static string Kept(string typed) => Blanks().Replace(typed, " ").Trim().Normalize();

    /// <summary>Whether anybody could read it: a name of blanks and signs alone is seen as none.</summary>
    public static bool IsName(string typed) => typed.EnumerateRunes().Any(System.Text.Rune.IsLetter);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}

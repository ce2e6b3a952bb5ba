using System.Globalization;
using Microsoft.AspNetCore.Identity;

namespace Portal.SignIn;

/// <summary>
/// Refuses passwords that are tried first: at most three of the words, rows of keys, runs and years that common passwords are made of, however they
/// are spelled with digits, doubled or ended with signs; those of a list of the operator's own; and those that contain the name of their account.
/// </summary>
/// <remarks>
/// Source: OWASP ASVS 5.0, 6.2.4 and 6.2.11; NIST SP 800-63B §3.1.1.2. Lists of leaked passwords have few of twelve signs and more, and nearly all of
/// those are put together in this way.
/// </remarks>
sealed class GuessablePasswords : IPasswordValidator<PortalUser>
{
    /// <summary>Codes of the refusals; the page has a text for each.</summary>
    public const string Common = "common", ContainsName = "contains-name";

    const int PartsMax = 3;

    /// <summary>What begins with so many common signs is common, whatever follows; and nobody keeps the portal busy with a longer one.</summary>
    const int LookedAt = 60;

    /// <summary>A name of three letters is in too many words.</summary>
    const int NameMin = 4;

    /// <summary>Keys side by side, letters and digits in order. A part of at least three, forwards or backwards, is one part.</summary>
    static readonly string[] rows = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop", "yxcvbnm",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "1q2w3e4r5t6y7u8i9o0p"];

    readonly HashSet<string> words = [.. Resource().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
    readonly HashSet<string> listed;

    /// <param name="configuration"><c>SignIn:CommonPasswords</c>: a file with a password in each line.</param>
    /// <exception cref="IOException">The file that is named cannot be read.</exception>
    public GuessablePasswords(IConfiguration configuration) =>
        listed = configuration["SignIn:CommonPasswords"] is { Length: > 0 } file ? [.. File.ReadLines(file).Select(Folded)] : [];

    public Task<IdentityResult> ValidateAsync(UserManager<PortalUser> manager, PortalUser user, string? password) => Task.FromResult(
        password is null ? IdentityResult.Success
        : user.Name.Length >= NameMin && password.Contains(user.Name, StringComparison.OrdinalIgnoreCase) ? Refused(ContainsName)
        : IsCommon(password) ? Refused(Common)
        : IdentityResult.Success);

    public bool IsCommon(string password) => listed.Contains(Folded(password)) || IsOfFewParts(Folded(password));

    static IdentityResult Refused(string code) => IdentityResult.Failed(new IdentityError { Code = code, Description = code });

    static string Folded(string password) => password.Trim().ToLowerInvariant();

    /// <summary>Whether a few parts cover all of it: the fewest parts up to each sign, from left to right. Signs and spaces between them count for nothing.</summary>
    bool IsOfFewParts(string password)
    {
        password = password[..Math.Min(password.Length, LookedAt)];
        var fewest = new int[password.Length + 1];
        for (var end = 1; end <= password.Length; end++)
        {
            fewest[end] = char.IsLetterOrDigit(password[end - 1]) ? PartsMax + 1 : fewest[end - 1];
            for (var start = 0; start < end; start++)
                if (fewest[start] < fewest[end] - 1 && IsPart(password[start..end]))
                    fewest[end] = fewest[start] + 1;
        }
        return fewest[^1] <= PartsMax;
    }

    bool IsPart(string part) =>
        words.Contains(part) || words.Contains(string.Concat(part.Select(Letter)))
        || part.Distinct().Count() == 1
        || IsYear(part)
        || (part.Length >= 3 && (rows.Any(row => row.Contains(part, StringComparison.Ordinal) || row.Contains(string.Concat(part.Reverse()), StringComparison.Ordinal))
            || IsRepeated(part)));

    /// <summary>Reads p4$$w0rd as password.</summary>
    static char Letter(char sign) => sign switch { '0' => 'o', '1' or '!' => 'i', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', _ => sign };

    static bool IsYear(string part) => part.Length == 4 && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1900 and < 2100;

    /// <summary>The same again and again: <c>mitamita</c>.</summary>
    static bool IsRepeated(string part) => (part + part).IndexOf(part, 1, StringComparison.Ordinal) < part.Length;

    static string Resource()
    {
        using var resource = typeof(GuessablePasswords).Assembly.GetManifestResourceStream("common-words.txt")!;
        using var text = new StreamReader(resource);
        return text.ReadToEnd();
    }
}

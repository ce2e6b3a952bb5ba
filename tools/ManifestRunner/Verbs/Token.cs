using System.Text.RegularExpressions;
using ManifestRunner.Identity;
using ManifestRunner.Processes;
using ManifestRunner.Running;

namespace ManifestRunner.Verbs;

/// <summary>Prints a token for trying things out, signed with the development key.</summary>
static partial class Token
{
    public static int Run(PlatformFolder folder, Options options)
    {
        var roles = options.All("role");
        if (roles.Count == 0)
            throw new Problem("./platform token takes at least one --role, e.g. --role treaty-officer");
        if (roles.FirstOrDefault(role => !KebabCase().IsMatch(role)) is { } odd)
            throw new Problem($"A role is written like treaty-officer, not {odd}.");
        if (options.One("state") is { } state && !Iso3().IsMatch(state))
            throw new Problem($"A State is written as three capital letters (ISO 3166), e.g. KEN, not {state}.");

        var subject = options.One("subject") ?? $"dev-{roles[0]}{(options.One("state") is { } of ? $"-{of}" : "")}";
        var holds = TimeSpan.FromMinutes(options.Number("minutes", 1, 60 * 24 * 30) ?? 60);
        Console.WriteLine(DevelopmentKey.Of(folder).Token(Inputs.Issuer(), subject, roles, options.One("state"), TimeProvider.System.GetUtcNow(), holds));
        return 0;
    }

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex KebabCase();

    [GeneratedRegex("^[A-Z]{3}$")]
    private static partial Regex Iso3();
}

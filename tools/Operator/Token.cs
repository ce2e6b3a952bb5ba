using AppHost;
using AppHost.Identity;
using Processes;
using ServiceDefaults.Access;

namespace Operator;

/// <summary>Prints a token for trying things out, signed with the development key of the platform's folder.</summary>
static class Token
{
    public static readonly string[] Values = ["role", "state", "minutes", "subject", "folder"];

    /// <exception cref="Misuse">A role or a State that there is not, or a role of a State without one: such a token could do nothing.</exception>
    public static Task Run(Options options, TextWriter output, TimeProvider time)
    {
        options.NoWord();
        var roles = options.All("role");
        if (roles.Count == 0)
            throw new Misuse($"./platform token takes at least one --role: {string.Join(", ", RoleNames.All)}");
        if (roles.FirstOrDefault(role => RoleNames.Parse(role) is null) is { } unknown)
            throw new Misuse($"There is no role {unknown}. There are: {string.Join(", ", RoleNames.All)}");

        var state = options.One("state");
        if (state is null && roles.FirstOrDefault(role => RoleNames.IsOfAState(RoleNames.Parse(role)!.Value)) is { } bound)
            throw new Misuse($"A {bound} speaks for a State: say --state, e.g. --state KEN");
        if (state is not null && roles.All(role => !RoleNames.IsOfAState(RoleNames.Parse(role)!.Value)))
            throw new Misuse($"{string.Join(", ", roles)} is an office of the secretariat and speaks for no State: leave --state out.");
        if (state is not null && !States().Contains(state))
            throw new Misuse($"There is no State {state}. A State is written as three capital letters (ISO 3166 alpha-3), e.g. KEN; the European Union is EUE.");

        var subject = options.One("subject") ?? $"dev-{roles[0]}{(state is null ? "" : $"-{state}")}";
        var holds = TimeSpan.FromMinutes(options.Number("minutes", 1, 60 * 24) ?? 60);
        var folder = new PlatformFolder(Path.GetFullPath(options.One("folder") ?? ".platform"));
        output.WriteLine(DevelopmentKey.Of(folder).Token(DevelopmentKey.Issuer, subject, roles, state, time.GetUtcNow(), holds));
        return Task.CompletedTask;
    }

    static HashSet<string> States() =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "participants.csv")).Skip(1).Select(line => line.Split(',', 2)[0])];
}

using Portal.Languages;
using Portal.Services;

namespace Portal.SignIn;

/// <summary>What a developer may sign in as: any role, and for a role of a State any State. There is none outside the environment Development.</summary>
/// <param name="States">Code and name; only the customary ones while Treaties, which has the names, gives no answer.</param>
public sealed record DevelopmentIdentities(IReadOnlyList<(string Code, string Name)> States)
{
    /// <summary>A State of each of four regional groups, offered first.</summary>
    public static readonly IReadOnlyList<string> Customary = ["KEN", "CHE", "BRA", "FRA"];
}

/// <summary>Says what the sign-in page offers besides name and password.</summary>
sealed class Roster(IHostEnvironment environment, StateNames states, LanguageCatalogue languages)
{
    /// <returns>Null outside Development.</returns>
    public async Task<DevelopmentIdentities?> Offered(CancellationToken cancel)
    {
        if (!environment.IsDevelopment())
            return null;
        var names = await states.In(languages.Current, cancel);
        return new([.. DevelopmentIdentities.Customary.Select(code => (code, names.Of(code))), .. names.All.Where(state => !DevelopmentIdentities.Customary.Contains(state.Code))]);
    }
}

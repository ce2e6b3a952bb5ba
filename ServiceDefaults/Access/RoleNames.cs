using System.Text.Json;

namespace ServiceDefaults.Access;

/// <summary>Roles as tokens and messages write them: <see cref="Role.TreatyOfficer"/> is <c>treaty-officer</c>.</summary>
public static class RoleNames
{
    static readonly Dictionary<Role, string> names = Enum.GetValues<Role>().ToDictionary(role => role, role => JsonNamingPolicy.KebabCaseLower.ConvertName(role.ToString()));
    static readonly Dictionary<string, Role> roles = names.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Every role's name, in the order of the enumeration.</summary>
    public static IReadOnlyCollection<string> All => names.Values;

    public static string Of(Role role) => names[role];

    /// <summary>Whether it is held for a State, which the token then names; the others are offices of the secretariat.</summary>
    public static bool IsOfAState(Role role) => role is Role.PermanentMission or Role.FocalPoint or Role.GovernmentalExpert or Role.CentralAuthority;

    /// <returns>Null when no role has that name.</returns>
    public static Role? Parse(string name) => roles.TryGetValue(name, out var role) ? role : null;
}

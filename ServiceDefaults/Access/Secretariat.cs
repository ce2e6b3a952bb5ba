namespace ServiceDefaults.Access;

/// <summary>The offices of the secretariat that deal with cases.</summary>
/// <remarks>Operators are not among them: they keep the platform running and see no case.</remarks>
public static class Secretariat
{
    /// <summary>Each keeps its own record, and all see what the secretariat may see.</summary>
    public static readonly Role[] Offices = [Role.TreatyOfficer, Role.ReviewOfficer, Role.AssistanceOfficer, Role.NetworkOfficer];

    public static bool IsOfTheSecretariat(this Asker asker) => asker.Is(Offices);
}

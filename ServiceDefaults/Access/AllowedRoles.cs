using Microsoft.AspNetCore.Builder;
using ServiceDefaults.Answers;

namespace ServiceDefaults.Access;

/// <summary>Who may call an endpoint. Every endpoint carries one; a service with an endpoint that does not, does not start.</summary>
/// <param name="Roles">Any one of them is enough; empty when everyone may.</param>
public sealed record AllowedRoles(IReadOnlyList<Role> Roles)
{
    /// <summary>Signed in or not.</summary>
    public static readonly AllowedRoles Everyone = new([]);

    static readonly Rule oneOfTheRoles = new("access/role", "roles");

    public bool AreEveryone => Roles.Count == 0;

    /// <summary>What somebody of another role is told.</summary>
    public Refusal Refuse() => Refusal.Forbidden(oneOfTheRoles.With(RefusalValue.List(Roles.Select(role => RefusalValue.Word("role", role)))), null);

    public override string ToString() => AreEveryone ? "everyone" : string.Join(", ", Roles.Select(RoleNames.Of));
}

/// <summary>Says at the route who may call it.</summary>
public static class AllowedRolesConventions
{
    /// <summary>Only an asker with one of these roles: others get 403, and 401 when nobody signed in.</summary>
    /// <exception cref="ArgumentException">No role is named.</exception>
    public static TBuilder For<TBuilder>(this TBuilder endpoint, params Role[] roles) where TBuilder : IEndpointConventionBuilder
    {
        if (roles.Length == 0)
            throw new ArgumentException("Name the roles that may, or say ForEveryone().", nameof(roles));
        return endpoint.WithMetadata(new AllowedRoles([.. roles.Distinct().Order()]));
    }

    /// <summary>Signed in or not. What is shown may still depend on who asks.</summary>
    public static TBuilder ForEveryone<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(AllowedRoles.Everyone);
}

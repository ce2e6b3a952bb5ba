using Microsoft.AspNetCore.Identity;
using Portal.Pages;
using Portal.Users;
using ServiceDefaults.Access;

namespace Portal.SignIn;

/// <summary>Tells the pages who reads them, from the cookie of who is signed in.</summary>
static class SignedInVisitor
{
    public static Visitor Of(HttpContext? context) => context?.User is { } user
        ? new() { Person = user.Identity is { AuthenticationType: var type, Name: { } name } && type == IdentityConstants.ApplicationScheme
            ? new(user.FindFirst(UserPrincipals.FullName)?.Value, RoleOf(user), name) : null, Asker = Asker.From(user) }
        : new();

    /// <summary>Also of who may not act in it before the second factor is set up.</summary>
    static string? RoleOf(System.Security.Claims.ClaimsPrincipal user) => (user.FindFirst(Asker.Claims.Role) ?? user.FindFirst(SecondFactor.Owed))?.Value;
}

using Microsoft.AspNetCore.Identity;
using Portal.Pages;
using ServiceDefaults.Access;

namespace Portal.SignIn;

/// <summary>Tells the pages who reads them, from the cookie of who is signed in.</summary>
static class SignedInVisitor
{
    public static Visitor Of(HttpContext? context) => context?.User is { } user
        ? new() { Name = user.Identity?.AuthenticationType == IdentityConstants.ApplicationScheme ? user.Identity.Name : null, Asker = Asker.From(user) }
        : new();
}

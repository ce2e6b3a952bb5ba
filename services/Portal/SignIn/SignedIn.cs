using Microsoft.AspNetCore.Identity;

namespace Portal.SignIn;

/// <summary>The account of who asks by cookie.</summary>
static class SignedIn
{
    /// <returns>Null when nobody is signed in, or a program asks with a token.</returns>
    public static async Task<PortalUser?> Of(HttpContext context, UserManager<PortalUser> users) =>
        context.User.Identity?.AuthenticationType == IdentityConstants.ApplicationScheme ? await users.GetUserAsync(context.User) : null;
}

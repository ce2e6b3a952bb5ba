using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using ServiceDefaults.Access;

namespace Portal.SignIn;

/// <summary>Who owes a second factor: the operator and the offices of the secretariat, since each of them reaches the confidential cases of all States or lets people in.</summary>
/// <param name="configuration"><c>SignIn:SecondFactor</c>: <c>owed</c> or <c>offered</c>; owed outside the environment Development where it is not set.</param>
sealed class SecondFactor(IConfiguration configuration, IHostEnvironment environment)
{
    static readonly Role[] owing = [Role.Operator, .. Secretariat.Offices];

    /// <summary>Claim of who is signed in and may do nothing before the second factor is set up: the role they will have then.</summary>
    public const string Owed = "owes-second-factor";

    public static bool IsOwedBy(ClaimsPrincipal user) => user.HasClaim(claim => claim.Type == Owed);

    public bool IsOwed(PortalUser user, IEnumerable<Claim> claims) =>
        IsDemanded && !user.TwoFactorEnabled && claims.Any(claim => claim.Type == Asker.Claims.Role && RoleNames.Parse(claim.Value) is { } role && owing.Contains(role));

    bool IsDemanded => configuration["SignIn:SecondFactor"] is { Length: > 0 } said ? said == "owed" : !environment.IsDevelopment();
}

/// <summary>Makes of a user who they are on every request. Who owes a second factor is let in without their roles, to set it up and nothing else.</summary>
sealed class UserPrincipals(UserManager<PortalUser> users, IOptions<IdentityOptions> options, SecondFactor secondFactor) : UserClaimsPrincipalFactory<PortalUser>(users, options)
{
    /// <summary>Claim of what a person is called: for the portal's own pages. No token and no journal has it.</summary>
    public const string FullName = "full-name";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(PortalUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        if (user.FullName is { } name)
            identity.AddClaim(new(FullName, name));
        if (!secondFactor.IsOwed(user, identity.Claims))
            return identity;
        foreach (var role in identity.FindAll(Asker.Claims.Role).ToList())
        {
            identity.RemoveClaim(role);
            identity.AddClaim(new(SecondFactor.Owed, role.Value));
        }
        return identity;
    }
}

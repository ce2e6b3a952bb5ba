using Microsoft.AspNetCore.Identity;
using Portal.Forms;

namespace Portal.SignIn;

/// <summary>Says in the reader's words why a password is not taken.</summary>
static class Passwords
{
    /// <summary>All that is wrong with a new password as <see cref="NewPassword"/> asks it; empty for nothing.</summary>
    public static async Task<IReadOnlyList<Fault>> Faults(UserManager<PortalUser> users, PortalUser user, IFormCollection typed)
    {
        var faults = new List<Fault>();
        foreach (var validator in users.PasswordValidators)
            if (await validator.ValidateAsync(users, user, typed["password"].ToString()) is { Succeeded: false } refused)
                faults.Add(FaultOf(refused));
        if (typed["password"] != typed["again"])
            faults.Add(new("password.differs", "again"));
        return [.. faults.DistinctBy(fault => fault.Field)];
    }

    public static Fault FaultOf(IdentityResult result) => result.Errors.First().Code switch
    {
        nameof(IdentityErrorDescriber.PasswordTooShort) => new("password.too-short", "password"),
        GuessablePasswords.Common => new("password.common", "password"),
        GuessablePasswords.ContainsName => new("password.contains-name", "password"),
        _ => new("form.changed-meanwhile"),
    };

    /// <summary>Asks for the present password before something that a borrowed browser must not do. Wrong tries pause the account as they do at sign-in.</summary>
    /// <returns>Null when it was right.</returns>
    public static async Task<Fault?> Wrong(SignInManager<PortalUser> signIn, PortalUser user, string present) =>
        await signIn.CheckPasswordSignInAsync(user, present, lockoutOnFailure: true) switch
    {
        { Succeeded: true } => null,
        { IsLockedOut: true } => new("password.paused", "present"),
        _ => new("password.wrong", "present"),
    };
}

using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Portal.Forms;
using Portal.Pages;
using Portal.SignIn;
using Portal.Users;
using ServiceDefaults.Access;

namespace Portal.Account;

/// <summary>
/// Sets up the second factor: shows a secret for an authenticator app, and takes it when the app's first code is right. Until then nothing is kept
/// and an older one holds.
/// </summary>
/// <remarks>Source: OWASP ASVS 5.0, 6.5; the otpauth address as authenticator apps read it (Key Uri Format).</remarks>
static class SetSecondFactor
{
    public const string Address = "/account/second-factor";

    const string Issuer = "Treaty Platform";
    const int RecoveryCodes = 8;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Address, Show).ForEveryone().IsPage("Show a secret for an authenticator app");
        routes.MapPost(Address, Set).ForEveryone().ExcludeFromDescription();
    }

    static async Task<IResult> Show(HttpContext context, UserManager<PortalUser> users, IDataProtectionProvider protection) =>
        await SignedIn.Of(context, users) is not { } user ? new ToSignIn()
        : user.PasswordHash is null ? Results.Redirect(ShowAccount.Address)
        : Page(context, protection, user, users.GenerateNewAuthenticatorKey());

    static async Task<IResult> Set(HttpContext context, IAntiforgery antiforgery, UserManager<PortalUser> users, SignInManager<PortalUser> signIn,
        IDataProtectionProvider protection, AccessRecords records, TimeProvider time)
    {
        if (await SignedIn.Of(context, users) is not { } user)
            return new ToSignIn();
        var typed = await context.Typed();
        if (!await antiforgery.IsRequestValidAsync(context) || Shown(protection, user, typed["key"].ToString()) is not { } key)
            return Page(context, protection, user, users.GenerateNewAuthenticatorKey(), new Fault("sign-in.foreign-form"));
        var (step, wrong) = (StepOf(key, typed["code"].ToString(), time), await Passwords.Wrong(signIn, user, typed["present"].ToString()));
        if (step is null || wrong is not null)
            return Page(context, protection, user, key, [.. step is null ? (Fault[])[new("second-factor.wrong", "code")] : [], .. wrong is null ? (Fault[])[] : [wrong]]);

        var store = (IUserAuthenticatorKeyStore<PortalUser>)context.RequestServices.GetRequiredService<IUserStore<PortalUser>>();
        await store.SetAuthenticatorKeyAsync(user, key, context.RequestAborted);
        (user.LastCode, user.TwoFactorEnabled) = (step, true);
        records.Note(AccessRecord.Acts.SecondFactorSet, user, user.Id);
        var codes = await MakeCodes(users, user);
        await users.UpdateSecurityStampAsync(user);
        await signIn.RefreshSignInAsync(user);      // from now on with their roles
        return RecoveryCodesPage.Of(context, codes);
    }

    public static async Task<IReadOnlyList<string>> MakeCodes(UserManager<PortalUser> users, PortalUser user) =>
        [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes) ?? []];

    static IResult Page(HttpContext context, IDataProtectionProvider protection, PortalUser user, string key, params IReadOnlyList<Fault> faults) => HtmlPage.Of<SecondFactorPage>(context, new
    {
        Key = key,
        Otpauth = $"otpauth://totp/{Uri.EscapeDataString($"{Issuer}:{user.Name}")}?secret={key}&issuer={Uri.EscapeDataString(Issuer)}",
        Kept = Protector(protection, user).Protect(key),
        Owes = SecondFactor.IsOwedBy(context.User),
        Faults = faults,
    }, faults.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    /// <summary>A secret shown to one person is taken from that person only, and only while their account stands as it did.</summary>
    static IDataProtector Protector(IDataProtectionProvider protection, PortalUser user) =>
        protection.CreateProtector("Portal.Account.SetSecondFactor", user.Id.ToString(), user.SecurityStamp ?? "");

    static string? Shown(IDataProtectionProvider protection, PortalUser user, string kept)
    {
        try
        {
            return Protector(protection, user).Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <returns>The half minute whose code it is; null for none near.</returns>
    static long? StepOf(string key, string code, TimeProvider time) =>
        int.TryParse(AskSecondFactor.Plain(code), NumberStyles.None, CultureInfo.InvariantCulture, out var typed)
            ? AuthenticatorCodes.StepsNow(time).Cast<long?>().FirstOrDefault(step => AuthenticatorCodes.CodeOf(key, step!.Value) == typed) : null;
}

using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Portal.Forms;
using Portal.Pages;
using Portal.SignIn;
using Portal.Users;
using ServiceDefaults.Access;

namespace Portal.Account;

/// <summary>One's own account: the password, the second factor, the codes that stand in for it.</summary>
public static class ShowAccount
{
    public const string Address = "/account";

    const string Password = Address + "/password", Codes = Address + "/recovery-codes";

    /// <param name="HasPassword">Development identities have none.</param>
    /// <param name="Codes">How many recovery codes are left.</param>
    /// <param name="Changed">The password was changed just now.</param>
    /// <param name="Faults">Of the password that was posted.</param>
    /// <param name="CodesFault">Of the recovery codes that were asked for; null for nothing.</param>
    public sealed record Model(string SignInName, bool HasPassword, bool HasSecondFactor, bool OwesSecondFactor, int Codes, bool Changed, IReadOnlyList<Fault> Faults,
        Fault? CodesFault);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Address, Show).ForEveryone().IsPage("Show one's own account");
        routes.MapPost(Password, ChangePassword).ForEveryone().ExcludeFromDescription();
        routes.MapPost(Codes, MakeCodes).ForEveryone().ExcludeFromDescription();
        routes.MapWhereItStands(Password, Address);
        routes.MapWhereItStands(Codes, Address);
    }

    static async Task<IResult> Show(HttpContext context, UserManager<PortalUser> users) => await SignedIn.Of(context, users) is { } user ? Page(context, user) : new ToSignIn();

    static async Task<IResult> ChangePassword(HttpContext context, IAntiforgery antiforgery, UserManager<PortalUser> users, SignInManager<PortalUser> signIn, AccessRecords records)
    {
        if (await SignedIn.Of(context, users) is not { } user)
            return new ToSignIn();
        if (!await antiforgery.IsRequestValidAsync(context))
            return Page(context, user, [new("sign-in.foreign-form")]);
        var typed = await context.Typed();
        var wrong = await Passwords.Wrong(signIn, user, typed["present"].ToString());
        if ((IReadOnlyList<Fault>)[.. wrong is null ? (Fault[])[] : [wrong], .. await Passwords.Faults(users, user, typed)] is { Count: > 0 } faults)
            return Page(context, user, faults);
        records.Note(AccessRecord.Acts.PasswordChanged, user, user.Id);
        if (await users.ChangePasswordAsync(user, typed["present"].ToString(), typed["password"].ToString()) is { Succeeded: false } result)
            return Page(context, user, [Passwords.FaultOf(result)]);
        await signIn.RefreshSignInAsync(user);      // this browser stays; others are signed out when their rights are read again
        return Page(context, user, changed: true);
    }

    static async Task<IResult> MakeCodes(HttpContext context, IAntiforgery antiforgery, UserManager<PortalUser> users, SignInManager<PortalUser> signIn, AccessRecords records)
    {
        if (await SignedIn.Of(context, users) is not { } user)
            return new ToSignIn();
        if (!await antiforgery.IsRequestValidAsync(context) || !user.TwoFactorEnabled)
            return Page(context, user, codesFault: new("sign-in.foreign-form"));
        if (await Passwords.Wrong(signIn, user, (await context.Typed())["present"].ToString()) is { } wrong)
            return Page(context, user, codesFault: wrong with { Field = "present-for-codes" });
        records.Note(AccessRecord.Acts.RecoveryCodesMade, user, user.Id);
        return RecoveryCodesPage.Of(context, await SetSecondFactor.MakeCodes(users, user));
    }

    static IResult Page(HttpContext context, PortalUser user, IReadOnlyList<Fault>? faults = null, Fault? codesFault = null, bool changed = false) =>
        HtmlPage.Of<AccountPage>(context, new
    {
        Model = new Model(user.Name, user.PasswordHash is not null, user.TwoFactorEnabled, SecondFactor.IsOwedBy(context.User), user.RecoveryCodes.Count, changed, faults ?? [],
            codesFault),
    }, faults is null && codesFault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
}

/// <summary>Leads who is not signed in by cookie to the way in.</summary>
sealed class ToSignIn : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => SignInAddress.Lead(httpContext);
}

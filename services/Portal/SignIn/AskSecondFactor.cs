using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Portal.Forms;
using Portal.Languages;
using Portal.Pages;
using Portal.Users;
using ServiceDefaults.Access;

namespace Portal.SignIn;

/// <summary>
/// The second step of the way in, for who has set up a second factor: a code of their authenticator app, or a recovery code. Wrong ones pause the
/// account as wrong passwords do.
/// </summary>
static class AskSecondFactor
{
    public const string Address = SignInAddress.Page + "/second-factor";

    const int AppDigits = 6;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Address, Show).ForEveryone().IsPage("Ask for the second factor");
        routes.MapPost(Address, Enter).ForEveryone().ExcludeFromDescription();
    }

    /// <summary>As people type it: with spaces, in the digits of their script.</summary>
    public static string Plain(string code) => Digits.Plain(string.Concat(code.Where(sign => !char.IsWhiteSpace(sign)))) ?? code;

    /// <param name="to">The page to go on to; what waits for the reader when left out.</param>
    static async Task<IResult> Show(HttpContext context, SignInManager<PortalUser> signIn, string? to) =>
        await Halfway(signIn) is null ? Results.Redirect(SignInAddress.Page) : Page(context, to, null);

    static async Task<IResult> Enter(HttpContext context, IAntiforgery antiforgery, UserManager<PortalUser> users, SignInManager<PortalUser> signIn, AccessRecords records,
        ILogger<PortalUser> log)
    {
        var cancel = context.RequestAborted;
        if (await Halfway(signIn) is not { } user)
            return SignInAddress.SeeOther(context, SignInAddress.Page);
        var typed = await context.Typed();
        var (code, to) = (Plain(typed["code"].ToString()), SignInAddress.Back(context));
        if (!await antiforgery.IsRequestValidAsync(context))
            return Page(context, to, new("sign-in.foreign-form"));
        if (await users.IsLockedOutAsync(user))
            return Page(context, to, new("second-factor.refused", "code"));

        var isOfApp = code.Length == AppDigits && code.All(char.IsAsciiDigit);
        var result = isOfApp ? await signIn.TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false)
            : await signIn.TwoFactorRecoveryCodeSignInAsync(code);
        if (!result.Succeeded)
        {
            if (!isOfApp)
                await users.AccessFailedAsync(user);    // the framework counts wrong codes of the app only
            await ShowSignIn.NotePause(users, user, records, log, cancel);
            return Page(context, to, new("second-factor.refused", "code"));
        }
        if (!isOfApp)
        {
            records.Note(AccessRecord.Acts.RecoveryCodeUsed, user, user.Id);
            await records.Keep(cancel);
        }
        log.LogInformation("Signed in: {User}", user.Id);
        return ShowSignIn.SeeOther(context, to);
    }

    /// <summary>Who has said the password within the last minutes, and still has it.</summary>
    static async Task<PortalUser?> Halfway(SignInManager<PortalUser> signIn) => await signIn.GetTwoFactorAuthenticationUserAsync() is { PasswordHash: not null } user ? user : null;

    static IResult Page(HttpContext context, string? to, Fault? fault) =>
        HtmlPage.Of<AskSecondFactorPage>(context, new { ReturnTo = SignInAddress.Safe(to), Faults = (IReadOnlyList<Fault>)(fault is null ? [] : [fault]) },
            fault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
}

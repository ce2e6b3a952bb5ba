using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Portal.Forms;
using Portal.Pages;
using Portal.Users;
using ServiceDefaults.Access;

namespace Portal.SignIn;

/// <summary>
/// The way in. Whoever cannot sign in is told one thing, whether the name is unknown, the password wrong or the account paused, and
/// it takes as long: the page is no directory of accounts.
/// </summary>
/// <remarks>Source: OWASP Authentication cheat sheet, authentication and error messages.</remarks>
static class ShowSignIn
{
    /// <summary>A password nobody has, to be checked where there is none.</summary>
    static readonly Lazy<string> nobodys = new(() => new PasswordHasher<PortalUser>().HashPassword(null!, "a password nobody has"));

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(SignInAddress.Page, Show).ForEveryone().IsPage("Ask for name and password");
        routes.MapPost(SignInAddress.Page, Enter).ForEveryone().ExcludeFromDescription();
    }

    /// <param name="to">The page to go on to; what waits for the reader when left out.</param>
    static async Task<IResult> Show(HttpContext context, Visitor visitor, Roster roster, string? to) => visitor.IsSignedIn
        ? Results.Redirect(SignInAddress.Safe(to))
        : await Page(context, roster, to, null);

    static async Task<IResult> Enter(HttpContext context, IAntiforgery antiforgery, UserManager<PortalUser> users, SignInManager<PortalUser> signIn, Roster roster,
        AccessRecords records, ILogger<PortalUser> log)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return await Page(context, roster, SignInAddress.Back(context), "sign-in.foreign-form", StatusCodes.Status400BadRequest);
        var typed = await context.Typed();
        var (name, password, returnTo) = (typed["name"].ToString().Trim(), typed["password"].ToString(), SignInAddress.Back(context));
        var user = await users.FindByNameAsync(name);
        if (user?.PasswordHash is null || await users.IsLockedOutAsync(user))
        {
            users.PasswordHasher.VerifyHashedPassword(null!, nobodys.Value, password);
            return await Page(context, roster, returnTo, "sign-in.refused", StatusCodes.Status400BadRequest, name);
        }
        var result = await signIn.PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true);
        if (result.RequiresTwoFactor)
            return SignInAddress.SeeOther(context, SignInAddress.With(AskSecondFactor.Address, returnTo));
        if (!result.Succeeded)
        {
            await NotePause(users, user, records, log, context.RequestAborted);
            return await Page(context, roster, returnTo, "sign-in.refused", StatusCodes.Status400BadRequest, name);
        }
        log.LogInformation("Signed in: {User}", user.Id);
        return SeeOther(context, returnTo);
    }

    /// <summary>Keeps that an account was paused, when this try was the one too many.</summary>
    public static async Task NotePause(UserManager<PortalUser> users, PortalUser user, AccessRecords records, ILogger log, CancellationToken cancel)
    {
        log.LogInformation("Not signed in: {User}", user.Id);
        if (!await users.IsLockedOutAsync(user))
            return;
        log.LogWarning("Sign-in as {User} is paused after {Tries} tries", user.Id, SignInDefaults.TriesMax);
        records.Note(AccessRecord.Acts.Paused, user, by: null);
        await records.Keep(cancel);
    }

    public static async Task<IResult> Page(HttpContext context, Roster roster, string? returnTo, string? fault, int status = StatusCodes.Status200OK, string? name = null) =>
        HtmlPage.Of<SignInPage>(context,
            new { ReturnTo = SignInAddress.Safe(returnTo), Fault = fault, Name = name, Offered = await roster.Offered(context.RequestAborted) }, status);

    public static IResult SeeOther(HttpContext context, string? returnTo) => SignInAddress.SeeOther(context, SignInAddress.Safe(returnTo));
}

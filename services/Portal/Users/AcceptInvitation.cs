using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Portal.Forms;
using Portal.Pages;
using Portal.SignIn;
using ServiceDefaults.Access;

namespace Portal.Users;

/// <summary>Lets in who holds the address of an invitation: they choose a password, the address is dead, they are signed in. Opening it alone changes nothing.</summary>
static class AcceptInvitation
{
    const string Route = "/invitation/{secret}";

    public static string AddressOf(string secret) => Route.Replace("{secret}", secret, StringComparison.Ordinal);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Route, Show).ForEveryone().IsPage("Ask an invited person for a password");
        routes.MapPost(Route, Accept).ForEveryone().ExcludeFromDescription();
    }

    static async Task<IResult> Show(string secret, HttpContext context, Invitations invitations)
    {
        KeepOutOfTraces(context);
        return Page(context, await invitations.Find(secret, context.RequestAborted));
    }

    static async Task<IResult> Accept(string secret, HttpContext context, IAntiforgery antiforgery, Invitations invitations, UserManager<PortalUser> users,
        SignInManager<PortalUser> signIn)
    {
        KeepOutOfTraces(context);
        if (await invitations.Find(secret, context.RequestAborted) is not { } user)
            return Page(context, null);
        if (!await antiforgery.IsRequestValidAsync(context))
            return Page(context, user, new Fault("sign-in.foreign-form"));
        var typed = await context.Typed();
        if (await Passwords.Faults(users, user, typed) is { Count: > 0 } faults)
            return Page(context, user, [.. faults]);
        var password = typed["password"].ToString();
        if (await invitations.Accept(user, password, context.RequestAborted) is { Succeeded: false } result)
            return Page(context, user, Passwords.FaultOf(result));
        // Who has a second factor is asked for it here too: an address that went astray is not enough.
        var entered = await signIn.PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: false);
        return SignInAddress.SeeOther(context, entered.RequiresTwoFactor ? AskSecondFactor.Address : SignInAddress.Afterwards);
    }

    static IResult Page(HttpContext context, PortalUser? user, params IReadOnlyList<Fault> faults)
    {
        var page = HtmlPage.Of<InvitationPage>(context, new { Person = user is null ? null : new Person(user.FullName, null, user.Name), Faults = faults },
            user is null ? StatusCodes.Status404NotFound : faults.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
        context.Response.Headers.CacheControl = "no-store";
        return page;
    }

    /// <summary>The address is a secret: the trace of the request says its form alone.</summary>
    static void KeepOutOfTraces(HttpContext context) => context.Features.Get<IHttpActivityFeature>()?.Activity.SetTag("url.path", Route);
}

using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Portal.Pages;
using ServiceDefaults.Access;

namespace Portal.SignIn;

/// <summary>The way out: the cookie ends, and the browser is asked to forget what it kept of the portal.</summary>
static class SignOut
{
    const string Address = "/sign-out";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Address, Handle).ForEveryone().ExcludeFromDescription();
        routes.MapWhereItStands(Address, "/");
    }

    static async Task<IResult> Handle(HttpContext context, IAntiforgery antiforgery, SignInManager<PortalUser> signIn)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        await signIn.SignOutAsync();
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";     // not "cookies": the language that was chosen stays
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Location = "/";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}

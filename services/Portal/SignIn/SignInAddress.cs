using Portal.Forms;

namespace Portal.SignIn;

/// <summary>The way to the sign-in page, and back to where one came from.</summary>
static class SignInAddress
{
    public const string Parameter = "to", Page = "/sign-in", Afterwards = "/work";

    /// <summary>
    /// Asks a browser to sign in first, or who is signed in to set up the second factor they owe. What was posted is kept for whom its form was shown
    /// to, and the way back leads to the page.
    /// </summary>
    public static async Task Lead(HttpContext context)
    {
        await context.RequestServices.GetRequiredService<Desk>().KeepUnsigned(context);
        var back = context.Request.PathBase + context.Request.Path + context.Request.QueryString;
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = SecondFactor.IsOwedBy(context.User) ? Account.SetSecondFactor.Address : $"{Page}?{Parameter}={Uri.EscapeDataString(back)}";
        context.Response.Headers.CacheControl = "no-store";
    }

    /// <summary>
    /// Where a form on the way in is posted to: the way back stands in the address, and so is still there when the page is shown again, reloaded, or
    /// read in another language.
    /// </summary>
    public static string With(string address, string? back) => Pages.Address.Of(address, (Parameter, Safe(back) is Afterwards ? null : Safe(back)));

    /// <summary>The way back as the address of the request has it.</summary>
    public static string? Back(HttpContext context) => context.Request.Query[Parameter].FirstOrDefault();

    /// <summary>Leads on after a form, to a place of this portal's own choosing.</summary>
    public static IResult SeeOther(HttpContext context, string address)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Location = address;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>Only a place of this portal: an address elsewhere would make our sign-in page the first step of somebody else's.</summary>
    public static string Safe(string? address) =>
        address is ['/', .. var rest] && !rest.StartsWith('/') && !rest.StartsWith('\\') && !address.Any(char.IsControl) && !address.StartsWith(Page, StringComparison.Ordinal)
            ? address : Afterwards;
}

namespace Portal.SignIn;

/// <summary>The way to the sign-in page, and back to where one came from.</summary>
static class SignInAddress
{
    public const string Parameter = "to", Page = "/sign-in", Afterwards = "/work";

    /// <summary>Asks a browser to sign in first, or who is signed in to set up the second factor they owe. What was posted is lost, so the way back leads to the page, not to the deed.</summary>
    public static Task Lead(HttpContext context)
    {
        var back = context.Request.PathBase + context.Request.Path + context.Request.QueryString;
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = SecondFactor.IsOwedBy(context.User) ? Account.SetSecondFactor.Address : $"{Page}?{Parameter}={Uri.EscapeDataString(back)}";
        context.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    /// <summary>Leads on after a form, to a place of this portal's own choosing.</summary>
    public static IResult SeeOther(HttpContext context, string address)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Location = address;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>Only a place of this portal: an address elsewhere would make our sign-in page the first step of somebody else's.</summary>
    public static string Safe(string? address) =>
        address is ['/', .. var rest] && !rest.StartsWith('/') && !rest.StartsWith('\\') && !address.Any(char.IsControl) && !address.StartsWith(Page, StringComparison.Ordinal) ? address : Afterwards;
}

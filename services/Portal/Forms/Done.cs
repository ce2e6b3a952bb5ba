namespace Portal.Forms;

/// <summary>Remembers across the way to the next page what was done on this one, so that it is said there, once.</summary>
static class Done
{
    const string Cookie = "done";

    static readonly TimeSpan holds = TimeSpan.FromMinutes(1);

    /// <param name="deed">Name of the form; its text <c>form.{deed}.done</c> says it.</param>
    /// <param name="leads">Where the reader is led.</param>
    public static void Leave(HttpContext context, string deed, string leads) => context.Response.Cookies.Append(Cookie, $"{deed}|{PathOf(leads)}", Options(context, holds));

    /// <returns>The deed that led to this page; null for none.</returns>
    public static string? Take(HttpContext context)
    {
        // A head is not read by anybody, and another window may have asked for another page meanwhile.
        if (!HttpMethods.IsGet(context.Request.Method) || context.Request.Cookies[Cookie]?.Split('|') is not [var deed, var path]
            || path != context.Request.PathBase + context.Request.Path)
            return null;
        context.Response.Cookies.Delete(Cookie, Options(context, null));
        return deed;
    }

    static string PathOf(string address) => address.Split('?', '#')[0];

    static CookieOptions Options(HttpContext context, TimeSpan? age) =>
        new() { Path = "/", HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, MaxAge = age, IsEssential = true };
}

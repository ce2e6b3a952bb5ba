using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Answers;

/// <summary>Whatever answers GET answers HEAD the same, without the body: the routes are chosen as for GET, and the server sends no body to HEAD.</summary>
/// <remarks>Source: RFC 9110, 9.1 (both are to be supported) and 9.3.2.</remarks>
static class HeadLikeGet
{
    /// <summary>The key under which a request remembers that it is HEAD.</summary>
    static readonly object isHead = new();

    public static void UseHeadLikeGet(this IApplicationBuilder app)
    {
        app.Use((context, next) =>
        {
            if (HttpMethods.IsHead(context.Request.Method))
                (context.Items[isHead], context.Request.Method) = (true, HttpMethods.Get);
            return next(context);
        });
        app.UseRouting();
        // From here on it is what it is, for who passes it on and for traces.
        app.Use((context, next) =>
        {
            if (context.Items.Remove(isHead))
                context.Request.Method = HttpMethods.Head;
            return next(context);
        });
    }
}

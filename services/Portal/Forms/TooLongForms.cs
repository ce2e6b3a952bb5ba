using Portal.Gateway;
using Portal.Pages;
using ServiceDefaults.Answers;

namespace Portal.Forms;

/// <summary>
/// Answers with a page, in the language of whoever filled it in, to a form that cannot be read for its length: a field of megabytes, a thousand
/// fields, a body over the limit of the server. Programs get the problem.
/// </summary>
sealed class TooLongForms(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.HasFormContentType && !IsOfAService(context.Request) && UnknownAddress.ReadsPages(context.Request))
            try
            {
                // Read here once for whoever takes it; the protection of forms, which reads it first, would hide the reason.
                await context.Request.ReadFormAsync(context.RequestAborted);
            }
            catch (Exception fault) when (IsForItsLength(fault))
            {
                await Page(context).ExecuteAsync(context);
                return;
            }
        await next(context);
    }

    static bool IsOfAService(HttpRequest request) => UpstreamService.All.Any(service => request.Path.StartsWithSegments(service.Prefix));

    /// <summary>The framework names each of its limits for forms so, and says nothing else of them.</summary>
    static bool IsForItsLength(Exception fault) => fault is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }
        || (fault is InvalidDataException && fault.Message.Contains("limit", StringComparison.Ordinal));

    static IResult Page(HttpContext context) => HtmlPage.Of<NoticePage>(context, new { Name = "too-long", About = (string?)null }, StatusCodes.Status413PayloadTooLarge);

    /// <summary>For a body that is refused for the length it is said to have, before anything of it is read.</summary>
    public sealed class ByItsLength : ITooLargeAnswer
    {
        public async Task<bool> Write(HttpContext context)
        {
            if (!context.Request.HasFormContentType || IsOfAService(context.Request) || !UnknownAddress.ReadsPages(context.Request))
                return false;
            await Page(context).ExecuteAsync(context);
            return true;
        }
    }
}

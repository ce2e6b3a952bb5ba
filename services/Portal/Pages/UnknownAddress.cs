namespace Portal.Pages;

/// <summary>Answers with a page where there is nothing at an address, for who reads pages. Programs get a problem as from every service.</summary>
sealed class UnknownAddress(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) => context.GetEndpoint() is null && ReadsPages(context.Request)
        ? HtmlPage.Of<NotFound>(context, new { }, StatusCodes.Status404NotFound).ExecuteAsync(context)
        : next(context);

    /// <summary>Whether whoever asks wants pages, as browsers do.</summary>
    public static bool ReadsPages(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(it => it.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && it.Quality != 0);
}

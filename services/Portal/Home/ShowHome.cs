using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Languages;
using ServiceDefaults.Access;

namespace Portal.Home;

/// <summary>The first page: what the four services know today.</summary>
static class ShowHome
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/", Handle)
        .ForEveryone()
        .WithSummary("Show today's figures of all four services")
        .WithDescription("HTML in the language of ?lang=, of the cookie kept from it, or of Accept-Language.")
        .Produces(StatusCodes.Status200OK, contentType: "text/html");

    static async Task<RazorComponentResult<HomePage>> Handle(HttpContext context, LanguageCatalogue languages, TodaysFigures figures, CancellationToken cancel)
    {
        var language = languages.Current;
        ChosenLanguage.Keep(context, language);
        context.Response.Headers.ContentLanguage = language.Code;
        context.Response.Headers.Vary = "Accept-Language, Cookie";
        context.Response.Headers.CacheControl = "no-cache";
        return new(new { Language = language, Languages = languages.All, Today = await figures.Read(language, cancel) });
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Pages;
using ServiceDefaults.Access;

namespace Portal.Home;

/// <summary>The first page: the loop, and what the four services know of each of its steps today.</summary>
static class ShowHome
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/", Handle)
        .ForEveryone()
        .IsPage("Show today's figures of all four services");

    static async Task<IResult> Handle(HttpContext context, TodaysFigures figures, CancellationToken cancel) =>
        HtmlPage.Of<HomePage>(context, new { Today = await figures.Read(cancel) });
}

using Portal.Pages;
using ServiceDefaults.Access;

namespace Portal.Reports;

/// <summary>A report exactly as it was frozen: as a page, or as a document. Everyone may read it.</summary>
static class ShowFreeze
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/reports/{id}/freezes/{number:int}", Page).ForEveryone().IsPage("Show a report as it was frozen");
        routes.MapGet("/reports/{id}/freezes/{number:int}.docx", Document).WithName("downloadFreeze").ForEveryone().SpeaksLanguages()
            .WithSummary("A report as it was frozen, as a document").Produces(StatusCodes.Status200OK, contentType: ReportDocument.MediaType);
    }

    static async Task<IResult> Page(string id, int number, HttpContext context, Freezes freezes, CancellationToken cancel) => await freezes.Find(id, number, cancel) is { } freeze
        ? HtmlPage.Of<FreezePage>(context, new { Freeze = freeze })
        : HtmlPage.Of<NotFound>(context, new { }, StatusCodes.Status404NotFound);

    static async Task<IResult> Document(string id, int number, HttpContext context, Freezes freezes, ReportDocument document, CancellationToken cancel) =>
        await freezes.Find(id, number, cancel) is { } freeze
        ? await document.Answer(freeze.Report, freeze.Days, freeze.Numbers, freeze, cancel)
        : HtmlPage.Of<NotFound>(context, new { }, StatusCodes.Status404NotFound);
}

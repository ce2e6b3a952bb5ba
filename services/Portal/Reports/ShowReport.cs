using Portal.Pages;
using ServiceDefaults.Access;
using ServiceDefaults.Reading;

namespace Portal.Reports;

/// <summary>A report with today's numbers, or those of a day and a period: as a page, or as a document.</summary>
static class ShowReport
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/reports/{id}", Page).ForEveryone().IsPage("Show a report with live figures");
        routes.MapGet("/reports/{id}.docx", Document).ForEveryone().ReadsItsQuery().WithSummary("A report with live figures as a document").Produces(StatusCodes.Status200OK, contentType: ReportDocument.MediaType);
    }

    static async Task<IResult> Page(string id, string? asOf, string? from, string? to, HttpContext context, ReportCatalogue reports, ReportReading reading, Freezes freezes, TimeProvider time, CancellationToken cancel)
    {
        if (reports.Find(id) is not { } report)
            return HtmlPage.Of<NotFound>(context, new { }, StatusCodes.Status404NotFound);
        var days = Days(asOf, from, to, time);
        return HtmlPage.Of<ReportPage>(context, new
        {
            Report = report,
            Days = days,
            Numbers = await reading.Read(report, days, new Dictionary<string, long>(), cancel),
            Freezes = await freezes.Of(id, cancel),
            Key = Guid.CreateVersion7(time.GetUtcNow()),
        });
    }

    static async Task<IResult> Document(string id, string? asOf, string? from, string? to, HttpContext context, ReportCatalogue reports, ReportReading reading, ReportDocument document, TimeProvider time, CancellationToken cancel)
    {
        if (reports.Find(id) is not { } report)
            return HtmlPage.Of<NotFound>(context, new { }, StatusCodes.Status404NotFound);
        var days = Days(asOf, from, to, time);
        return await document.Answer(report, days, await reading.Read(report, days, new Dictionary<string, long>(), cancel), null, cancel);
    }

    static Days Days(string? asOf, string? from, string? to, TimeProvider time) => ReportReading.DaysOf(asOf, from, to, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
}

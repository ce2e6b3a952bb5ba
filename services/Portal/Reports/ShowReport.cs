using Portal.Pages;
using ServiceDefaults.Access;

namespace Portal.Reports;

/// <summary>A report with today's numbers, or those of a day and a period: as a page, or as a document.</summary>
static class ShowReport
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/reports/{id}", Page).ForEveryone().AsksBy((context, _) => Task.FromResult(Asking(context))).IsPage("Show a report with live figures");
        routes.MapGet("/reports/{id}.docx", Document).WithName("downloadReport").ForEveryone().AsksBy((context, _) => Task.FromResult(Asking(context))).SpeaksLanguages()
            .WithSummary("A report with live figures as a document").Produces(StatusCodes.Status200OK, contentType: ReportDocument.MediaType);
    }

    public static Asking Asking(HttpContext context) => Pages.Asking.Of(context, "report.ask", "instrument.show", false,
        Control.OfDay("asOf", "report.as-of"), Control.OfDay("from", "report.from"), Control.OfDay("to", "report.to"));

    /// <param name="from">First day of the report's period, as 2026-01-01; that of the report when left out.</param>
    /// <param name="to">Last day of its period; that of the report when left out.</param>
    static async Task<IResult> Page(string id, string? asOf, string? from, string? to, HttpContext context, ReportCatalogue reports, ReportReading reading, Freezes freezes,
        TimeProvider time, CancellationToken cancel)
    {
        if (reports.Find(id) is not { } report)
            return HtmlPage.Of<NotFound>(context, new { }, StatusCodes.Status404NotFound);
        var days = Days(context);
        return HtmlPage.Of<ReportPage>(context, new
        {
            Report = report,
            Asking = Asking(context),
            Days = days,
            Numbers = await reading.Read(report, days, new Dictionary<string, long>(), cancel),
            Freezes = await freezes.Of(id, cancel),
            Key = Guid.CreateVersion7(time.GetUtcNow()),
        });
    }

    /// <param name="from">First day of the report's period, as 2026-01-01; that of the report when left out.</param>
    /// <param name="to">Last day of its period; that of the report when left out.</param>
    static async Task<IResult> Document(string id, string? asOf, string? from, string? to, HttpContext context, ReportCatalogue reports, ReportReading reading,
        ReportDocument document, CancellationToken cancel)
    {
        if (reports.Find(id) is not { } report)
            return HtmlPage.Of<NotFound>(context, new { }, StatusCodes.Status404NotFound);
        var days = Days(context);
        return await document.Answer(report, days, await reading.Read(report, days, new Dictionary<string, long>(), cancel), null, cancel);
    }

    static Days Days(HttpContext context)
    {
        var asking = Asking(context).Taken();
        return ReportReading.DaysOf(asking.Day("asOf"), asking.Day("from"), asking.Day("to"), context.Today());
    }
}

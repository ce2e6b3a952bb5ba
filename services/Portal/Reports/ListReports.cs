using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Pages;
using ServiceDefaults.Access;

namespace Portal.Reports;

/// <summary>The reports, with what was frozen of each.</summary>
public static class ListReports
{
    public sealed record Row(Report Report, IReadOnlyList<FreezeItem> Freezes);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/reports", Handle)
        .ForEveryone()
        .IsPage("List the reports");

    static async Task<IResult> Handle(HttpContext context, ReportCatalogue reports, Freezes freezes, CancellationToken cancel)
    {
        var rows = new List<Row>();
        foreach (var report in reports.All)
            rows.Add(new(report, await freezes.Of(report.Id, cancel)));
        return HtmlPage.Of<ReportsPage>(context, new { Rows = (IReadOnlyList<Row>)rows });
    }
}

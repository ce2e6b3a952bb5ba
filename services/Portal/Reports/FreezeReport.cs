using Microsoft.AspNetCore.Antiforgery;
using Portal.Forms;
using Portal.Gateway;
using Portal.Pages;
using Portal.SignIn;
using ServiceDefaults.Access;
using ServiceDefaults.Reading;

namespace Portal.Reports;

/// <summary>
/// Freezes a report for the secretariat: its words, its days, where each source stands, and the numbers read at those positions. Asked first whether
/// they are sure, since a freeze is for everyone and for ever.
/// </summary>
static class FreezeReport
{
    const string Address = "/reports/{id}/freezes";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Address, Handle).For(Role.TreatyOfficer, Role.ReviewOfficer, Role.AssistanceOfficer, Role.NetworkOfficer).ExcludeFromDescription();
        routes.MapWhereItStands(Address, "/reports/{id}");
    }

    static async Task<IResult> Handle(string id, HttpContext context, IAntiforgery antiforgery, ReportCatalogue reports, ReportReading reading, Freezes freezes, PageReader read,
        Asker asker, CancellationToken cancel)
    {
        if (reports.Find(id) is not { } report)
            return HtmlPage.Of<NotFound>(context, new { }, StatusCodes.Status404NotFound);
        if (!await antiforgery.IsRequestValidAsync(context))
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        var typed = await context.Typed();
        if (!Guid.TryParse(typed["key"], out var key))
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        var days = ReportReading.DaysOf(Written.Date(typed["asOf"], "asOf"), Written.Date(typed["from"], "from"), Written.Date(typed["to"], "to"), context.Today());

        // First where the journals stand, then the numbers up to there: what is recorded meanwhile is in neither.
        var services = report.Numbers.Values.Where(it => it.Figure is not null).Select(it => it.Service).Distinct().ToList();
        var heads = await Task.WhenAll(services.Select(service => read.PartForReader<SourceHead>(UpstreamService.All.Single(it => it.Name == service), "/journal/head", cancel)));
        if (heads.Any(head => head is null))
            return await Refuse("report.sources-away");
        var numbers = await reading.Read(report, days, heads.ToDictionary(head => head!.Source, head => head!.Position), cancel);
        if (numbers.Values.Any(number => number.IsAway))
            return await Refuse("report.numbers-away");

        if (!typed.ContainsKey(FilledForm.SureField))
            return await Page(StatusCodes.Status200OK, unchangedSince: await Unchanged());

        var number = await freezes.Add(key, report, days, [.. heads.Select(head => head!)], numbers, asker.Id, cancel);
        var leads = $"/reports/{id}/freezes/{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
        Done.Leave(context, "freeze", leads);
        return SignInAddress.SeeOther(context, leads);

        // Half a report is not frozen.
        Task<IResult> Refuse(string reason) => Page(StatusCodes.Status503ServiceUnavailable, reason);

        async Task<IResult> Page(int status, string? refusal = null, FreezeItem? unchangedSince = null) => HtmlPage.Of<ReportPage>(context, new
        {
            Report = report,
            Asking = ShowReport.Asking(context),
            Days = days,
            Numbers = await reading.Read(report, days, new Dictionary<string, long>(), cancel),
            Freezes = await freezes.Of(id, cancel),
            Key = key,
            Refusal = refusal,
            IsToBeSure = refusal is null,
            UnchangedSince = unchangedSince,
        }, status);

        async Task<FreezeItem?> Unchanged() =>
            (await freezes.Of(id, cancel)).FirstOrDefault() is { } last && last.Days == days && await freezes.Find(id, last.Number, cancel) is { } before
                && before.SaysTheSameAs(report, numbers) ? last : null;
    }
}

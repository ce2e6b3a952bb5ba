using System.Globalization;
using Portal.Gateway;
using Portal.Languages;
using Portal.Pages;
using ServiceDefaults.Access;

namespace Portal.Reports;

/// <summary>What changed between two freezes of a report, or between one and now, and which entries changed it.</summary>
public static class CompareFreezes
{
    /// <summary>One side of the comparison.</summary>
    /// <param name="Number">Of the freeze; null for now.</param>
    /// <param name="Report">As it was worded then.</param>
    public sealed record Side(int? Number, Report Report, Days Days, IReadOnlyDictionary<string, NumberRead> Numbers, IReadOnlyDictionary<string, long> At);

    /// <param name="Changes">Records counted now and not before, or the other way round; null while the service gives no answer, empty where only the days differ.</param>
    public sealed record Difference(string Name, NumberRead Before, NumberRead After, IReadOnlyList<FigureChange>? Changes);

    public sealed record FigureChange(string Kind, string Record, IReadOnlyList<Entry> Entries);

    public sealed record Entry(long Position, string Type, string Stream, DateOnly OccurredOn, DateTimeOffset RecordedAt);

    sealed record FigureChanges(IReadOnlyList<FigureChange> Items);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/reports/{id}/compare", Handle)
        .ForEveryone()
        .AsksBy(async (context, cancel) => Asking(context, await context.RequestServices.GetRequiredService<Freezes>().Of($"{context.Request.RouteValues["id"]}", cancel)))
        .IsPage("Compare two freezes of a report, or one with now");

    const string Now = "now";

    /// <summary>The latest freeze with now, where nothing is asked for.</summary>
    static Asking Asking(HttpContext context, IReadOnlyList<FreezeItem> freezes)
    {
        var language = context.RequestServices.GetRequiredService<LanguageCatalogue>().Current;
        List<(string, string)> options = [.. freezes.Select(it => (it.Number.ToString(CultureInfo.InvariantCulture), language.With("reports.freeze", language.Number(it.Number))))];
        return Pages.Asking.Of(context, "compare.heading", "instrument.show", false,
            Control.Choice("from", "compare.from", false, options) with { Value = options.Select(it => it.Item1).FirstOrDefault() },
            Control.Choice("to", "compare.to", false, [(Now, language["compare.now"]), .. options]) with { Value = Now });
    }

    /// <param name="from">Number of the freeze that is compared; the latest when left out.</param>
    /// <param name="to">Number of the freeze it is compared with; now when left out.</param>
    static async Task<IResult> Handle(string id, string? from, string? to, HttpContext context, ReportCatalogue reports, ReportReading reading, Freezes freezes, PageReader read,
        CancellationToken cancel)
    {
        var frozen = await freezes.Of(id, cancel);
        if (reports.Find(id) is not { } report || frozen.Count == 0)
            return HtmlPage.Of<NotFound>(context, new { }, StatusCodes.Status404NotFound);
        var asking = Asking(context, frozen).Taken();
        if (await Read(asking["from"]) is not { } before || await Read(asking["to"]) is not { } after)
            return HtmlPage.Of<NotFound>(context, new { }, StatusCodes.Status404NotFound);

        var differing = before.Numbers.Keys.Intersect(after.Numbers.Keys).Select(name => (Name: name, Before: before.Numbers[name], After: after.Numbers[name]))
            .Where(it => (it.Before.Certain, it.Before.Possible) != (it.After.Certain, it.After.Possible) || it.Before.IsAway != it.After.IsAway).ToList();
        var differences = await Task.WhenAll(
            differing.Select(async it => new Difference(it.Name, it.Before, it.After, await Changes(report.Numbers.GetValueOrDefault(it.Name), before, after, read, cancel))));
        return HtmlPage.Of<ComparePage>(context, new { Report = report, Before = before, After = after, Differences = (IReadOnlyList<Difference>)differences, Asking = asking });

        async Task<Side?> Read(string? side)
        {
            if (side == Now)
            {
                var days = ReportReading.DaysOf(null, null, null, context.Today());
                return new(null, report, days, await reading.Read(report, days, new Dictionary<string, long>(), cancel), new Dictionary<string, long>());
            }
            return int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && await freezes.Find(id, number, cancel) is { } freeze
                ? new(number, freeze.Report, freeze.Days, freeze.Numbers, freeze.At) : null;
        }
    }

    static async Task<IReadOnlyList<FigureChange>?> Changes(Number? number, Side before, Side after, PageReader read, CancellationToken cancel)
    {
        if (number?.Figure is not { } figure)
            return [];
        var parameters = new List<(string Name, object? Value)>();
        foreach (var (name, value) in (number.Parameters ?? new Dictionary<string, string>()).Where(it => it.Key != Number.Group))
            if (Number.IsOfTime(value))
                parameters.AddRange([($"was.{name}", before.Days.Of(value.Trim('{', '}'))), ($"is.{name}", after.Days.Of(value.Trim('{', '}')))]);
            else
                parameters.Add((name, value));
        if (before.At.TryGetValue(number.Service, out var was))
            parameters.Add(("was.at", was));
        if (after.At.TryGetValue(number.Service, out var now))
            parameters.Add(("is.at", now));
        return (await read.Part<FigureChanges>(UpstreamService.All.Single(it => it.Name == number.Service), Address.Of($"/figures/{figure}/changes", [.. parameters]),
            cancel))?.Items;
    }
}

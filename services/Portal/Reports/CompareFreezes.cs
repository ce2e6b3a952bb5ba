using System.Globalization;
using Portal.Gateway;
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
        .IsPage("Compare two freezes of a report, or one with now");

    static async Task<IResult> Handle(string id, string? from, string? to, HttpContext context, ReportCatalogue reports, ReportReading reading, Freezes freezes, PageReader read, CancellationToken cancel)
    {
        if (reports.Find(id) is not { } report || await Read(from) is not { } before || await Read(to ?? "now") is not { } after)
            return HtmlPage.Of<NotFound>(context, new { }, StatusCodes.Status404NotFound);

        var differing = before.Numbers.Keys.Intersect(after.Numbers.Keys).Select(name => (Name: name, Before: before.Numbers[name], After: after.Numbers[name]))
            .Where(it => (it.Before.Certain, it.Before.Possible) != (it.After.Certain, it.After.Possible) || it.Before.IsAway != it.After.IsAway).ToList();
        var differences = await Task.WhenAll(differing.Select(async it => new Difference(it.Name, it.Before, it.After, await Changes(report.Numbers.GetValueOrDefault(it.Name), before, after, read, cancel))));
        return HtmlPage.Of<ComparePage>(context, new { Report = report, Before = before, After = after, Differences = (IReadOnlyList<Difference>)differences, Freezes = await freezes.Of(id, cancel) });

        async Task<Side?> Read(string? side)
        {
            if (side == "now")
            {
                var days = ReportReading.DaysOf(null, null, null, context.Today());
                return new(null, report, days, await reading.Read(report, days, new Dictionary<string, long>(), cancel), new Dictionary<string, long>());
            }
            return int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && await freezes.Find(id, number, cancel) is { } freeze ? new(number, freeze.Report, freeze.Days, freeze.Numbers, freeze.At) : null;
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
        return (await read.Part<FigureChanges>(UpstreamService.All.Single(it => it.Name == number.Service), Address.Of($"/figures/{figure}/changes", [.. parameters]), cancel))?.Items;
    }
}

using System.Globalization;
using Portal.Figures;
using Portal.Gateway;
using Portal.Instruments;
using Portal.Languages;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Answers;

namespace Portal.Reports;

/// <summary>A number of a report as it was read, live or when it was frozen.</summary>
/// <param name="Name">In the report's file.</param>
/// <param name="Query">The question as the service was asked.</param>
/// <param name="Certain">Null where nothing is recorded that could be counted; <see cref="IsAway"/> where it could not be asked.</param>
/// <param name="KnownAt">When the last recording it rests on was made.</param>
/// <param name="States">Codes of the States behind a number of a list; null for other numbers.</param>
/// <param name="Published">Given for a count published elsewhere, and only then.</param>
/// <param name="Texts">Of its figure; null for a published count, and where it was frozen before there were any.</param>
public sealed record NumberRead(
    string Name, string Service, string Figure, string Query, bool IsAway, decimal? Certain, decimal? Possible, string? Definition, string? Unit, DateTimeOffset? KnownAt,
    IReadOnlyList<string>? States, PublishedCount? Published, FigureText? Texts = null)
{
    /// <summary>The page that opens it; null for a published count, which has no records.</summary>
    public string? Opens => Published is null ? $"/figures/{Service}/{Figure}?{Query}" : null;

    /// <summary>Lists that the questions of reports name something of.</summary>
    public static readonly IReadOnlyList<string> Lists = ["function", "mechanism", "network", "programme"];

    /// <summary>What was asked, in words: each parameter's name and its value.</summary>
    /// <param name="called">Names of what the services keep: <see cref="FigureNames"/>.</param>
    public IEnumerable<(string Label, string Said)> Conditions(Language language, Names names, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> called)
    {
        var words = new FigureWords(language, names, Service, Figure, called);
        return Query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2).Select(Uri.UnescapeDataString).ToArray())
            .Select(part => (language[$"parameter.{part[0].ToLowerInvariant()}"], words.Of(part[0], part[1]).Text));
    }

    /// <summary>As a reader of the language sees it; in words where there is none.</summary>
    public string In(Language language) =>
        IsAway ? language["report.away"]
        : Certain is not { } certain ? language["count.not-recorded"]
        : Published is { Qualifier: { } qualifier } ? language.With($"qualifier.{qualifier}", language.Number(certain))
        : language.Count(certain, Possible ?? certain);
}

/// <summary>Reads the numbers of a report from the services: what they tell everyone, since everyone may read a report.</summary>
sealed class ReportReading(PageReader read)
{
    /// <param name="at">Positions of the journals by service, for a report that is being frozen; empty for all they hold.</param>
    public async Task<IReadOnlyDictionary<string, NumberRead>> Read(Report report, Days days, IReadOnlyDictionary<string, long> at, CancellationToken cancel)
    {
        var listed = report.Sections.SelectMany(section => section.Paragraphs).SelectMany(paragraph => paragraph.Lines ?? []).Select(line => line.Number).ToHashSet();
        var published = await Published(report, cancel);
        var numbers = await Task.WhenAll(report.Numbers.Select(it => it.Value.Published is { } wanted
            ? Task.FromResult(OfPublished(it.Key, it.Value.Service, wanted, published[it.Value.Service]))
            : Figure(it.Key, it.Value, days, at, listed.Contains(it.Key), cancel)));
        return numbers.ToDictionary(it => it.Name);
    }

    async Task<NumberRead> Figure(string name, Number number, Days days, IReadOnlyDictionary<string, long> at, bool isListed, CancellationToken cancel)
    {
        var service = UpstreamService.All.Single(it => it.Name == number.Service);
        var query = number.Query(days, at.TryGetValue(number.Service, out var position) ? position : null);
        var value = read.Part<FigureValue>(service, $"/figures/{number.Figure}?{query}", cancel);
        var records = isListed ? await read.Part<FigureRecords<Act>>(service, $"/figures/{number.Figure}/records?{query}", cancel) : null;
        var (figure, group) = (await value, number.Parameters?.GetValueOrDefault(Number.Group));
        var count = group is null || figure?.Count is null ? figure?.Count
            : figure.Breakdown.Where(it => it.Group == group).Select(it => new Count(it.Certain, it.Possible)).FirstOrDefault() ?? new(0, 0);
        return new(
            name, number.Service, number.Figure!, query, figure is null || (isListed && records is null), count?.Certain, count?.Possible, figure?.Definition, figure?.Unit,
            figure?.KnownAt,
            isListed ? [.. (records?.Items ?? []).Select(it => it.State).OfType<string>().Distinct().Order(StringComparer.Ordinal)] : null, null, figure?.Texts);
    }

    /// <summary>By service; null where it gives no answer.</summary>
    async Task<Dictionary<string, IReadOnlyList<PublishedCount>?>> Published(Report report, CancellationToken cancel)
    {
        var wanted = report.Numbers.Values.Where(it => it.Published is not null).Select(it => it.Service).Distinct().ToList();
        var counts = await Task.WhenAll(wanted.Select(service => read.Whole<PublishedCount>(UpstreamService.All.Single(it => it.Name == service), "/published-counts", cancel)));
        return wanted.Zip(counts).ToDictionary(it => it.First, it => it.Second);
    }

    static NumberRead OfPublished(string name, string service, PublishedNumber wanted, IReadOnlyList<PublishedCount>? counts)
    {
        var count = counts?.FirstOrDefault(it => it.Figure == wanted.Figure && it.Scope == wanted.Scope && it.AsOf == wanted.AsOf);
        return new(name, service, wanted.Figure, "", count is null, count?.Value, count?.Value, null, count?.Unit, null, null, count);
    }

    /// <summary>The days asked for; today and the year that ends with it where none are.</summary>
    /// <exception cref="Refused">The period ends before it begins.</exception>
    public static Days DaysOf(DateOnly? asOf, DateOnly? from, DateOnly? to, DateOnly today)
    {
        var day = asOf ?? today;
        var last = to ?? day;
        var first = from ?? last.YearThatEnds();
        return first <= last ? new(day, first, last) : throw Asking.EndsBeforeItBegins();
    }
}

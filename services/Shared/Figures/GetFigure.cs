using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Figures;

/// <summary>The value of a figure.</summary>
static class GetFigure
{
    /// <param name="Certain">What is counted.</param>
    /// <param name="Possible">The same: nothing this service counts is dated by bounds only. Figures of Treaties may differ here.</param>
    public sealed record Number(decimal Certain, decimal Possible);

    /// <param name="Group">The values of the breakdown's dimensions, with commas.</param>
    public sealed record Part(string Group, decimal Certain, decimal Possible);

    /// <summary>Whether anything was known at the moment asked for.</summary>
    public enum OnRecord
    {
        Recorded,

        /// <summary>The moment lies before the first entry: the answer is not zero, there is none.</summary>
        NothingKnown,
    }

    /// <param name="KnownAt">The moment asked for; else that of the last recording the figure rests on.</param>
    /// <param name="Count">Null where nothing was known, and where the records do not add up: amounts in several currencies, which the breakdown keeps apart.</param>
    /// <param name="By">Dimensions of the breakdown.</param>
    /// <param name="Texts">What it is called, counts and is measured in, in every language the platform speaks.</param>
    public sealed record Answer(
        string Name, string Definition, string Unit, DateOnly? AsOf, DateOnly? From, DateOnly? To, DateTimeOffset? KnownAt, long? At,
        OnRecord Recorded, Number? Count, IReadOnlyList<string> By, IReadOnlyList<Part> Breakdown, FigureText Texts);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/figures/{name}", Handle)
        .ForEveryone()
        .WithSummary("Read a figure")
        .WithDescription("The sum over the records at /figures/{name}/records with the same parameters. Groups of a breakdown overlap where a record stands in several: a State that is assisted in two programmes counts in each, and once in the whole. Some figures are for offices of the secretariat only. JSON or CSV.")
        .AlsoAsTable()
        .Produces<Answer>();

    static async Task<IResult> Handle(string name, [AsParameters] Asked asked, Asker asker, FigureCatalogue catalogue, FigureTexts texts, Reading reading, CancellationToken cancel)
    {
        var (figure, refusal) = catalogue.For(asker, name);
        if ((refusal ?? await reading.Misasked(figure!, asked, asker, cancel)) is { } no)
            return no;

        var result = await reading.Of(figure!, asked, cancel);
        IReadOnlyList<string> by = asked.Dimensions.Count > 0 ? asked.Dimensions : [.. figure!.Dimensions.Take(1)];
        if (figure!.NotAcross is { } apart && !by.Contains(apart) && !AddsUp(figure, result.Records ?? []))
            by = [apart, .. by];
        var parts = (result.Records ?? []).SelectMany(record => GroupsOf(record, by).Select(group => (group, record))).GroupBy(it => it.group, it => it.record)
            .Where(_ => by.Count > 0).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new Part(group.Key, Sum(group), Sum(group))).ToList();
        var total = result.Records is { } records && AddsUp(figure, records) ? new Number(Sum(records), Sum(records)) : null;
        var until = asked.Until(figure!, reading.Today);
        var answer = new Answer(
            figure!.Name, figure.Definition, figure.Unit, figure.OfPeriod ? null : until, figure.OfPeriod ? asked.From : null, figure.OfPeriod ? until : null, asked.KnownAt ?? result.KnownAt, asked.At,
            result.Records is null ? OnRecord.NothingKnown : OnRecord.Recorded, total, by, parts, texts[name]);
        return Csv.Answer(TypedResults.Ok(answer), (total is null ? [] : new[] { new Part("all", total.Certain, total.Possible) }).Concat(parts), ("group", it => it.Group), ("certain", it => it.Certain), ("possible", it => it.Possible));
    }

    /// <summary>The groups of a breakdown it stands in: one, but for dimensions in which it has several values.</summary>
    static IEnumerable<string> GroupsOf(Counted record, IReadOnlyList<string> by) =>
        by.Select(record.Values).Aggregate((IEnumerable<string>)[""], (groups, values) => groups.SelectMany(group => values.Select(value => group.Length == 0 ? value : $"{group}, {value}")));

    static bool AddsUp(Figure figure, IReadOnlyList<Counted> records) => figure.NotAcross is not { } apart || records.Select(record => record.By[apart]).Distinct().Count() <= 1;

    /// <summary>Records that share what is counted once add what the greatest of them adds.</summary>
    static decimal Sum(IEnumerable<Counted> records) => records.GroupBy(record => record.Once ?? record.Record).Sum(same => same.Max(record => record.Counts));
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ServiceDefaults.Access;

namespace Figures;

/// <summary>What changed a figure between two readings: record by record, with the entries that did it.</summary>
static class ListFigureChanges
{
    /// <summary>Two readings of the same figure, each as the figure itself is asked.</summary>
    /// <param name="WasAsOf">The day of the first reading; today when left out.</param>
    /// <param name="WasFrom">First day of its period; from the beginning when left out.</param>
    /// <param name="WasTo">Last day of its period; today when left out.</param>
    /// <param name="WasAt">The position of the journal up to which it read; all of it when left out.</param>
    /// <param name="IsAsOf">The day of the second reading; today when left out.</param>
    /// <param name="IsFrom">First day of its period; from the beginning when left out.</param>
    /// <param name="IsTo">Last day of its period; today when left out.</param>
    /// <param name="IsAt">The position of the journal up to which it reads; all of it when left out.</param>
    /// <param name="Only">Limits both to one value of a dimension, <c>status:met</c>; may be given several times.</param>
    public sealed record Readings(
        [FromQuery(Name = "was.asOf")] DateOnly? WasAsOf, [FromQuery(Name = "was.from")] DateOnly? WasFrom, [FromQuery(Name = "was.to")] DateOnly? WasTo, [FromQuery(Name = "was.at")] long? WasAt,
        [FromQuery(Name = "is.asOf")] DateOnly? IsAsOf, [FromQuery(Name = "is.from")] DateOnly? IsFrom, [FromQuery(Name = "is.to")] DateOnly? IsTo, [FromQuery(Name = "is.at")] long? IsAt,
        [FromQuery] string[]? Only)
    {
        public Asked Was => new(WasAsOf, WasFrom, WasTo, null, WasAt, null, Only);

        public Asked Is => new(IsAsOf, IsFrom, IsTo, null, IsAt, null, Only);
    }

    public enum Kind { Added, Removed, Changed }

    /// <param name="Was">Null where it was not counted before.</param>
    /// <param name="Is">Null where it is not counted any more.</param>
    /// <param name="Entries">Entries between the two readings that did it; empty where nothing was recorded and only the days asked for differ.</param>
    public sealed record Change(Kind Kind, string Record, Counted? Was, Counted? Is, IReadOnlyList<Explaining> Entries);

    public sealed record Answer(string Name, IReadOnlyList<Change> Items);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/figures/{name}/changes", Handle)
        .ForEveryone()
        .WithSummary("Explain how a figure changed between two readings")
        .WithDescription("Give both as the figure is asked, with was. and is. before the names: ?was.at=120&was.asOf=2026-01-31&is.at=180&is.asOf=2026-02-28.")
        .Produces<Answer>();

    static async Task<IResult> Handle(string name, [AsParameters] Readings readings, Asker asker, FigureCatalogue catalogue, Reading reading, CancellationToken cancel)
    {
        var (figure, refusal) = catalogue.For(asker, name);
        if ((refusal ?? await reading.Misasked(figure!, readings.Was, readings.Is, asker, cancel)) is { } no)
            return no;

        var was = (await reading.Of(figure!, readings.Was, cancel)).For(asker).Records!.ToDictionary(record => record.Record);
        var now = (await reading.Of(figure!, readings.Is, cancel)).For(asker).Records!.ToDictionary(record => record.Record);
        var differing = was.Keys.Union(now.Keys).Where(record => Differ(was.GetValueOrDefault(record), now.GetValueOrDefault(record))).Order(StringComparer.Ordinal).ToList();
        var entries = await reading.Between(figure!, [.. differing.Select(record => StreamOf(record)).Distinct()], readings.WasAt ?? 0, readings.IsAt, cancel);
        string StreamOf(string record) => (now.GetValueOrDefault(record) ?? was[record]).Stream;
        return TypedResults.Ok(new Answer(name, [.. differing.Select(record => new Change(
            !was.ContainsKey(record) ? Kind.Added : !now.ContainsKey(record) ? Kind.Removed : Kind.Changed,
            record, was.GetValueOrDefault(record), now.GetValueOrDefault(record), [.. entries[StreamOf(record)].Select(entry => asker.IsOfTheSecretariat() ? entry : entry with { Position = null })]))]));
    }

    static bool Differ(Counted? one, Counted? other) => one is null || other is null || one.Counts != other.Counts || one.Once != other.Once || one.By.Any(value => other.By[value.Key] != value.Value)
        || one.Several.Any(values => !other.Several[values.Key].SequenceEqual(values.Value));
}

using System.Globalization;
using CsvHelper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Figures;

/// <summary>A count that was published elsewhere and is not reconstructed from records: shown as exactly that, never mixed with what is counted.</summary>
/// <param name="Figure">What it is a count of, in kebab case; the name of a live figure where it counts the same.</param>
/// <param name="Scope">What it is limited to: an instrument, a programme, a network; empty for all.</param>
/// <param name="Qualifier">As published: <c>over</c>, <c>about</c>, <c>at-least</c>; null where the number is given as exact.</param>
/// <param name="AsOf">The day it was published as of; null where it is of a period or the source does not say.</param>
/// <param name="Source">The document.</param>
/// <param name="Paragraph">Where in it.</param>
/// <param name="Note">What must be known to read it.</param>
/// <param name="GivenBy">
/// The figure that counts the same from records, at the gateway and as it is asked for the same days: it gives the number of what is recorded,
/// which need not be all that was counted then. Null where no figure does yet.
/// </param>
public sealed record PublishedCount(
    string Figure, string? Scope, decimal Value, string? Qualifier, string Unit, DateOnly? AsOf, DateOnly? From, DateOnly? To, string Source, string? Paragraph, string? Note, string? GivenBy = null);

/// <summary>The published counts of one service, from the data it ships with.</summary>
public sealed class PublishedCounts(IReadOnlyList<PublishedCount> all)
{
    static readonly string?[] qualifiers = [null, "over", "about", "at-least"];

    public IReadOnlyList<PublishedCount> All { get; } = all;

    /// <exception cref="InvalidDataException">A row has no source, or a qualifier nobody knows.</exception>
    public static PublishedCounts Read(string file)
    {
        using var csv = CsvReader.FromFile(file);
        var counts = new List<PublishedCount>();
        while (csv.Read())
        {
            string? Text(string column) => csv.GetString(column) is { Length: > 0 } text ? text : null;
            DateOnly? Day(string column) => Text(column) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
            string Wanted(string column) => Text(column) ?? throw new InvalidDataException($"{file}, row {counts.Count + 1}: {column} is blank.");
            var count = new PublishedCount(Wanted("figure"), Text("scope"), decimal.Parse(Wanted("value"), NumberStyles.Number, CultureInfo.InvariantCulture), Text("qualifier"), Wanted("unit"),
                Day("as_of"), Day("from"), Day("to"), Wanted("source"), Text("paragraph"), Text("note"), Text("given_by"));
            counts.Add(qualifiers.Contains(count.Qualifier) ? count : throw new InvalidDataException($"{file}, row {counts.Count + 1}: the qualifier '{count.Qualifier}' is unknown."));
        }
        return new(counts);
    }
}

/// <summary>Gives a service that counts in its own way the counts published elsewhere.</summary>
public static class PublishedCountsRegistration
{
    /// <summary>Reads <c>data/published-counts/{service}.csv</c>. Part of <c>AddFigures</c>.</summary>
    public static void AddPublishedCounts(this IServiceCollection services, string service) =>
        services.AddSingleton(PublishedCounts.Read(Path.Combine(AppContext.BaseDirectory, "data", "published-counts", $"{service}.csv")));

    /// <summary>Maps <c>/published-counts</c>. Part of <c>MapFigures</c>.</summary>
    public static void MapPublishedCounts(this IEndpointRouteBuilder routes) => ListPublishedCounts.Map(routes.WhereRequestsAreChecked());
}

/// <summary>Lists them.</summary>
static class ListPublishedCounts
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/published-counts", Handle)
        .ForEveryone()
        .WithSummary("List the counts published elsewhere and not reconstructed from records")
        .WithDescription("In the order of the documents' tables. JSON or CSV.")
        .AlsoAsTable()
        .Produces<Page<PublishedCount>>();

    /// <param name="figure">Counts of this figure alone: parties.</param>
    /// <param name="scope">Counts of this scope alone, as the list writes it.</param>
    static IResult Handle(PublishedCounts counts, string? figure, string? scope)
    {
        List<PublishedCount> items = [.. counts.All.Where(count => (figure is null || count.Figure == figure) && (scope is null || count.Scope == scope))];
        return Csv.Answer(TypedResults.Ok(new Page<PublishedCount>(items, null)), items,
            ("figure", it => it.Figure), ("scope", it => it.Scope), ("value", it => it.Value), ("qualifier", it => it.Qualifier), ("unit", it => it.Unit), ("as_of", it => it.AsOf), ("from", it => it.From), ("to", it => it.To),
            ("source", it => it.Source), ("paragraph", it => it.Paragraph), ("note", it => it.Note), ("given_by", it => it.GivenBy));
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Figures;

/// <summary>The figures, with their definitions: also those that only offices may read.</summary>
static class ListFigures
{
    /// <param name="OfPeriod">Whether it is asked with <c>from</c> and <c>to</c>; else with <c>asOf</c>.</param>
    /// <param name="Dimensions">What it can be broken down by and limited to.</param>
    /// <param name="Offices">Roles that may read it; empty where everyone may.</param>
    /// <param name="Texts">Name, definition and unit in every language the platform speaks.</param>
    public sealed record Item(string Name, string Definition, string Unit, bool OfPeriod, IReadOnlyList<string> Dimensions, IReadOnlyList<string> Offices, FigureText Texts);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/figures", Handle)
        .ForEveryone()
        .WithSummary("List the figures")
        .AlsoAsTable()
        .Produces<Page<Item>>();

    static IResult Handle(FigureCatalogue catalogue, FigureTexts texts)
    {
        List<Item> items = [.. catalogue.All.Select(figure => new Item(figure.Name, figure.Definition, figure.Unit, figure.OfPeriod, figure.Dimensions, [.. figure.Offices.Select(RoleNames.Of)], texts[figure.Name]))];
        return Csv.Answer(TypedResults.Ok(new Page<Item>(items, null)), items,
            ("name", it => it.Name), ("definition", it => it.Definition), ("unit", it => it.Unit), ("dimensions", it => string.Join(' ', it.Dimensions)), ("offices", it => string.Join(' ', it.Offices)));
    }
}

using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Treaties.Figures;

/// <summary>The figures, with their definitions.</summary>
static class ListFigures
{
    /// <param name="Parameters">What it can be asked with, beside <c>knownAt</c> and <c>lang</c>.</param>
    /// <param name="Texts">Name, definition and unit in every language the platform speaks.</param>
    public sealed record Item(string Name, string Definition, string Unit, IReadOnlyList<Parameter> Parameters, global::Figures.FigureText Texts);

    public sealed record Parameter(string Name, bool Required);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/figures", Handle)
        .ForEveryone()
        .WithSummary("List the figures")
        .AlsoAsTable()
        .Produces<Page<Item>>();

    static IResult Handle(global::Figures.FigureTexts texts)
    {
        List<Item> items = [.. FigureCatalogue.All.Select(figure => new Item(figure.Name, figure.Definition, figure.Unit, [.. ParametersOf(figure.Asks)], texts[figure.Name]))];
        return Csv.Answer(TypedResults.Ok(new Page<Item>(items, null)), items,
            ("name", it => it.Name), ("definition", it => it.Definition), ("unit", it => it.Unit),
            ("parameters", it => string.Join(' ', it.Parameters.Select(parameter => parameter.Name))));
    }

    static IEnumerable<Parameter> ParametersOf(Asks asks)
    {
        if ((asks & (Asks.Instrument | Asks.InstrumentOrAll)) != 0)
            yield return new("instrument", asks.HasFlag(Asks.Instrument));
        if (asks.HasFlag(Asks.AsOf))
            yield return new("asOf", false);
        if (asks.HasFlag(Asks.Basis))
            yield return new("basis", false);
        if (asks.HasFlag(Asks.Period))
            foreach (var bound in new[] { new Parameter("from", true), new Parameter("to", false) })
                yield return bound;
        if (asks.HasFlag(Asks.Kind))
            yield return new("kind", false);
    }
}

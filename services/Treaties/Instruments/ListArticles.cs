using Contracts;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Treaties.Instruments;

/// <summary>The articles of an instrument.</summary>
static class ListArticles
{
    /// <param name="Complete">Whether every article is listed; if not, those the platform uses are.</param>
    public sealed record Answer(InstrumentId Instrument, bool Complete, IReadOnlyList<Article> Items);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/instruments/{instrument}/articles", Handle)
        .ForEveryone()
        .WithSummary("List the articles of an instrument")
        .AlsoAsTable()
        .Produces<Answer>().ProducesProblem(StatusCodes.Status404NotFound);

    static IResult Handle(InstrumentId instrument, InstrumentCatalogue catalogue) => catalogue.Find(instrument) is { } known
        ? Csv.Answer(TypedResults.Ok(new Answer(instrument, known.ArticlesComplete, known.Articles)), known.Articles, ("number", it => it.Number), ("title", it => it.Title), ("chapter", it => it.Chapter))
        : Refusal.Absent("instrument", instrument);
}

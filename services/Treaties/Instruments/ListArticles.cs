using Contracts;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using Treaties.States;

namespace Treaties.Instruments;

/// <summary>The articles of an instrument.</summary>
static class ListArticles
{
    /// <param name="Complete">Whether every article is listed; if not, those the platform uses are.</param>
    public sealed record Answer(InstrumentId Instrument, bool Complete, IReadOnlyList<Item> Items);

    /// <param name="Title">Heading in the language asked for; in English where it is not recorded in that.</param>
    /// <param name="Chapter">Heading of its chapter; null for instruments without chapters.</param>
    public sealed record Item(int Number, string Title, string? Chapter);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/instruments/{instrument}/articles", Handle)
        .ForEveryone()
        .WithSummary("List the articles of an instrument")
        .AlsoAsTable()
        .Produces<Answer>();

    static IResult Handle(InstrumentId instrument, string? lang, HttpRequest http, InstrumentCatalogue catalogue)
    {
        if (catalogue.Find(instrument) is not { } known)
            return Refusal.Absent("instrument", instrument);
        var language = Language.Of(lang, http);
        List<Item> items = [.. known.Articles.Select(it => new Item(it.Number, language.In(it.Title), it.Chapter is { } chapter ? language.In(chapter) : null))];
        return Csv.Answer(TypedResults.Ok(new Answer(instrument, known.ArticlesComplete, items)), items, ("number", it => it.Number), ("title", it => it.Title),
            ("chapter", it => it.Chapter));
    }
}

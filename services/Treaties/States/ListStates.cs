using Contracts;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Treaties.States;

/// <summary>The 197 States of the reference list and the European Union.</summary>
static class ListStates
{
    /// <param name="Kind">Why it is on the list.</param>
    /// <param name="RegionalGroup">UN regional group; null where it belongs to none.</param>
    /// <param name="Footnotes">What must be said wherever the name is printed.</param>
    public sealed record Item(StateCode Code, string Name, ParticipantKind Kind, string? RegionalGroup, string? Region, string? Subregion, IReadOnlyList<Footnote> Footnotes);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/states", Handle)
        .ForEveryone()
        .WithSummary("List the States and organizations that take part")
        .WithDescription("Names in the language of ?lang= or Accept-Language: en, fr, es, ru, zh, ar.")
        .AlsoAsTable()
        .Produces<Page<Item>>();

    static IResult Handle(string? lang, HttpRequest http, ParticipantRegister register)
    {
        var language = Language.Of(lang, http);
        List<Item> items = [.. register.All.Select(it => new Item(it.Code, language.In(it.Names), it.Kind, it.RegionalGroup, it.Region?.Name, it.Subregion?.Name, it.Footnotes))];
        return Csv.Answer(TypedResults.Ok(new Page<Item>(items, null)), items,
            ("code", it => it.Code), ("name", it => it.Name), ("kind", it => it.Kind), ("regional_group", it => it.RegionalGroup), ("region", it => it.Region),
            ("subregion", it => it.Subregion),
            ("footnotes", it => string.Join(' ', it.Footnotes.Select(footnote => footnote.Text))));
    }
}

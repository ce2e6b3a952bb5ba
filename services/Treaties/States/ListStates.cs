using Contracts;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using ServiceDefaults.Reading;

namespace Treaties.States;

/// <summary>The 197 States of the reference list and the European Union.</summary>
static class ListStates
{
    /// <param name="Kind">Why it is on the list.</param>
    /// <param name="RegionalGroup">UN regional group; null where it belongs to none.</param>
    /// <param name="Footnotes">What must be said wherever the name is printed.</param>
    /// <param name="FoundBy">The name by which it was found, of before or of another language, where that is not the one printed; null otherwise.</param>
    public sealed record Item(StateCode Code, string Name, ParticipantKind Kind, string? RegionalGroup, string? Region, string? Subregion, IReadOnlyList<Footnote> Footnotes,
        string? FoundBy);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/states", Handle)
        .ForEveryone()
        .WithSummary("List the States and organizations that take part")
        .WithDescription("Names in the language of ?lang= or Accept-Language: en, fr, es, ru, zh, ar. q finds by names in any of them, and by former names.")
        .AlsoAsTable()
        .Produces<Page<Item>>();

    /// <param name="q">Words that all stand in one of its names, of today or of before, in any of the six languages, whatever the accents; or its code. All when left out.</param>
    static IResult Handle(string? lang, [FreeText] string? q, HttpRequest http, ParticipantRegister register)
    {
        var language = Language.Of(lang, http);
        var words = Folded.Words(q ?? "");
        List<Item> items = [.. register.All.Select(it => (it, By: IsCode(it, q) ? language.In(it.Names) : register.FoundBy(it.Code, language, words)))
            .Where(found => found.By is not null)
            .Select(found => new Item(found.it.Code, language.In(found.it.Names), found.it.Kind, found.it.RegionalGroup, found.it.Region?.Name, found.it.Subregion?.Name,
                found.it.Footnotes, found.By == language.In(found.it.Names) ? null : found.By))];
        return Csv.Answer(TypedResults.Ok(new Page<Item>(items, null)), items,
            ("code", it => it.Code), ("name", it => it.Name), ("kind", it => it.Kind), ("regional_group", it => it.RegionalGroup), ("region", it => it.Region),
            ("subregion", it => it.Subregion),
            ("footnotes", it => string.Join(' ', it.Footnotes.Select(footnote => footnote.Text))));
    }

    static bool IsCode(Participant it, string? written) => it.Code.ToString().Equals(written?.Trim(), StringComparison.OrdinalIgnoreCase);
}

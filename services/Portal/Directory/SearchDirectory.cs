using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Portal.Gateway;
using Portal.Instruments;
using Portal.Languages;
using Portal.Pages;
using ServiceDefaults.Access;
using ServiceDefaults.Reading;

namespace Portal.Directory;

/// <summary>The directory of competent national authorities, searched by function, instrument, State and name.</summary>
public static class SearchDirectory
{
    /// <summary>Where <c>for</c> says so, the reader came to choose whom to ask.</summary>
    const string ToAsk = "request";

    /// <summary>Of the directory for who is to choose whom to ask.</summary>
    public static readonly string ToChoose = Address.Of("/directory", ("for", ToAsk));

    /// <param name="Found">In the order of the States' names; null while Networks gives no answer.</param>
    /// <param name="Lists">What can be chosen.</param>
    /// <param name="IsToChoose">Whether the reader came to choose whom to ask.</param>
    public sealed record Shown(IReadOnlyList<Authority>? Found, Lists Lists, bool IsToChoose);

    /// <param name="Functions">Null while Networks gives no answer.</param>
    /// <param name="Instruments">Names by id; empty while Treaties gives no answer.</param>
    /// <param name="States">Names by code; empty while Treaties gives no answer.</param>
    public sealed record Lists(IReadOnlyList<DirectoryFunction>? Functions, IReadOnlyDictionary<string, string> Instruments, IReadOnlyDictionary<string, string> States);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/directory", Handle)
        .ForEveryone()
        .AsksBy(async (context, cancel) => Asking(context, await Read(context.RequestServices.GetRequiredService<PageReader>(), cancel)))
        .IsPage("Search the directory of authorities");

    static Asking Asking(HttpContext context, Lists lists)
    {
        var language = context.RequestServices.GetRequiredService<LanguageCatalogue>().Current;
        var names = language.Order;
        return Pages.Asking.Of(context, "directory.search", "directory.search", true,
            Control.Choice("function", "directory.function", true,
                (lists.Functions ?? []).DistinctBy(it => it.Function).Select(it => (it.Function, language.Of(it.Names)?.Text ?? it.Function)).OrderBy(it => it.Item2, names)),
            Control.Choice("instrument", "column.instrument", true,
                lists.Instruments.Where(it => lists.Functions?.Any(function => function.Instrument == it.Key) ?? true).Select(it => (it.Key, it.Value))
                    .OrderBy(it => it.Value, names)),
            Control.Choice("state", "column.state", true, lists.States.Select(it => (it.Key, it.Value)).OrderBy(it => it.Value, names)),
            new("q", "directory.words", ControlKind.Words),
            Control.Choice("for", "parameter.for", false, [(ToAsk, "")]) with { Kind = ControlKind.Kept });
    }

    /// <param name="function">A function, mutual-legal-assistance; all when left out.</param>
    /// <param name="q">Words of an authority's name.</param>
    /// <param name="purpose">request where an authority is looked for to be asked for information; to read about it when left out.</param>
    static async Task<IResult> Handle(string? function, string? instrument, string? state, [FreeText] string? q, [FromQuery(Name = "for")] string? purpose, HttpContext context,
        PageReader read, LanguageCatalogue languages, CancellationToken cancel)
    {
        var (lists, order) = (await Read(read, cancel), languages.Current.Order);
        var asking = Asking(context, lists).Taken();
        var found = await read.ListForReader<Authority>(UpstreamService.Networks,
            Address.Of("/authorities", ("function", asking["function"]), ("instrument", asking["instrument"]), ("state", asking["state"]), ("q", asking["q"])), cancel);
        return HtmlPage.Of<DirectoryPage>(context, new { Asking = asking, Shown = new Shown(found is null ? null : [.. found
            .OrderBy(it => lists.States.GetValueOrDefault(it.State, it.State), order).ThenBy(it => languages.Current.Of(it.Names)?.Text, order)], lists, asking["for"] == ToAsk) });
    }

    static async Task<Lists> Read(PageReader read, CancellationToken cancel)
    {
        var functions = read.List<DirectoryFunction>(UpstreamService.Networks, "/functions", cancel);
        var instruments = read.Whole<InstrumentItem>(UpstreamService.Treaties, "/instruments", cancel);
        var states = read.Whole<StateItem>(UpstreamService.Treaties, "/states", cancel);
        return new(await functions, (await instruments ?? []).ToDictionary(it => it.Id, it => it.ShortName), (await states ?? []).ToDictionary(it => it.Code, it => it.Name));
    }
}

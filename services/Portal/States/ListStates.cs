using ServiceDefaults.Reading;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Gateway;
using Portal.Instruments;
using Portal.Languages;
using Portal.Pages;
using ServiceDefaults.Access;

namespace Portal.States;

/// <summary>The States of the reference list by regional group, searched by name.</summary>
static class ListStates
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/states", Handle)
        .ForEveryone()
        .AsksBy((context, _) => Task.FromResult(Asking(context)))
        .IsPage("List the States by regional group");

    static Asking Asking(HttpContext context) => Pages.Asking.Of(context, "states.search", "states.search", true, new Control("q", "states.name", ControlKind.Words));

    /// <param name="q">Part of a State's name, of today or of before, in any official language, or its code.</param>
    static async Task<IResult> Handle([FreeText] string? q, HttpContext context, PageReader read, LanguageCatalogue languages, CancellationToken cancel)
    {
        var states = await read.Whole<StateItem>(UpstreamService.Treaties, Address.Of("/states", ("q", q?.Trim() is { Length: > 0 } sought ? sought : null)), cancel);
        var found = states?.OrderBy(state => state.Name, languages.Current.Order).ToLookup(state => World.GroupOf(state.RegionalGroup));
        return HtmlPage.Of<StatesPage>(context, new { Asking = Asking(context), Found = found });
    }
}

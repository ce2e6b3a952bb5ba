using ServiceDefaults.Reading;
using System.Globalization;
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

    /// <param name="q">Part of a State's name in the reader's language, or its code.</param>
    static async Task<IResult> Handle([FreeText] string? q, HttpContext context, PageReader read, LanguageCatalogue languages, CancellationToken cancel)
    {
        var culture = languages.Current.Culture;
        var states = await read.Whole<StateItem>(UpstreamService.Treaties, "/states", cancel);
        var found = states?.Where(state => IsFound(state, q?.Trim() ?? "", culture)).OrderBy(state => state.Name, StringComparer.Create(culture, true))
            .ToLookup(state => World.GroupOf(state.RegionalGroup));
        return HtmlPage.Of<StatesPage>(context, new { Asking = Asking(context), Found = found });
    }

    /// <summary>By any part of its name, whatever the accents, or by its code.</summary>
    static bool IsFound(StateItem state, string words, CultureInfo culture) =>
        culture.CompareInfo.IndexOf(state.Name, words, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace | CompareOptions.IgnoreWidth) >= 0
            || string.Equals(state.Code, words, StringComparison.OrdinalIgnoreCase);
}

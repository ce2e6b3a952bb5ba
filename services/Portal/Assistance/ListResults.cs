using Portal.Forms;
using Portal.Gateway;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Assistance;

/// <summary>What came about after assistance, by the day of adoption, the latest first; in one State where one is chosen.</summary>
public static class ListResults
{
    /// <param name="State">Code of the State that was chosen; null for all.</param>
    /// <param name="Later">Whether there are later ones before these.</param>
    public sealed record Model(ListPart<ResultItem> Part, string? State, bool Later, Names Names);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/results", Handle).ForEveryone().IsPage("List what came about after assistance, the latest first");

    /// <param name="cursor">Where to go on: from the link of the page before.</param>
    static Task<IResult> Handle(HttpContext context, Desk desk, StateNames states, string? state, string? cursor) => desk.Serve<ResultsPage>(context, async reading =>
    {
        var (names, one) = (await states.In(reading.Language, reading.Cancel), state?.Trim().ToUpperInvariant() is { Length: > 0 } code ? code : null);
        if (one is not null && names.All.Count > 0 && !names.States.ContainsKey(one))
            return null;
        return new Sheet(new Model(await reading.Read<ListPart<ResultItem>>(UpstreamService.TechnicalAssistance,
            Address.Of("/results", ("latest", "true"), ("state", one), ("cursor", cursor))), one, cursor is not null, names));
    });
}

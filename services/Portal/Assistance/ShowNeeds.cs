using Portal.Forms;
using Portal.Gateway;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Assistance;

/// <summary>The needs this reader may know of, by State: everyone the published ones, a State its own, the secretariat all.</summary>
public static class ShowNeeds
{
    public sealed record Model(IReadOnlyList<NeedItem> Needs, Names Names);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/needs", Handle).ForEveryone().IsPage("List the needs for assistance that the reader may see");

    static Task<IResult> Handle(HttpContext context, Desk desk, StateNames states) => desk.Serve<NeedsPage>(context, async reading =>
    {
        var names = await states.In(reading.Language, reading.Cancel);
        var needs = await reading.ReadAll<NeedItem>(UpstreamService.TechnicalAssistance, "/needs");
        return new Sheet(new Model([.. needs.OrderBy(it => names.Of(it.State), reading.Language.Order)
            .ThenBy(it => it.Article, StringComparer.Ordinal)], names));
    });
}

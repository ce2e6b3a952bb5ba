using Portal.Forms;
using Portal.Gateway;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Cooperation;

/// <summary>The requests for information that the reader's State has received and sent.</summary>
public static class ShowBoxes
{
    public sealed record Model(IReadOnlyList<CooperationItem> Received, IReadOnlyList<CooperationItem> Sent, Names Names);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/cooperation", Handle).For(Role.CentralAuthority).IsPage("List the requests for information of the reader's State");

    static Task<IResult> Handle(HttpContext context, Desk desk, StateNames states) => desk.Serve<BoxesPage>(context, async reading => new Sheet(new Model(
        await reading.ReadAll<CooperationItem>(UpstreamService.Networks, "/requests?box=in"),
        await reading.ReadAll<CooperationItem>(UpstreamService.Networks, "/requests?box=out"),
        await states.In(reading.Language, reading.Cancel))));
}

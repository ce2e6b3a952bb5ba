using Portal.Forms;
using Portal.Gateway;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Operating;

/// <summary>How the services stand, for the operator: what is not well, what could not be applied, what was lost.</summary>
static class ShowServices
{
    public const string Address = "/services";

    public static string AddressOf(UpstreamService service) => $"{Address}#{service.Name}";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Address, Handle).For(Role.Operator).IsPage("Show how the services stand");

    static Task<IResult> Handle(HttpContext context, Desk desk, ServiceStandings standings, StateNames names) => desk.Serve<ServicesPage>(context, async reading =>
        new Sheet(new ServicesShown(await standings.All(reading), await names.In(reading.Language, reading.Cancel))));
}

/// <param name="Names">Of States, in the reader's language.</param>
public sealed record ServicesShown(IReadOnlyList<ServiceStanding> Services, Names Names);

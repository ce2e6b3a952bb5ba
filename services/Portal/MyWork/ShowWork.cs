using Portal.Forms;
using Portal.Operating;
using Portal.Pages;
using ServiceDefaults.Access;

namespace Portal.MyWork;

/// <summary>What waits for the reader, by role and State.</summary>
static class ShowWork
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/work", Handle).For(Enum.GetValues<Role>()).IsPage("List what waits for the reader");

    static Task<IResult> Handle(HttpContext context, Desk desk, Asker asker, WorkOf work, OperatorsDay day) => desk.Serve<WorkPage>(context, async reading =>
    {
        var found = await work.For(asker, reading);
        return new Sheet(asker.Is(Role.Operator) ? found with { Lists = [.. found.Lists, .. await day.Lists(reading)] } : found);
    });
}

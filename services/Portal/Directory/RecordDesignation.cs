using Portal.Duties;
using Portal.Forms;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Directory;

/// <summary>
/// Records that a State designated an authority, as its note says. The form opens with what is known already: of a designation that is owed,
/// its State, instrument and function.
/// </summary>
static class RecordDesignation
{
    const string Path = "/authorities/new";

    /// <param name="function">In kebab case; null where nothing is known yet.</param>
    public static string Address(string? state = null, string? instrument = null, string? function = null) =>
        Pages.Address.Of(Path, ("state", state), ("instrument", instrument), ("function", function));

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Handle).For(AuthorityForms.Keepers).IsPage("Ask what is recorded of a designation");
        routes.MapPost(Path, Handle).For(AuthorityForms.Keepers).ExcludeFromDescription();
    }

    /// <param name="function">The function to be designated for, chosen beforehand.</param>
    static Task<IResult> Handle(string? state, string? instrument, string? function, HttpContext context, Desk desk, Asker asker, StateNames states) =>
        desk.Serve<FormPage>(context, async reading =>
    {
        var forms = await AuthorityForms.Read(reading, states);
        var first = forms.Functions.FirstOrDefault(it => it.Function == function && it.Instrument == instrument);
        return new Sheet(new FormPage.Asked("designate", Section: "directory"), forms.Designate(
            asker.Is(Role.NetworkOfficer) ? null : asker.State?.ToString(), state,
            first is null ? null : new(first.Function, first.Instrument), first is null ? null : ListOwed.Path));
    });
}

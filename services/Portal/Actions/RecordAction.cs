using Portal.Forms;
using Portal.Instruments;
using Portal.Languages;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Actions;

/// <summary>The treaty officer records what the depositary notified. The instrument is chosen first, as what may be asked depends on it.</summary>
static class RecordAction
{
    public const string Path = "/actions/new";

    public static string Address(string? instrument = null, string? state = null) => Pages.Address.Of(Path, ("instrument", instrument), ("state", state));

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Handle).For(Role.TreatyOfficer)
            .AsksBy(async (context, cancel) => Asking(context, await NamesOf(context, cancel)))
            .IsPage("Ask what is recorded of a treaty action");
        routes.MapPost(Path, Handle).For(Role.TreatyOfficer).ExcludeFromDescription();
    }

    static Task<Names> NamesOf(HttpContext context, CancellationToken cancel) =>
        context.RequestServices.GetRequiredService<StateNames>().In(context.RequestServices.GetRequiredService<LanguageCatalogue>().Current, cancel);

    /// <summary>The State that is known already goes along.</summary>
    static Asking Asking(HttpContext context, Names names) => Pages.Asking.Of(context, "record-action.choose", "record-action.go", false,
        Control.Choice("instrument", "column.instrument", false,
            names.Instruments.OrderBy(it => it.Name, context.RequestServices.GetRequiredService<LanguageCatalogue>().Current.Order)),
        Control.Choice("state", "column.state", false, names.All) with { Kind = ControlKind.Kept });

    static Task<IResult> Handle(string? instrument, string? state, HttpContext context, Desk desk, StateNames states, ArticleChoices choices) =>
        desk.Serve<RecordActionPage>(context, async reading =>
    {
        var names = await states.In(reading.Language, reading.Cancel);
        var asking = Asking(context, names).Taken();
        return asking["instrument"] is { } chosen
            ? new Sheet(new RecordActionPage.Asked(asking, chosen, names), (await ActionForms.Read(chosen, reading, choices, names)).Record(asking["state"]))
            : new Sheet(new RecordActionPage.Asked(asking, null, names));
    });
}

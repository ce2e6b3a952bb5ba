using Portal.Forms;
using Portal.Languages;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Duties;

/// <summary>The designations that parties owe, each with its own form for whoever keeps the directory.</summary>
public static class ListOwed
{
    public const string Path = "/duties";

    const int OnAPage = 50;

    /// <param name="Owed">Of this page.</param>
    /// <param name="Overdue">How many of all that were asked for are late.</param>
    /// <param name="States">How many States owe something.</param>
    /// <param name="Number">Of the page, from 1.</param>
    /// <param name="Of">How many pages there are.</param>
    public sealed record Model(IReadOnlyList<OwedItem> Owed, int All, int Overdue, int States, int Number, int Of, Asking Asking, Func<string, string> Functions, Names Names)
    {
        public string AddressOf(int number) => Address.Of(Path, ("state", Asking["state"]), ("instrument", Asking["instrument"]), ("page", number == 1 ? null : number));
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, Handle)
        .For(OwedDesignations.Readers)
        .AsksBy(async (context, cancel) => Asking(context, await NamesOf(context, cancel)))
        .IsPage("List the designations that parties owe");

    static Task<Names> NamesOf(HttpContext context, CancellationToken cancel) =>
        context.RequestServices.GetRequiredService<StateNames>().In(context.RequestServices.GetRequiredService<LanguageCatalogue>().Current, cancel);

    /// <summary>A State sees its own alone, so it has no State to choose.</summary>
    static Asking Asking(HttpContext context, Names names)
    {
        var instrument = Control.Choice("instrument", "column.instrument", true, names.Instruments.OrderBy(it => it.Name,
            context.RequestServices.GetRequiredService<LanguageCatalogue>().Current.Order));
        return Asker.From(context.User).State is not null
            ? Pages.Asking.Of(context, "duties.filter", "records.show", true, instrument)
            : Pages.Asking.Of(context, "duties.filter", "records.show", true, Control.Choice("state", "column.state", true, names.All), instrument);
    }

    /// <param name="page">From 1. Of a list that has grown shorter meanwhile, the last one there is.</param>
    static Task<IResult> Handle(string? state, string? instrument, int? page, HttpContext context, Desk desk, StateNames states) => desk.Serve<OwedPage>(context, async reading =>
    {
        var names = await states.In(reading.Language, reading.Cancel);
        var asking = Asking(context, names).Taken();
        var all = await OwedDesignations.Read(reading, names, asking["state"], asking["instrument"]);
        var of = Math.Max(1, (all.Count + OnAPage - 1) / OnAPage);
        var number = Math.Clamp(page ?? 1, 1, of);
        return new Sheet(new Model(
            [.. all.Skip((number - 1) * OnAPage).Take(OnAPage)], all.Count, all.Count(it => it.IsOverdue), all.Select(it => it.State).Distinct().Count(), number, of, asking,
            await OwedDesignations.Functions(reading), names))
        {
            Next = all.Count == 0 ? reading.Language["duties.next-none"] : reading.Language.With("duties.next", reading.Language.Number(all.Count)),
        };
    });
}

using Contracts;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace TechnicalAssistance.Registers;

/// <summary>Regional and subregional hubs against corruption.</summary>
static class ListHubs
{
    /// <param name="Kind"><c>regional</c> or <c>subregional</c>.</param>
    /// <param name="StartYear">Null while it is being set up.</param>
    /// <param name="Status"><c>open</c> or <c>being-set-up</c>, as of the day.</param>
    public sealed record Hub(string Id, string Kind, StateCode State, string Place, string Coverage, int? StartYear, string Status, DateOnly AsOf, Source Source, string? Note);

    public static readonly IReadOnlyList<Hub> All = SourcedFile.Read("hubs", row => new Hub(
        row["id"], row["kind"], StateCode.Parse(row["state"]), row["place"], row["coverage"], row.Number("start_year"), row["status"], row.Day("as_of") ?? throw new FormatException("'as_of' is blank."), row.Source, row.Note));

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/hubs", Handle)
        .ForEveryone()
        .WithSummary("List the regional hubs, each with its source")
        .WithDescription("JSON in pages; CSV as one table.")
        .AlsoAsTable()
        .Produces<Page<Hub>>();

    static IResult Handle(Paging<string> page) => RegisterAnswer.Of(All, it => it.Id, it => it.Source, it => it.Note, page,
        ("kind", it => it.Kind), ("state", it => it.State), ("place", it => it.Place), ("coverage", it => it.Coverage), ("start_year", it => it.StartYear), ("status", it => it.Status), ("as_of", it => it.AsOf));
}

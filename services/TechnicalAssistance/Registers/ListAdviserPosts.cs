using Contracts;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace TechnicalAssistance.Registers;

/// <summary>Posts of advisers and mentors, as documents listed them in a year.</summary>
static class ListAdviserPosts
{
    /// <param name="Kind"><c>regional</c>, <c>senior-global</c>, <c>country</c> or <c>mentor</c>.</param>
    /// <param name="State">Of the duty station.</param>
    /// <param name="Coverage">What the post serves, in words.</param>
    /// <param name="AsOfYear">The year the document says it of.</param>
    /// <param name="Status"><c>filled</c>, <c>suspended</c>, or <c>listed</c> where the document only lists it.</param>
    /// <param name="Reason">Why it is suspended.</param>
    public sealed record AdviserPost(string Id, string Kind, StateCode? State, string? Place, string? Coverage, int AsOfYear, string Status, string? Reason, Source Source, string? Note);

    public static readonly IReadOnlyList<AdviserPost> All = SourcedFile.Read("adviser-posts", row => new AdviserPost(
        row["id"], row["kind"], row.State("state"), row.OrNull("place"), row.OrNull("coverage"), row.Number("as_of_year") ?? throw new FormatException("'as_of_year' is blank."), row["status"], row.OrNull("reason"), row.Source, row.Note));

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/adviser-posts", Handle)
        .ForEveryone()
        .WithSummary("List posts of advisers and mentors, each with its source")
        .WithDescription("One item for each post and year a document lists it in, suspended ones with the reason. JSON in pages; CSV as one table.")
        .AlsoAsTable()
        .Produces<Page<AdviserPost>>();

    /// <param name="status">Posts of this status alone, as the list writes it.</param>
    static IResult Handle(StateCode? state, string? status, Paging<string> page) => RegisterAnswer.Of(
        All.Where(it => (state is null || it.State == state) && (status is null || it.Status == status)), it => it.Id, it => it.Source, it => it.Note, page,
        ("kind", it => it.Kind), ("state", it => it.State), ("place", it => it.Place), ("coverage", it => it.Coverage), ("as_of_year", it => it.AsOfYear), ("status", it => it.Status), ("reason", it => it.Reason));
}

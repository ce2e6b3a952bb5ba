using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace TechnicalAssistance.Registers;

/// <summary>What was published of pledges and contributions: not reconstructed from records, shown as exactly that.</summary>
static class ListContributions
{
    /// <param name="Subject">The mechanism or body it was given to, or the fund it came from.</param>
    /// <param name="Kind"><c>voluntary</c>, <c>pledges</c>, <c>general-purpose-income</c>, <c>trust-fund</c> or <c>private</c>.</param>
    /// <param name="Amount">In units of the currency; null where the document names the source without an amount.</param>
    /// <param name="Qualifier"><c>over</c>, <c>about</c> or <c>at-least</c>, part of the amount; null where it is exact.</param>
    /// <param name="Currency">ISO 4217.</param>
    /// <param name="InKindContributors">How many gave in kind.</param>
    /// <param name="From">First day of the period, where it is known; the note says how exactly.</param>
    /// <param name="To">Last day of the period.</param>
    public sealed record Contribution(string Id, string Subject, string Kind, decimal? Amount, string? Qualifier, string? Currency, int? InKindContributors, DateOnly? From, DateOnly? To, Source Source, string? Note);

    public static readonly IReadOnlyList<Contribution> All = SourcedFile.Read("contributions", row => new Contribution(
        row["id"], row["subject"], row["kind"], row.Amount("amount"), row.OrNull("qualifier"), row.OrNull("currency"), row.Number("in_kind_contributors"), row.Day("from"), row.Day("to"), row.Source, row.Note));

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/contributions", Handle)
        .ForEveryone()
        .WithSummary("List what was published of pledges and contributions, each with its source")
        .WithDescription("Published, not reconstructed. What is recorded on activities is the figure 'contributions'. JSON in pages; CSV as one table.")
        .AlsoAsTable()
        .Produces<Page<Contribution>>();

    static IResult Handle(Paging<string> page) => RegisterAnswer.Of(All, it => it.Id, it => it.Source, it => it.Note, page,
        ("subject", it => it.Subject), ("kind", it => it.Kind), ("amount", it => it.Amount), ("qualifier", it => it.Qualifier), ("currency", it => it.Currency),
        ("in_kind_contributors", it => it.InKindContributors), ("from", it => it.From), ("to", it => it.To));
}

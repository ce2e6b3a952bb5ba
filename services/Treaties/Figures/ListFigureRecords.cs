using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using Treaties.Storage;

namespace Treaties.Figures;

/// <summary>The very records a figure counts.</summary>
static class ListFigureRecords
{
    /// <param name="Items">Every record counted, certain or possible.</param>
    public sealed record Answer(string Name, OnRecord Recorded, DateTimeOffset? KnownAt, IReadOnlyList<Counted> Items);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/figures/{name}/records", Handle)
        .ForEveryone()
        .WithSummary("Open a figure down to its records")
        .WithDescription("With the parameters of the figure. JSON or CSV.")
        .AlsoAsTable()
        .WithTag().Produces<Answer>();

    static async Task<IResult> Handle(string name, [AsParameters] FigureReading reading, CancellationToken cancel)
    {
        var (refusal, read) = await reading.Of(name, FigureCatalogue.Find(name), cancel);
        if (refusal is not null)
            return refusal;

        var items = read!.Records ?? [];
        return new Tagged(Csv.Answer(TypedResults.Ok(new Answer(name, read.Recorded, read.KnownAt, items)), items,
            ("instrument", it => it.Instrument), ("state", it => it.State), ("name", it => it.Name), ("certainty", it => it.Certainty), ("group", it => it.Group),
            ("kind", it => it.Kind), ("signed_on", it => it.SignedOn),
            ("deposited_on", it => it.DepositedOn), ("not_before", it => it.NotBefore), ("not_after", it => it.NotAfter), ("effective_on", it => it.EffectiveOn),
            ("years", it => it.Years),
            ("rule", it => it.Rule), ("detail", it => it.Detail), ("action", it => it.Action), ("source", it => it.Source)), Precondition.Weak(read.Tag));
    }
}

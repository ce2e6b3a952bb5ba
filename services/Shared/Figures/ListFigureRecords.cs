using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Figures;

/// <summary>The very records a figure counts.</summary>
static class ListFigureRecords
{
    /// <param name="Items">Null where nothing was known at the moment asked for.</param>
    public sealed record Answer(string Name, DateTimeOffset? KnownAt, IReadOnlyList<Counted>? Items);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/figures/{name}/records", Handle)
        .ForEveryone()
        .WithSummary("Open a figure down to its records")
        .WithDescription("With the parameters of the figure, and for those who may read it. JSON or CSV.")
        .AlsoAsTable()
        .Produces<Answer>();

    static async Task<IResult> Handle(string name, [AsParameters] Asked asked, Asker asker, FigureCatalogue catalogue, Reading reading, CancellationToken cancel)
    {
        var (figure, refusal) = catalogue.For(asker, name);
        if ((refusal ?? await reading.Misasked(figure!, asked, asker, cancel)) is { } no)
            return no;

        var result = (await reading.Of(figure!, asked, cancel)).For(asker);
        return Csv.Answer(TypedResults.Ok(new Answer(name, asked.KnownAt ?? result.KnownAt, result.Records)), result.Records ?? [],
            [("record", it => it.Record), ("state", it => it.State), ("on", it => it.On), ("counts", it => it.Counts), ("once", it => it.Once), ("position", it => it.Position), ("recorded_at", it => it.RecordedAt),
                .. figure!.Dimensions.Select<string, (string, Func<Counted, object?>)>(dimension => (dimension, it => string.Join("; ", it.Values(dimension))))]);
    }
}

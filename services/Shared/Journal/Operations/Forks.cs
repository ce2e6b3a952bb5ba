using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Journal.Operations;

/// <summary>Times a source was found to have another past than the one followed here, and the facts it has lost by it.</summary>
static class Forks
{
    /// <param name="Position">How far its former past had been followed.</param>
    /// <param name="Lost">Facts applied here that the source no longer has, by what this service kept of them.</param>
    public sealed record Fork(string Source, long Epoch, long Position, long NewEpoch, DateTimeOffset NoticedAt, IReadOnlyList<LostFact> Lost);

    public sealed record LostFact(long Position, Guid Id, string Stream, string Type, DateOnly OccurredOn);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/operations/forks", Handle).WithName("listForks").For(Role.Operator).WithSummary("Lists restores and rewrites noticed in the sources, with the facts lost by each.");

    static async Task<Ok<Page<Fork>>> Handle(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var read = database.CreateCommand(
            """
            SELECT fork.source, fork.generation, fork.epoch, fork.position, fork.new_epoch, fork.noticed_at, lost.position, lost.id, lost.stream, lost.type, lost.occurred_on
            FROM fork LEFT JOIN evidence lost ON lost.source = fork.source AND lost.generation = fork.generation
                 AND NOT EXISTS (SELECT 1 FROM evidence kept WHERE kept.source = lost.source AND kept.id = lost.id AND kept.generation > lost.generation)
            ORDER BY fork.source, fork.generation, lost.position
            """);
        var forks = new List<Fork>();
        var lost = new List<LostFact>();
        var last = (Source: "", Generation: 0);
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            if (last != (row.GetString(0), row.GetInt32(1)))
            {
                last = (row.GetString(0), row.GetInt32(1));
                forks.Add(new(row.GetString(0), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetFieldValue<DateTimeOffset>(5), lost = []));
            }
            if (!row.IsDBNull(6))
                lost.Add(new(row.GetInt64(6), row.GetGuid(7), row.GetString(8), row.GetString(9), row.GetFieldValue<DateOnly>(10)));
        }
        return TypedResults.Ok(new Page<Fork>(forks, null));
    }
}

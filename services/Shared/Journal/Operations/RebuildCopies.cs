using Journal.Following;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Journal.Operations;

/// <summary>An operator does not trust what a service keeps of others' facts: it is emptied and read again from their journals. Nothing is lost by it, and nothing done twice.</summary>
static class RebuildCopies
{
    /// <param name="Source">The service whose facts are kept.</param>
    /// <param name="Position">Of its last entry that the copies hold again.</param>
    public sealed record Rebuilt(string Source, long Position);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/operations/copies/rebuild", Handle).For(Role.Operator).WithSummary("Empties the copies of all sources and fills them anew from the sources' journals.");

    static async Task<Ok<Page<Rebuilt>>> Handle(IEnumerable<IFollower> followers, CancellationToken cancel)
    {
        var rebuilt = new List<Rebuilt>();
        foreach (var follower in followers.OrderBy(follower => follower.Source, StringComparer.Ordinal))
            rebuilt.Add(new(follower.Source, await follower.Rebuild(cancel)));
        return TypedResults.Ok(new Page<Rebuilt>(rebuilt, null));
    }
}

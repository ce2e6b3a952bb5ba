using Journal.Relaying;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceDefaults.Access;

namespace Journal.Operations;

/// <summary>Where this service's journal stands: what a report keeps of each source when it is frozen.</summary>
static class ReadHead
{
    /// <param name="Epoch">Positions of different epochs cannot be compared.</param>
    /// <param name="Position">Of the last entry that has one.</param>
    public sealed record Head(string Source, long Epoch, long Position);

    /// <summary>Not for everyone: that something was recorded is already something about a case.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/journal/head", Handle)
        .For([.. Secretariat.Offices, Role.Operator])
        .WithSummary("Where this service's journal stands");

    static async Task<Ok<Head>> Handle(JournalReader journal, JournalOptions options, CancellationToken cancel)
    {
        var head = await journal.ReadHead(cancel);
        return TypedResults.Ok(new Head(options.Source, head.Epoch, head.Position));
    }
}

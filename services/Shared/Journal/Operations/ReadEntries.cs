using Contracts;
using Journal.Relaying;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceDefaults.Access;

namespace Journal.Operations;

/// <summary>The published entries of this service's journal, for operators: what travelled, without what it said. An operator sees no case.</summary>
static class ReadEntries
{
    /// <param name="Head">Position of the last published entry there is.</param>
    /// <param name="Sent">The broker has confirmed entries up to here.</param>
    /// <param name="Items">Their payloads are left empty.</param>
    public sealed record Entries(string Source, long Epoch, long Head, long Sent, IReadOnlyList<Recorded> Items);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/journal", Handle).For(Role.Operator).WithSummary("Published entries after a position, in order.");

    /// <param name="after">Entries behind this position; from the first when left out.</param>
    /// <param name="limit">Entries at most, 1 to 1000; 100 when left out.</param>
    static async Task<Ok<Entries>> Handle(JournalReader journal, JournalOptions options, CancellationToken cancel, long after = 0, int limit = 100)
    {
        var head = await journal.ReadHead(cancel);
        return TypedResults.Ok(new Entries(options.Source, head.Epoch, head.Published, head.Sent, [.. (await journal.Read(head.Epoch, after, Math.Clamp(limit, 1, 1000), cancel)).Select(entry => entry with { Payload = "" })]));
    }
}

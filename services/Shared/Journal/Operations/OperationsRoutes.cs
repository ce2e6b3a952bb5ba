using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ServiceDefaults;

namespace Journal.Operations;

public static class OperationsRoutes
{
    /// <summary>What operators need of a journal: parked entries, verification, forks, the entries themselves.</summary>
    public static void MapOperations(this IEndpointRouteBuilder routes) => routes.MapUseCases(typeof(OperationsRoutes).Assembly).WithMetadata(OfTheJournal.Yes);
}

/// <summary>Marks what operators look at in a journal, whatever of the service's own is not there yet.</summary>
public sealed record OfTheJournal
{
    public static readonly OfTheJournal Yes = new();
}

using Microsoft.AspNetCore.Routing;
using ServiceDefaults;

namespace Journal.Operations;

public static class OperationsRoutes
{
    /// <summary>What operators need of a journal: parked entries, verification, forks, the entries themselves.</summary>
    public static void MapOperations(this IEndpointRouteBuilder routes) => routes.MapUseCases(typeof(OperationsRoutes).Assembly);
}

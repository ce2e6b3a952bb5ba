using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ServiceDefaults.Access;

/// <summary>Stops the start of a service that has an endpoint without <see cref="AllowedRoles"/>: forgetting who may call is a bug found before anyone calls.</summary>
/// <remarks>
/// It looks when the pipeline is made, which is before the port is opened, at the endpoints that requests will be matched with. The sources behind them would
/// make every endpoint anew for whoever asks, each with code compiled for it: a third of the processor time of a start.
/// </remarks>
sealed class EveryEndpointSaysWho : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        var silent = app.ApplicationServices.GetRequiredService<EndpointDataSource>().Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<AllowedRoles>() is null)
            .Select(endpoint => endpoint.DisplayName)
            .ToList();
        if (silent.Count > 0)
            throw new InvalidOperationException($"Say For(roles) or ForEveryone() on: {string.Join("; ", silent)}.");
    };
}

using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults.Access;

/// <summary>Stops the start of a service that has an endpoint without <see cref="AllowedRoles"/>: forgetting who may call is a bug found before anyone calls.</summary>
sealed class EveryEndpointSaysWho : IHostedLifecycleService
{
    IEndpointRouteBuilder? routes;

    public void Watch(IEndpointRouteBuilder routes) => this.routes = routes;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var silent = (routes?.DataSources ?? [])
            .SelectMany(source => source.Endpoints)
            .Where(endpoint => endpoint.Metadata.GetMetadata<AllowedRoles>() is null)
            .Select(endpoint => endpoint.DisplayName)
            .ToList();
        return silent.Count == 0
            ? Task.CompletedTask
            : throw new InvalidOperationException($"Say For(roles) or ForEveryone() on: {string.Join("; ", silent)}.");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults.Health;

/// <summary>Lets a process whose work in the background failed end with 1. The host stops it and ends with 0, and who restarts what failed would leave it down.</summary>
sealed class FailedWork(IServiceProvider services) : IHostedLifecycleService
{
    IReadOnlyList<BackgroundService> works = [];

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        works = [.. services.GetServices<IHostedService>().OfType<BackgroundService>()];
        return Task.CompletedTask;
    }

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (works.Any(work => work.ExecuteTask is { IsFaulted: true }))
            Environment.ExitCode = 1;
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

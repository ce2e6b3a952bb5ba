using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AppHost;

/// <summary>Starts again what died. The orchestrator leaves it where it fell; what a person stopped stays stopped until a person starts it.</summary>
sealed class Keeper(ResourceNotificationService notifications, ResourceCommandService commands, TimeProvider time, ILogger<Keeper> log) : BackgroundService
{
    static readonly TimeSpan longestPause = TimeSpan.FromSeconds(30), ranWell = TimeSpan.FromMinutes(1);

    readonly Dictionary<string, Kept> kept = [];

    /// <summary>One process: a resource, or one of its replicas.</summary>
    sealed class Kept
    {
        public bool StoppedByAPerson;
        public bool IsBeingStarted;
        public long RunsSince;
        public TimeSpan Pause = TimeSpan.FromSeconds(1);
    }

    public static void Watch(IDistributedApplicationBuilder builder)
    {
        if (!builder.ExecutionContext.IsRunMode)
            return;
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHostedService<Keeper>();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in notifications.WatchAsync(stoppingToken))
            if (change.Resource.Annotations.OfType<HealthCheckAnnotation>().Any()) // services and servers; not what builds them and ends
                Look(change.ResourceId, change.Snapshot, stoppingToken);
    }

    void Look(string id, CustomResourceSnapshot seen, CancellationToken cancel)
    {
        if (!kept.TryGetValue(id, out var one))
            kept[id] = one = new();
        var state = seen.State?.Text;
        if (state == KnownResourceStates.Stopping)
            one.StoppedByAPerson = true; // nothing else passes through this state: who dies is finished at once
        else if (state == KnownResourceStates.Running)
        {
            if (one.StoppedByAPerson || one.RunsSince == 0)
                one.RunsSince = time.GetTimestamp();
            one.StoppedByAPerson = false;
        }
        else if (KnownResourceStates.TerminalStates.Contains(state) && !one.StoppedByAPerson && !one.IsBeingStarted)
        {
            one.IsBeingStarted = true;
            _ = StartAgain(id, one, seen.ExitCode, cancel);
        }
    }

    async Task StartAgain(string id, Kept one, int? exitCode, CancellationToken cancel)
    {
        try
        {
            one.Pause = one.RunsSince != 0 && time.GetElapsedTime(one.RunsSince) > ranWell ? TimeSpan.FromSeconds(1) : one.Pause;
            one.RunsSince = 0;
            log.LogWarning("{Resource} ended (exit code {ExitCode}) and is started again in {Seconds} s", id, exitCode, one.Pause.TotalSeconds);
            await Task.Delay(one.Pause, time, cancel);
            one.Pause = TimeSpan.FromSeconds(Math.Min(one.Pause.TotalSeconds * 2, longestPause.TotalSeconds));
            var started = await commands.ExecuteCommandAsync(id, KnownResourceCommands.StartCommand, cancel);
            if (!started.Success)
                log.LogError("{Resource} was not started again: {Reason}", id, started.Message);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The platform goes down.
        }
        finally
        {
            one.IsBeingStarted = false;
        }
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AppHost;

/// <summary>Starts again what died. The orchestrator leaves it where it fell; what a person stopped stays stopped until a person starts it.</summary>
sealed class Keeper(ResourceNotificationService notifications, ResourceCommandService commands, TimeProvider time, ILogger<Keeper> log) : BackgroundService
{
    static readonly TimeSpan longestPause = TimeSpan.FromSeconds(30), ranWell = TimeSpan.FromMinutes(1), isBegunWithin = TimeSpan.FromSeconds(15), answersWithin = TimeSpan.FromMinutes(2);

    readonly Dictionary<string, Kept> kept = [];

    /// <summary>One process: a resource, or one of its replicas. Seen by whoever reads the notifications and by whoever starts it again, so under its own lock.</summary>
    sealed class Kept
    {
        public string? State;
        public bool StoppedByAPerson;
        public bool IsBeingStarted;
        public long RunsSince;
        public TimeSpan Pause = TimeSpan.FromSeconds(1);

        public bool HasDied => !StoppedByAPerson && KnownResourceStates.TerminalStates.Contains(State);
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
        lock (one)
        {
            one.State = seen.State?.Text;
            if (one.State == KnownResourceStates.Stopping)
                one.StoppedByAPerson = true; // nothing else passes through this state: who dies is finished at once
            else if (one.State == KnownResourceStates.Running)
            {
                if (one.StoppedByAPerson || one.RunsSince == 0)
                    one.RunsSince = time.GetTimestamp();
                one.StoppedByAPerson = false;
            }
            else if (one is { HasDied: true, IsBeingStarted: false })
            {
                one.IsBeingStarted = true;
                _ = StartAgain(id, one, seen.ExitCode, cancel);
            }
        }
    }

    /// <summary>Until it runs or a person has stopped it: it may die at its start, and the orchestrator may be too busy to start it.</summary>
    async Task StartAgain(string id, Kept one, int? exitCode, CancellationToken cancel)
    {
        try
        {
            do
            {
                var pause = NextPause(one);
                log.LogWarning("{Resource} ended (exit code {ExitCode}) and is started again in {Seconds} s", id, exitCode, pause.TotalSeconds);
                await Task.Delay(pause, time, cancel);
                if (IsOver(one))
                    return;
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                patience.CancelAfter(answersWithin);
                var started = await commands.ExecuteCommandAsync(id, KnownResourceCommands.StartCommand, patience.Token);
                if (!started.Success)
                    log.LogError("{Resource} was not started again: {Reason}", id, started.Message ?? $"no answer within {answersWithin.TotalSeconds} s");
            }
            while (!await Begins(one, cancel));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The platform goes down.
        }
    }

    TimeSpan NextPause(Kept one)
    {
        lock (one)
        {
            var pause = one.RunsSince != 0 && time.GetElapsedTime(one.RunsSince) > ranWell ? TimeSpan.FromSeconds(1) : one.Pause;
            (one.RunsSince, one.Pause) = (0, TimeSpan.FromSeconds(Math.Min(pause.TotalSeconds * 2, longestPause.TotalSeconds)));
            return pause;
        }
    }

    /// <summary>What was told of it before it was started may still be on its way.</summary>
    async Task<bool> Begins(Kept one, CancellationToken cancel)
    {
        for (var since = time.GetTimestamp(); time.GetElapsedTime(since) < isBegunWithin; await Task.Delay(100, cancel))
            if (IsOver(one))
                return true;
        return false;
    }

    /// <returns>Whether there is nothing to start any more; from then on its next end is looked at anew.</returns>
    static bool IsOver(Kept one)
    {
        lock (one)
            return !(one.IsBeingStarted = one.HasDied);
    }
}

using ManifestRunner.Processes;

namespace ManifestRunner.Running;

/// <summary>What a person asks of one resource.</summary>
public enum Wish
{
    Start,
    Stop,
    Restart,
}

/// <summary>Something of ours that is kept running: started, watched, and started again with growing pauses when it dies. What a person stopped stays stopped until a person starts it.</summary>
abstract class Kept(string name, string kind, string service, string url, string log, IKeeper keeper)
{
    static readonly TimeSpan firstPause = TimeSpan.FromSeconds(1);
    static readonly TimeSpan longestPause = TimeSpan.FromSeconds(30);
    static readonly TimeSpan steadyAfter = TimeSpan.FromMinutes(1);
    static readonly TimeSpan looksEvery = TimeSpan.FromSeconds(2);

    TaskCompletionSource<Wish> asked = NobodyAsked();
    string status = "waiting";
    DateTimeOffset? since;
    int restarts;

    public string Name => name;

    public string Log => log;

    public ResourceState State => new(name, kind, status, url, Pid, Pid is { } pid ? ProcessTree.StartOf(pid) : null, log);

    public Vitals Vitals => new(State, service, Pid is null ? null : since, restarts, Health);

    protected string Url => url;

    /// <summary>Null when it does not run.</summary>
    protected abstract int? Pid { get; }

    /// <summary>What it said of its health when last asked; null for what is not asked.</summary>
    protected virtual string? Health => null;

    /// <summary>Starts it and waits until it serves.</summary>
    /// <exception cref="Problem">It does not.</exception>
    protected abstract Task Launch(CancellationToken cancel);

    /// <summary>Completes when its process has ended.</summary>
    protected abstract Task Exited { get; }

    /// <summary>Whether it serves now.</summary>
    protected abstract Task<bool> IsHealthy(CancellationToken cancel);

    protected abstract Task End();

    /// <summary>Asks; what was asked before and is not yet done comes first. To start what runs asks nothing.</summary>
    public void Ask(Wish wish)
    {
        if (wish is not Wish.Start || status is "stopped" or "restarting")
            asked.TrySetResult(wish);
    }

    /// <exception cref="Problem">It does not start.</exception>
    public async Task Start(CancellationToken cancel)
    {
        Became("starting");
        since = TimeProvider.System.GetUtcNow();
        await Launch(cancel);
        Became("healthy");
    }

    /// <summary>Watches until cancelled.</summary>
    public async Task Keep(CancellationToken cancel)
    {
        var pause = firstPause;
        while (true)
        {
            var watchedSince = TimeProvider.System.GetTimestamp();
            var wish = await Watch(cancel);
            if (wish is not null || TimeProvider.System.GetElapsedTime(watchedSince) > steadyAfter)
                pause = firstPause;
            if (wish is null)
            {
                Became("restarting");
                wish = await Asked(pause, cancel);
                pause = pause * 2 < longestPause ? pause * 2 : longestPause;
            }
            while (wish is Wish.Stop)
            {
                Became("stopped");
                wish = await Asked(Timeout.InfiniteTimeSpan, cancel);
            }
            await LaunchAgain(cancel);
        }
    }

    public async Task Stop()
    {
        if (status is "waiting" or "stopped")
            return;
        Became("stopping");
        await End();
        Became("stopped");
    }

    /// <summary>Returns when its process has ended, with the wish that ended it; null when it ended by itself.</summary>
    async Task<Wish?> Watch(CancellationToken cancel)
    {
        while (!Exited.IsCompleted)
        {
            if (Taken() is { } wish && wish is not Wish.Start)
            {
                Became(wish is Wish.Stop ? "stopping" : "restarting");
                await End();
                return wish;
            }
            Became(await IsHealthy(cancel) ? "healthy" : "unhealthy");
            await Task.WhenAny(Exited, asked.Task, Task.Delay(looksEvery, cancel));
            cancel.ThrowIfCancellationRequested();
        }
        return null;
    }

    /// <summary>A stop or restart that is asked meanwhile calls the start off.</summary>
    async Task LaunchAgain(CancellationToken cancel)
    {
        (since, restarts) = (TimeProvider.System.GetUtcNow(), restarts + 1);
        Became("starting");
        using var callOff = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var launch = Launch(callOff.Token);
        if (await Task.WhenAny(launch, asked.Task) != launch && asked.Task.Result is not Wish.Start)
            await callOff.CancelAsync();
        try
        {
            await launch;
            Became("healthy");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Whoever called it off is answered by the watch.
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            keeper.Tell(name, failure.Message);
        }
    }

    /// <summary>Waits for a wish; null when none came in time.</summary>
    async Task<Wish?> Asked(TimeSpan within, CancellationToken cancel)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny(asked.Task, Task.Delay(within, enough.Token));
        await enough.CancelAsync();
        cancel.ThrowIfCancellationRequested();
        return Taken();
    }

    Wish? Taken()
    {
        if (!asked.Task.IsCompleted)
            return null;
        var wish = asked.Task.Result;
        asked = NobodyAsked();
        return wish;
    }

    void Became(string now)
    {
        if (status == now)
            return;
        status = now;
        keeper.Tell(name, now);
    }

    static TaskCompletionSource<Wish> NobodyAsked() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

using ManifestRunner.Processes;

namespace ManifestRunner.Running;

/// <summary>Something of ours that is kept running: started, watched, and started again with growing pauses when it dies.</summary>
abstract class Kept(string name, string kind, string url, string log, IKeeper keeper)
{
    static readonly TimeSpan longestPause = TimeSpan.FromSeconds(30);
    static readonly TimeSpan steadyAfter = TimeSpan.FromMinutes(1);

    string status = "waiting";

    public string Name => name;

    public string Log => log;

    public ResourceState State => new(name, kind, status, url, Pid, Pid is { } pid ? ProcessTree.StartOf(pid) : null, log);

    protected string Url => url;

    /// <summary>Null when it does not run.</summary>
    protected abstract int? Pid { get; }

    /// <summary>Starts it and waits until it serves.</summary>
    /// <exception cref="Problem">It does not.</exception>
    protected abstract Task Launch(CancellationToken cancel);

    /// <summary>Completes when its process has ended.</summary>
    protected abstract Task Exited { get; }

    /// <summary>Whether it serves now.</summary>
    protected abstract Task<bool> IsHealthy(CancellationToken cancel);

    protected abstract Task End();

    /// <exception cref="Problem">It does not start.</exception>
    public async Task Start(CancellationToken cancel)
    {
        Became("starting");
        await Launch(cancel);
        Became("healthy");
    }

    /// <summary>Watches until cancelled.</summary>
    public async Task Keep(CancellationToken cancel)
    {
        var pause = TimeSpan.FromSeconds(1);
        while (!cancel.IsCancellationRequested)
        {
            var since = TimeProvider.System.GetTimestamp();
            await Watch(cancel);
            if (TimeProvider.System.GetElapsedTime(since) > steadyAfter)
                pause = TimeSpan.FromSeconds(1);

            Became("restarting");
            await Task.Delay(pause, cancel);
            pause = pause * 2 < longestPause ? pause * 2 : longestPause;
            try
            {
                await Launch(cancel);
                Became("healthy");
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                keeper.Tell(name, failure.Message);
            }
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

    /// <summary>Returns when its process has ended.</summary>
    async Task Watch(CancellationToken cancel)
    {
        while (!Exited.IsCompleted)
        {
            if (keeper.RestartAsked(name))
                await End();
            else
                Became(await IsHealthy(cancel) ? "healthy" : "unhealthy");
            await Task.WhenAny(Exited, Task.Delay(TimeSpan.FromSeconds(2), cancel));
            cancel.ThrowIfCancellationRequested();
        }
    }

    void Became(string now)
    {
        if (status == now)
            return;
        status = now;
        keeper.Tell(name, now);
    }
}

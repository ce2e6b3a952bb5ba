using System.Diagnostics;
using System.Runtime.InteropServices;
using ManifestRunner.Processes;
using ManifestRunner.Running;

namespace ManifestRunner.Verbs;

/// <summary>Starts the platform: here until Ctrl-C, or in the background until <c>down</c>.</summary>
static class Up
{
    const string Supervisor = "platform";
    const string Busy = "The platform is just starting or stopping; see ./platform status";

    public static async Task<int> Run(PlatformFolder folder, string manifest, Options options)
    {
        var wishes = new Wishes(manifest, options.Number("port", 1, 65535), options.Number("operations-port", 1, 65535), options.Number("replicas", 1, 16) ?? 1, options.One("configuration") ?? Build.CustomaryConfiguration);
        if (options.Has("supervise"))
            return await Supervise(folder, wishes);

        if (State.Of(folder) is { } running)
        {
            Console.WriteLine(running.Phase == "up" ? $"The platform is already up: {running.Url} (./platform status)\nOperations: {running.OperationsUrl}" : "The platform is already starting (./platform status)");
            return 0;
        }
        using (folder.TryLock() ?? throw new Problem(Busy))
            folder.TurnLogs();
        return options.Has("detach") ? await Detach(folder, wishes) : await Foreground(folder, wishes);
    }

    /// <summary>In the background process: the one that keeps everything running.</summary>
    static async Task<int> Supervise(PlatformFolder folder, Wishes wishes)
    {
        using var held = folder.TryLock() ?? throw new Problem(Busy);
        using var ask = new StopAsked();
        await new Supervisor(folder, wishes, (resource, what) => Console.WriteLine(Screen.Line(resource, what))).Run(ask.Token);
        return 0;
    }

    static async Task<int> Foreground(PlatformFolder folder, Wishes wishes)
    {
        using var held = folder.TryLock() ?? throw new Problem(Busy);
        using var ask = new StopAsked();
        using var screen = new Screen();
        var supervisor = new Supervisor(folder, wishes, screen.Say);
        var run = supervisor.Run(ask.Token);
        await screen.Show(supervisor, run);
        await run;
        return 0;
    }

    /// <summary>Starts the background process and tells what it tells until everything is up.</summary>
    static async Task<int> Detach(PlatformFolder folder, Wishes wishes)
    {
        var log = folder.Log(Supervisor);
        string[] self = [Environment.ProcessPath!, typeof(Up).Assembly.Location, "up", "--supervise", "--manifest", wishes.Manifest, "--replicas", $"{wishes.Replicas}", "--configuration", wishes.Configuration];
        string[] port = [.. wishes.Port is { } given ? ["--port", $"{given}"] : Array.Empty<string>(), .. wishes.OperationsPort is { } view ? ["--operations-port", $"{view}"] : Array.Empty<string>()];
        var start = new ProcessStartInfo("/bin/bash", ["-c", "exec setsid \"$@\" >>\"$0\" 2>&1 </dev/null", log, .. self, .. port]) { UseShellExecute = false };
        using var supervisor = Process.Start(start)!;
        using var ask = new StopAsked(() => Signal.Terminate.Send(supervisor.Id));
        var told = new LogReader(log);
        while (true)
        {
            var ended = supervisor.HasExited;
            var state = State.Of(folder);
            foreach (var line in told.New())
                Console.WriteLine(line);
            if (ended)
                return supervisor.ExitCode == 0 ? 1 : supervisor.ExitCode;
            if (state is { Phase: "up" } && state.Pid == supervisor.Id)
            {
                Console.WriteLine($"The platform is up: {state.Url} (./platform status, ./platform down)");
                Console.WriteLine($"Operations: {state.OperationsUrl}");
                return 0;
            }
            await Task.Delay(100);
        }
    }
}

/// <summary>Somebody asks this process to stop: Ctrl-C, <c>down</c>, or the terminal is closed.</summary>
sealed class StopAsked : IDisposable
{
    readonly CancellationTokenSource source = new();
    readonly List<PosixSignalRegistration> signals = [];

    public StopAsked(Action? also = null)
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            signals.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                source.Cancel();
                also?.Invoke();
            }));
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        signals.ForEach(signal => signal.Dispose());
        source.Dispose();
    }
}

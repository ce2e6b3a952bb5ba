using System.Collections.Concurrent;
using System.Diagnostics;

namespace ManifestRunner.Processes;

/// <summary>What to start and how.</summary>
/// <param name="Program">Path of the program.</param>
/// <param name="Log">File that takes what it writes to both outputs; appended to.</param>
public sealed record Command(string Program, IReadOnlyList<string> Arguments, string Log)
{
    /// <summary>Folder it starts in.</summary>
    public string Folder { get; init; } = "/";

    /// <summary>User to become; null to stay who we are. Only root can become another.</summary>
    public string? User { get; init; }

    /// <summary>Set on top of our own environment; null removes.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>What asks it to stop, and what it gets from the kernel when we die without asking.</summary>
    public Signal StopsOn { get; init; } = Signal.Terminate;
}

/// <summary>A process of ours: writes its own log, hears no Ctrl-C of the terminal, and never outlives us.</summary>
public sealed class ChildProcess
{
    static readonly BlockingCollection<Action> starts = [];

    readonly Process process;
    readonly Command command;

    static ChildProcess()
    {
        // The kernel's parent-death signal comes when the *thread* dies that started the child (prctl(2)),
        // and threads of the pool come and go. So all children are started by one thread that stays.
        new Thread(() =>
        {
            foreach (var start in starts.GetConsumingEnumerable())
                start();
        })
        { IsBackground = true, Name = "starts child processes" }.Start();
    }

    ChildProcess(Process process, Command command)
    {
        (this.process, this.command) = (process, command);
        Exited = process.WaitForExitAsync();
    }

    public int Pid => process.Id;

    /// <summary>Completes when the process has ended, however it did.</summary>
    public Task Exited { get; }

    /// <summary>Only after <see cref="Exited"/>.</summary>
    public int ExitCode => process.ExitCode;

    /// <exception cref="IOException">The log cannot be written.</exception>
    public static Task<ChildProcess> Start(Command command)
    {
        var started = new TaskCompletionSource<ChildProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        starts.Add(() =>
        {
            try
            {
                started.SetResult(new ChildProcess(Process.Start(Wrapped(command))!, command));
            }
            catch (Exception failure)
            {
                started.SetException(failure);
            }
        });
        return started.Task;
    }

    /// <summary>Each wrapper replaces itself by the next, so the pid is the program's own: the shell (bash,
    /// since others drop variables such as services__technical-assistance__http__0) opens the log, setsid takes it away from the terminal, setpriv changes the user and then (the change clears it) sets the parent-death signal.</summary>
    static ProcessStartInfo Wrapped(Command command)
    {
        var start = new ProcessStartInfo("/bin/bash")
        {
            WorkingDirectory = command.Folder,
            UseShellExecute = false,
            ArgumentList = { "-c", "exec \"$@\" >>\"$0\" 2>&1 </dev/null", command.Log, "setsid", "setpriv" },
        };
        string[] user = command.User is { } name ? ["--reuid", name, "--regid", name, "--init-groups"] : [];
        foreach (var argument in (string[])[.. user, "--pdeathsig", NameOf(command.StopsOn), command.Program, .. command.Arguments])
            start.ArgumentList.Add(argument);
        foreach (var (variable, value) in command.Environment)
            start.Environment[variable] = value;
        return start;
    }

    /// <summary>Asks it to stop, and ends it and all it started when it has not after <paramref name="grace"/>.</summary>
    public async Task Stop(TimeSpan grace)
    {
        if (Exited.IsCompleted)
            return; // its pid may be another's by now
        var tree = ProcessTree.From(Pid);
        Send(Signal.Continue, tree);
        command.StopsOn.Send(Pid);
        if (await Task.WhenAny(Exited, Task.Delay(grace)) != Exited)
            Send(Signal.Kill, ProcessTree.From(Pid));
        await Exited;
        await Gone(tree, grace);
    }

    /// <summary>SIGKILL to it and all it started.</summary>
    public async Task Kill()
    {
        if (Exited.IsCompleted)
            return;
        var tree = ProcessTree.From(Pid);
        Send(Signal.Kill, tree);
        await Exited;
        await Gone(tree, TimeSpan.FromSeconds(10));
    }

    /// <summary>SIGSTOP: it is there and does nothing.</summary>
    public void Pause() => Send(Signal.Stop, Tree());

    /// <summary>SIGCONT.</summary>
    public void Resume() => Send(Signal.Continue, Tree());

    IReadOnlyList<int> Tree() => Exited.IsCompleted ? [] : ProcessTree.From(Pid);

    static void Send(Signal signal, IReadOnlyList<int> tree)
    {
        foreach (var pid in tree)
            signal.Send(pid);
    }

    /// <summary>Children of a dead server may hold its data for a moment longer.</summary>
    static async Task Gone(IReadOnlyList<int> tree, TimeSpan within)
    {
        using var patience = new CancellationTokenSource(within);
        try
        {
            while (tree.Any(pid => ProcessTree.StartOf(pid) is not null))
                await Task.Delay(20, patience.Token);
        }
        catch (OperationCanceledException)
        {
            Send(Signal.Kill, tree);
        }
    }

    static string NameOf(Signal signal) => signal switch
    {
        Signal.Interrupt => "INT",
        Signal.Quit => "QUIT",
        Signal.Kill => "KILL",
        _ => "TERM",
    };
}

using System.Runtime.InteropServices;

namespace Processes;

/// <summary>The signals that are sent. Numbers as on Linux (signal(7)).</summary>
public enum Signal
{
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}

/// <summary>Sends signals; a process that is already gone is no error.</summary>
public static class Signals
{
    public static void Send(this Signal signal, int pid) => _ = SendTo(pid, (int)signal);

    /// <summary>To a process and all it started: a server's workers share its fate.</summary>
    /// <remarks>
    /// What forks while its children are looked for would leave one that no signal reaches: a backend that outlives its PostgreSQL
    /// keeps the shared memory, and the next one does not start. So everything is stopped first, until nothing new is found.
    /// </remarks>
    public static void SendToAll(this Signal signal, int root)
    {
        var all = new HashSet<int>();
        while (ProcessTree.From(root).Where(all.Add).ToList() is { Count: > 0 } found)
            if (signal is not Signal.Continue)
                found.ForEach(process => Signal.Stop.Send(process));
        foreach (var process in all)
            signal.Send(process);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    static extern int SendTo(int pid, int signal);
}

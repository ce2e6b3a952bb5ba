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

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    static extern int SendTo(int pid, int signal);
}

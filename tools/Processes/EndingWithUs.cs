using System.Collections.Concurrent;
using System.Diagnostics;

namespace Processes;

/// <summary>Starts processes that ask the kernel for a signal at their parent's death (<c>setpriv --pdeathsig</c>).</summary>
/// <remarks>
/// The signal comes when the <em>thread</em> dies that started the child (prctl(2)), and threads of the pool come and go. So all of
/// them are started by one thread that stays.
/// </remarks>
public static class EndingWithUs
{
    static readonly BlockingCollection<Action> starts = [];

    static EndingWithUs() => new Thread(() =>
    {
        foreach (var start in starts.GetConsumingEnumerable())
            start();
    })
    { IsBackground = true, Name = "starts child processes" }.Start();

    public static Task<Process> Start(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        starts.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception failure)
            {
                started.SetException(failure);
            }
        });
        return started.Task;
    }
}

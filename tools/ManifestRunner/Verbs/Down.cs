using ManifestRunner.Processes;
using ManifestRunner.Running;

namespace ManifestRunner.Verbs;

/// <summary>Stops everything that <c>up</c> started; data stay.</summary>
static class Down
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(90);

    public static async Task<int> Run(PlatformFolder folder)
    {
        if (State.Of(folder) is not { } state)
        {
            Console.WriteLine("The platform is not up.");
            return 0;
        }

        Signal.Terminate.Send(state.Pid);
        var since = TimeProvider.System.GetTimestamp();
        while (state.IsRunning)
        {
            if (TimeProvider.System.GetElapsedTime(since) > patience)
            {
                Console.WriteLine($"It did not stop within {patience.TotalSeconds} s and is ended.");
                Signal.Kill.Send(state.Pid);
            }
            await Task.Delay(100);
        }
        Console.WriteLine("The platform is down. Its data stay in .platform/");
        return 0;
    }
}

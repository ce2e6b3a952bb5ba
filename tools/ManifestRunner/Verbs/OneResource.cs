using ManifestRunner.Processes;
using ManifestRunner.Running;

namespace ManifestRunner.Verbs;

/// <summary>Starts, stops or restarts one resource, on the same port and data. What is stopped stays stopped until it is started.</summary>
static class OneResource
{
    static readonly TimeSpan patience = TimeSpan.FromMinutes(3);

    public static async Task<int> Run(PlatformFolder folder, Options options, Wish wish)
    {
        var name = options.Word("resource name");
        await Ask(folder, name, wish);
        Console.WriteLine(wish switch { Wish.Start => $"{name} runs.", Wish.Stop => $"{name} is stopped. Start it with ./platform start {name}", _ => $"{name} is back." });
        return 0;
    }

    /// <summary>Asks, and returns when it is done.</summary>
    /// <exception cref="Problem">The platform is not up, there is no such process of ours, or it is not done in time.</exception>
    public static async Task Ask(PlatformFolder folder, string name, Wish wish)
    {
        var before = Of(folder, name);
        if (before.Kind is not ("server" or "service") || before.Status == "given")
            throw new Problem($"{name} is not a process of ours, so it cannot be {(wish is Wish.Stop ? "stopped" : $"{wish}ed".ToLowerInvariant())}.");

        folder.Request(name, wish);
        var since = TimeProvider.System.GetTimestamp();
        while (!IsDone(wish, before, Of(folder, name)))
        {
            if (TimeProvider.System.GetElapsedTime(since) > patience)
                throw new Problem($"{name} is not {(wish is Wish.Stop ? "stopped" : "back")} after {patience.TotalMinutes:0} minutes: {LastLines.Of(folder.Log(name))} (all of it: ./platform logs {name})");
            await Task.Delay(100);
        }
    }

    static bool IsDone(Wish wish, ResourceState before, ResourceState now) => wish switch
    {
        Wish.Stop => now.Status == "stopped",
        Wish.Start => now.Status == "healthy",
        _ => now.Status == "healthy" && (now.Pid, now.Started) != (before.Pid, before.Started),
    };

    static ResourceState Of(PlatformFolder folder, string name)
    {
        var state = State.Of(folder) ?? throw new Problem("The platform is not up. Start it with ./platform up");
        return state.Resources.FirstOrDefault(resource => resource.Name == name)
            ?? throw new Problem($"There is no {name}. There are: {string.Join(", ", state.Resources.Select(resource => resource.Name))}");
    }
}

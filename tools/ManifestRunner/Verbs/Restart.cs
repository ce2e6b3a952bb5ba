using ManifestRunner.Processes;
using ManifestRunner.Running;

namespace ManifestRunner.Verbs;

/// <summary>Stops one resource and starts it again, on the same port and data.</summary>
static class Restart
{
    static readonly TimeSpan patience = TimeSpan.FromMinutes(3);

    public static async Task<int> Run(PlatformFolder folder, Options options)
    {
        var name = options.Word("resource name");
        var before = Of(folder, name);
        if (before.Pid is null && before.Status is not "restarting")
            throw new Problem($"{name} is not a process of ours, so it cannot be restarted.");

        await File.WriteAllTextAsync(folder.RestartRequest(name), "");
        var since = TimeProvider.System.GetTimestamp();
        while (Of(folder, name) is var now && (now.Status != "healthy" || (now.Pid, now.Started) == (before.Pid, before.Started)))
        {
            if (TimeProvider.System.GetElapsedTime(since) > patience)
                throw new Problem($"{name} is not back after {patience.TotalMinutes:0} minutes: {LastLines.Of(folder.Log(name))} (all of it: ./platform logs {name})");
            await Task.Delay(100);
        }
        Console.WriteLine($"{name} is back.");
        return 0;
    }

    static ResourceState Of(PlatformFolder folder, string name)
    {
        var state = State.Of(folder) ?? throw new Problem("The platform is not up. Start it with ./platform up");
        return state.Resources.FirstOrDefault(resource => resource.Name == name)
            ?? throw new Problem($"There is no {name}. There are: {string.Join(", ", state.Resources.Select(resource => resource.Name))}");
    }
}

using System.Text.Json;
using ManifestRunner.Running;

namespace ManifestRunner.Verbs;

/// <summary>Tells what runs.</summary>
static class Status
{
    /// <summary>Nothing runs; as in <c>systemctl status</c>.</summary>
    const int NotRunning = 3;

    static readonly JsonSerializerOptions json = new() { WriteIndented = true };

    public static int Run(PlatformFolder folder, Options options)
    {
        var state = State.Of(folder);
        if (options.Has("json"))
            Console.WriteLine(JsonSerializer.Serialize(new { resources = (state?.Resources ?? []).Select(Published) }, json));
        else if (state is null)
            Console.WriteLine("The platform is not up. Start it with ./platform up");
        else
            foreach (var resource in state.Resources)
                Console.WriteLine(Row(resource));
        return state is null ? NotRunning : 0;
    }

    /// <summary>One line of the table.</summary>
    public static string Row(ResourceState resource) => $"{resource.Name,-24} {resource.Kind,-9} {resource.Status,-11} {resource.Url,-34} {(resource.Pid is { } pid ? $"pid {pid}" : "")}".TrimEnd();

    static object Published(ResourceState resource) => new
    {
        name = resource.Name,
        kind = resource.Kind,
        state = resource.Status,
        url = resource.Url,
        pid = resource.Pid,
        log = resource.Log,
    };
}

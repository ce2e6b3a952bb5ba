using ManifestRunner.Processes;
using ManifestRunner.Running;

namespace ManifestRunner.Verbs;

/// <summary>Prints the end of a resource's log, and with <c>--follow</c> what comes after.</summary>
static class Logs
{
    const int Lines = 200;

    public static async Task<int> Run(PlatformFolder folder, Options options)
    {
        var name = options.Word("resource name");
        var log = folder.Log(name);
        if (!File.Exists(log))
        {
            var there = Directory.EnumerateFiles(folder.In("logs"), "*.log").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal).ToList();
            throw new Problem($"There is no log of {name}. {(there.Count > 0 ? $"There are: {string.Join(", ", there)}" : "Nothing has run yet.")}");
        }

        var reader = new LogReader(log).FromEnd();
        foreach (var line in LastLines.Tail(log, Lines))
            Console.WriteLine(line);
        if (!options.Has("follow"))
            return 0;

        using var ask = new StopAsked();
        while (!ask.Token.IsCancellationRequested)
        {
            foreach (var line in reader.New())
                Console.WriteLine(line);
            await Task.WhenAny(Task.Delay(200, ask.Token));
        }
        return 0;
    }
}

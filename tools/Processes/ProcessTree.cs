using System.Globalization;

namespace Processes;

/// <summary>What Linux tells about running processes (proc(5)).</summary>
public static class ProcessTree
{
    /// <summary>When the process started, in clock ticks since boot; null when there is no such process, or only its remains.</summary>
    /// <remarks>A pid is given again after a while: pid and start time together name one process for good.</remarks>
    public static long? StartOf(int pid) =>
        Stat(pid) is { } stat && stat[0] is not ("Z" or "X") ? long.Parse(stat[19], CultureInfo.InvariantCulture) : null;

    /// <summary>The process and everything it started, parents before children.</summary>
    public static IReadOnlyList<int> From(int root)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : 0)
            .Where(pid => pid > 0)
            .Select(pid => (Pid: pid, Parent: Stat(pid) is { } stat ? int.Parse(stat[1], CultureInfo.InvariantCulture) : 0))
            .ToLookup(process => process.Parent, process => process.Pid);

        var tree = new List<int> { root };
        for (var next = 0; next < tree.Count; next++)
            tree.AddRange(children[tree[next]]);
        return tree;
    }

    /// <summary>The fields of <c>/proc/PID/stat</c> from the third on (state); the second, the name, may hold spaces and brackets.</summary>
    static string[]? Stat(int pid)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{pid}/stat");
            return line[(line.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}

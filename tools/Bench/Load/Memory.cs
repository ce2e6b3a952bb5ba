using System.Globalization;

namespace Bench.Load;

/// <summary>Memory of a process, megabytes (10⁶ bytes).</summary>
static class Memory
{
    /// <returns>0 for a process that is gone.</returns>
    public static double ResidentMegabytes(int pid) => Megabytes(pid, "Rss:");

    /// <summary>With pages that several processes hold, such as the runtime's own, divided among them: what one process more costs the machine.</summary>
    /// <returns>0 for a process that is gone.</returns>
    public static double ProportionalMegabytes(int pid) => Megabytes(pid, "Pss:");

    static double Megabytes(int pid, string kind)
    {
        try
        {
            var line = File.ReadLines($"/proc/{pid}/smaps_rollup").First(line => line.StartsWith(kind, StringComparison.Ordinal));
            return 1024 * double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1e6;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}

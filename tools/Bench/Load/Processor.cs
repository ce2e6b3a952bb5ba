using System.Globalization;

namespace Bench.Load;

/// <summary>Processor time of a process, of all its threads.</summary>
static class Processor
{
    const double TicksPerSecond = 100; // USER_HZ, the same on every Linux we run on (proc(5))

    /// <returns>0 for a process that is gone.</returns>
    public static double Seconds(int pid) => Sum(pid, 11..13);

    /// <summary>With that of the processes it started which have ended meanwhile.</summary>
    /// <returns>0 for a process that is gone: its parent has its time.</returns>
    public static double SecondsWithEnded(int pid) => Sum(pid, 11..15);

    static double Sum(int pid, Range fields)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[fields].Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}

using System.Globalization;

namespace Bench.Load;

/// <summary>Processor time of a process, of all its threads.</summary>
static class Processor
{
    const double TicksPerSecond = 100; // USER_HZ, the same on every Linux we run on (proc(5))

    /// <returns>0 for a process that is gone.</returns>
    public static double Seconds(int pid)
    {
        string stat;
        try
        {
            stat = File.ReadAllText($"/proc/{pid}/stat");
        }
        catch (IOException)
        {
            return 0;
        }
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}

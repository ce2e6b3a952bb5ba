using System.Globalization;

namespace Bench;

/// <summary>What a number was measured under.</summary>
static class Conditions
{
    public static string Now(Settings settings)
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        return string.Create(CultureInfo.InvariantCulture,
            $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} processors ({model}), load before the run {load}, .NET {Environment.Version}, {settings.Rounds} alternating rounds of {settings.Round.TotalSeconds} s{(settings.Quick ? ", quick" : "")}");
    }
}

using Bench.Results;

namespace Bench.Measures;

/// <summary>From the command to everything healthy, once built; and what each process holds of memory when nobody asks anything.</summary>
sealed class StartingAndIdling : IMeasure
{
    public string Name => "start";

    public async Task Run(BenchPlatform platform, Settings settings, Sheet sheet, CancellationToken cancel)
    {
        var (starts, memory) = (new List<double>(), new Dictionary<string, List<double>>());
        for (var round = 0; round < 3; round++)
        {
            await platform.Down();
            starts.Add((await platform.Up()).TotalSeconds);
            await Task.Delay(TimeSpan.FromSeconds(settings.Quick ? 20 : 60), cancel);
            foreach (var service in platform.Services)
                (memory.TryGetValue(service, out var known) ? known : memory[service] = []).Add(platform.ResidentMegabytes(service));
        }
        sheet.Under(Name, "up to all healthy, built", new(starts), "s", 25);
        foreach (var (service, megabytes) in memory)
            sheet.Under(Name, $"resident memory of idle {service}", new(megabytes), "MB", 160);
    }
}

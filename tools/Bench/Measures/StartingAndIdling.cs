using Bench.Results;

namespace Bench.Measures;

/// <summary>From the command to everything healthy, once built; and what each process holds of memory when nobody asks anything.</summary>
sealed class StartingAndIdling : IMeasure
{
    public string Name => "start";

    public async Task Run(BenchPlatform platform, Settings settings, Sheet sheet, CancellationToken cancel)
    {
        var (starts, memory) = (new List<double>(), platform.Services.ToDictionary(service => service, _ => (Resident: new List<double>(), Proportional: new List<double>())));
        for (var round = 0; round < 3; round++)
        {
            await platform.Down();
            starts.Add((await platform.Up()).TotalSeconds);
            await Task.Delay(TimeSpan.FromSeconds(settings.Quick ? 20 : 60), cancel);
            foreach (var (service, samples) in memory)
            {
                samples.Resident.Add(platform.ResidentMegabytes(service));
                samples.Proportional.Add(platform.ProportionalMegabytes(service));
            }
        }
        sheet.Under(Name, "up to all healthy, built", new(starts), "s", 25);
        foreach (var (service, samples) in memory)
        {
            sheet.Under(Name, $"resident memory of idle {service}", new(samples.Resident), "MB", 160);
            sheet.Add(Name, $"the same, shared pages divided among their processes, {service}", new(samples.Proportional), "MB");
        }
    }
}

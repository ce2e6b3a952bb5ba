using Bench.Load;
using Bench.Results;

namespace Bench.Measures;

/// <summary>Deposits and reads at a steady rate, and what every service and server holds of memory meanwhile.</summary>
sealed class Endurance : IMeasure
{
    const double DepositsPerSecond = 20, ReadsPerSecond = 50;

    public string Name => "endurance";

    public async Task Run(BenchPlatform platform, Settings settings, Sheet sheet, CancellationToken cancel)
    {
        using var treaties = platform.As("treaty-officer", "treaties");
        var acts = await NewActs.Of(platform);
        var length = TimeSpan.FromMinutes(settings.Minutes);
        var load = Task.WhenAll(
            Loops.Open(DepositsPerSecond, length, _ => acts.Record(treaties), cancel),
            Loops.Open(ReadsPerSecond, length, number => treaties.Get($"/instruments/untoc/parties?asOf={new DateOnly(2000, 1, 1).AddDays((int)(number % 9000)):yyyy-MM-dd}"), cancel));
        var memory = BenchPlatform.Services.ToDictionary(service => service, _ => new List<double>());
        var servers = BenchPlatform.Servers.ToDictionary(server => server, _ => new List<double>());
        while (!load.IsCompleted)
        {
            await Task.WhenAny(load, Task.Delay(length / 60, cancel));
            foreach (var (service, samples) in memory)
                samples.Add(platform.ResidentMegabytes(service));
            foreach (var (server, samples) in servers)
                samples.Add(platform.ProportionalMegabytesOfServer(server));
        }
        await load;
        sheet.Add(Name, "length of the load", Spread.Of(length.TotalMinutes), "minutes");
        foreach (var (service, samples) in memory)
        {
            var (early, late) = (samples[(samples.Count / 6)..(samples.Count / 3)], samples[(samples.Count * 5 / 6)..]);
            sheet.Add(Name, $"{service}: resident memory in the second sixth", new(early), "MB");
            sheet.Add(Name, $"{service}: resident memory in the last sixth", new(late), "MB");
            sheet.Under(Name, $"{service}: last ÷ second sixth", Spread.Of(new Spread(late).Median / new Spread(early).Median), "", 1.1);
        }
        // What they hold is bounded by their settings rather than by what is asked: Redis fills its memory, PostgreSQL its buffers.
        foreach (var (server, samples) in servers)
        {
            sheet.Add(Name, $"{server} with all its processes, shared pages divided, in the second sixth", new(samples[(samples.Count / 6)..(samples.Count / 3)]), "MB");
            sheet.Add(Name, $"{server}, in the last sixth", new(samples[(samples.Count * 5 / 6)..]), "MB");
        }
    }
}

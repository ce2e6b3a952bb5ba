using Bench.Baselines;
using Bench.Load;
using Bench.Results;

namespace Bench.Measures;

/// <summary>The parties to an instrument on a day, about 190 rows: computed, from the cache, and its SQL alone.</summary>
sealed class PartiesOnADay : IMeasure
{
    public string Name => "parties";

    public async Task Run(BenchPlatform platform, Settings settings, Sheet sheet, CancellationToken cancel)
    {
        await using var bare = await BareBeside.Start(platform, cancel);
        using var treaties = platform.As("treaty-officer", "treaties");
        var (pid, start) = (platform.PidOf("treaties"), new DateOnly(2020, 1, 1));

        // Every day has the answer of its own, so that a day never asked for before was never kept.
        string Fresh(long number) => $"{start.AddDays((int)(number % 2300)):yyyy-MM-dd}";
        var language = 0L;
        var sides = await Sides.Compare(settings,
            (pid, number => treaties.Get($"/instruments/{(number % 2 == 0 ? "untoc" : "uncac")}/parties?asOf={Fresh(number)}&knownAt={Moment(Interlocked.Increment(ref language))}")),
            (pid, number => treaties.Get($"/instruments/{(number % 2 == 0 ? "untoc" : "uncac")}/parties?asOf={start.AddDays((int)(number % 64)):yyyy-MM-dd}")),
            (bare.Pid, number => bare.Http.Get($"/parties?instrument={(number % 2 == 0 ? "untoc" : "uncac")}&asOf={Fresh(number)}")),
            (Environment.ProcessId, number => BareService.Parties(platform.Database("treaties"), number % 2 == 0 ? "untoc" : "uncac", DateOnly.Parse(Fresh(number), System.Globalization.CultureInfo.InvariantCulture))));
        sheet.Add(Name, "its SQL by raw Npgsql, no HTTP", sides[3].Rates, "queries/s");
        sheet.Add(Name, "its SQL behind bare ASP.NET Core", sides[2].Rates, "requests/s");
        sheet.Add(Name, "computed by Treaties", sides[0].Rates, "requests/s");
        sheet.AtLeast(Name, "computed ÷ its SQL behind bare ASP.NET Core", sides[0].Rates.Over(sides[2].Rates), "", 0.5);
        sheet.Add(Name, "from the cache", sides[1].Rates, "requests/s");
        sheet.AtLeast(Name, "from the cache ÷ computed", sides[1].Rates.Over(sides[0].Rates), "", 2);
        sheet.Add(Name, "processor time, computed", sides[0].Processor, "ms/request");
        sheet.Add(Name, "processor time, from the cache", sides[1].Processor, "ms/request");
        sheet.Add(Name, "processor time, its SQL behind bare ASP.NET Core", sides[2].Processor, "ms/request");
    }

    /// <summary>A moment after everything was recorded, never the same twice.</summary>
    static string Moment(long number) => Uri.EscapeDataString(TimeProvider.System.GetUtcNow().AddTicks(10 * number).ToString("O", System.Globalization.CultureInfo.InvariantCulture));
}

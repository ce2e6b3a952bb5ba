using Bench.Results;

namespace Bench.Measures;

/// <summary>A deposit recorded through the API, beside a bare EF insert of the same row.</summary>
sealed class RecordedDeposits : IMeasure
{
    public string Name => "deposit";

    public async Task Run(BenchPlatform platform, Settings settings, Sheet sheet, CancellationToken cancel)
    {
        await using var bare = await BareBeside.Start(platform, cancel);
        using var treaties = await platform.As("treaty-officer", "treaties");
        var acts = await NewActs.Of(platform);
        var sides = await Sides.Compare(settings,
            (platform.PidOf("treaties"), _ => acts.Record(treaties)),
            (bare.Pid, _ => acts.Insert(bare.Http)));
        sheet.Add(Name, "bare EF insert", sides[1].Rates, "requests/s");
        sheet.Add(Name, "recorded deposit", sides[0].Rates, "requests/s");
        sheet.AtLeast(Name, "recorded deposit ÷ bare EF insert", sides[0].Rates.Over(sides[1].Rates), "", 0.4);
        sheet.Under(Name, "recorded deposit, p99 at full load, 16 connections", sides[0].P99, "ms", 100);
        sheet.Add(Name, "bare EF insert, p99 at full load, 16 connections", sides[1].P99, "ms");
        sheet.Add(Name, "processor time, recorded deposit", sides[0].Processor, "ms/request");
        sheet.Add(Name, "processor time, bare EF insert", sides[1].Processor, "ms/request");
    }
}

using Bench.Results;

namespace Bench.Measures;

/// <summary>A deposit recorded through the API, beside a bare EF insert of the same row.</summary>
sealed class RecordedDeposits : IMeasure
{
    public string Name => "deposit";

    public async Task Run(BenchPlatform platform, Settings settings, Sheet sheet, CancellationToken cancel)
    {
        await using var bare = await BareBeside.Start(platform, cancel);
        using var treaties = platform.As("treaty-officer", "treaties");
        var acts = await NewActs.Of(platform);
        Task<IReadOnlyList<Sides.Outcome>> Compare() => Sides.Compare(settings,
            (platform.PidOf("treaties"), _ => acts.Record(treaties)),
            (bare.Pid, _ => acts.Insert(bare.Http)));
        var sides = await Compare();
        sheet.Add(Name, "bare EF insert", sides[1].Rates, "requests/s");
        sheet.Add(Name, "recorded deposit", sides[0].Rates, "requests/s");
        sheet.AtLeast(Name, "recorded deposit ÷ bare EF insert", sides[0].Rates.Over(sides[1].Rates), "", 0.4);
        sheet.Under(Name, "recorded deposit, p99 at full load, 16 connections", sides[0].P99, "ms", 100);
        sheet.Add(Name, "bare EF insert, p99 at full load, 16 connections", sides[1].P99, "ms");
        sheet.Add(Name, "processor time, recorded deposit", sides[0].Processor, "ms/request");
        sheet.Add(Name, "processor time, bare EF insert", sides[1].Processor, "ms/request");

        // On the same processors three services apply what is recorded, within the same seconds; without them the price of recording alone shows.
        foreach (var follower in BenchPlatform.Followers)
            await platform.Stop(follower);
        var alone = await Compare();
        foreach (var follower in BenchPlatform.Followers)
            await platform.Start(follower);
        foreach (var follower in BenchPlatform.Followers)
            await Sustained.Applied(platform, follower, cancel);
        sheet.Add(Name, "recorded deposit, followers stopped", alone[0].Rates, "requests/s");
        sheet.Add(Name, "recorded deposit, followers stopped ÷ bare EF insert", alone[0].Rates.Over(alone[1].Rates), "");
        sheet.Add(Name, "recorded deposit, followers stopped, p99 at full load, 16 connections", alone[0].P99, "ms");
    }
}

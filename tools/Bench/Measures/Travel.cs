using System.Text.Json;
using Bench.Baselines;
using Bench.Load;
using Bench.Results;
using MassTransit;

namespace Bench.Measures;

/// <summary>From a fact's being recorded to its being applied in another service, at 200 deposits a second arriving through the API.</summary>
/// <remarks>
/// Both ends are read from the databases: <c>recorded_at</c> of the entry, and the moment at which PostgreSQL committed the follower's
/// evidence of it (<c>track_commit_timestamp</c>). The first lies before the commit of the deposit, so the commit is part of the time.
/// </remarks>
sealed class Travel : IMeasure
{
    const double PerSecond = 200;

    public string Name => "travel";

    public async Task Run(BenchPlatform platform, Settings settings, Sheet sheet, CancellationToken cancel)
    {
        await CommitTimes.TurnOn(platform);
        using var treaties = platform.As("treaty-officer", "treaties");
        var acts = await NewActs.Of(platform);
        await Loops.Open(PerSecond, settings.WarmUp, _ => acts.Record(treaties));

        var spent = new Dictionary<string, List<double>>();
        var (answered, travelled, plain) = (new List<Latencies>(), BenchPlatform.Followers.ToDictionary(follower => follower, _ => new List<Latencies>()), new List<PlainMassTransit.Outcome>());
        var count = (int)(PerSecond * settings.Round.TotalSeconds);
        await using var consumer = Child.Start(platform.Broker.ToString(), "plain-consumer", $"{count}", "count");
        await consumer.Said();
        var bus = PlainMassTransit.Bus(platform.Broker);
        await bus.StartAsync(cancel);
        for (var round = 0; round < settings.Rounds; round++)
        {
            var before = await platform.Scalar<long>("treaties", "SELECT coalesce(max(position), 0) FROM journal");
            var processor = Processors(platform);
            answered.Add(await Loops.Open(PerSecond, settings.Round, _ => acts.Record(treaties)));
            foreach (var (name, seconds) in Processors(platform))
                spent[name] = [.. spent.GetValueOrDefault(name, []), 1000 * (seconds - processor[name]) / count];
            foreach (var follower in BenchPlatform.Followers)
                travelled[follower].Add(new(await CommitTimes.Lags(platform, follower, before, cancel)));
            await Loops.Open(PerSecond, settings.Round, _ => bus.Publish(PlainMassTransit.Message(), cancel));
            plain.Add(JsonSerializer.Deserialize<PlainMassTransit.Outcome>(await consumer.Said())!);
        }
        await bus.StopAsync(cancel);

        sheet.Add(Name, "plain MassTransit, sent → consumed, p50", new([.. plain.Select(it => it.Median)]), "ms");
        sheet.Add(Name, "plain MassTransit, sent → consumed, p99", new([.. plain.Select(it => it.P99)]), "ms");
        foreach (var follower in BenchPlatform.Followers)
        {
            sheet.Under(Name, $"recorded → applied in {follower}, p50", new([.. travelled[follower].Select(it => it.At(0.5))]), "ms", 20);
            sheet.Under(Name, $"recorded → applied in {follower}, p99", new([.. travelled[follower].Select(it => it.At(0.99))]), "ms", 150);
        }
        sheet.Add(Name, "deposit answered, from when it was due, p50", new([.. answered.Select(it => it.At(0.5))]), "ms");
        sheet.Under(Name, "deposit answered, from when it was due, p99", new([.. answered.Select(it => it.At(0.99))]), "ms", 100);
        foreach (var (name, milliseconds) in spent)
            sheet.Add(Name, $"processor time a deposit: {name}", new(milliseconds), "ms");
        sheet.Add(Name, "processor time a deposit: all", new([.. Enumerable.Range(0, settings.Rounds).Select(round => spent.Values.Sum(it => it[round]))]), "ms");
    }

    static Dictionary<string, double> Processors(BenchPlatform platform) =>
        new(platform.ProcessorSeconds()) { ["the load itself, and the AppHost"] = Processor.Seconds(Environment.ProcessId) };
}

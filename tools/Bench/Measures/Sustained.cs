using System.Diagnostics;
using System.Text.Json;
using Bench.Baselines;
using Bench.Journals;
using Bench.Results;
using Processes;
using MassTransit;

namespace Bench.Measures;

/// <summary>Entries a second that go all the way, recorded to applied, when as many are recorded as can be; and what drains when the follower was away.</summary>
sealed class Sustained : IMeasure
{
    const int Together = 50;

    public string Name => "sustained";

    public async Task Run(BenchPlatform platform, Settings settings, Sheet sheet, CancellationToken cancel)
    {
        await CommitTimes.TurnOn(platform);
        await platform.Execute("treaties", BareDb.CreateDeposits);
        // One publisher and one consumer on either side.
        await platform.Stop("reviews");
        await platform.Stop("technical-assistance");
        await using var filling = await JournalFilling.Of(platform, cancel);
        await filling.Append(2_000, Together, cancel);
        await Applied(platform, "networks", cancel);

        var names = new[] { "journal", "drain", "drain anew", "MassTransit", "MassTransit + EF", "MassTransit drain", "RabbitMQ.Client" };
        var rates = names.ToDictionary(name => name, _ => new List<double>());
        var bus = PlainMassTransit.Bus(platform.Broker);
        await bus.StartAsync(cancel);
        for (var round = 0; round < settings.Rounds; round++)
        {
            rates["journal"].Add(await Journal(platform, filling, settings.Messages, cancel));
            rates["MassTransit"].Add(await Plain(platform, bus, settings.Messages, "count"));
            rates["MassTransit + EF"].Add(await Plain(platform, bus, settings.Messages, "save"));
            rates["RabbitMQ.Client"].Add(await PlainRabbitMq.Run(platform.Broker, settings.Messages, 500));
            rates["drain"].Add(await Drain(platform, filling, settings.Messages, standsStill: true, cancel));
            rates["drain anew"].Add(await Drain(platform, filling, settings.Messages, standsStill: false, cancel));
            rates["MassTransit drain"].Add(await PlainDrain(platform, bus, settings.Messages));
        }
        await bus.StopAsync(cancel);
        await platform.Start("reviews");
        await platform.Start("technical-assistance");

        var of = rates.ToDictionary(side => side.Key, side => new Spread(side.Value));
        sheet.Add(Name, "RabbitMQ.Client alone: publish, confirm, consume, acknowledge", of["RabbitMQ.Client"], "messages/s");
        sheet.Add(Name, "plain MassTransit, consumer that does nothing", of["MassTransit"], "messages/s");
        sheet.Add(Name, "plain MassTransit, consumer that saves one row with EF", of["MassTransit + EF"], "messages/s");
        sheet.Add(Name, "appended, numbered, relayed, applied in networks", of["journal"], "entries/s");
        sheet.AtLeast(Name, "÷ plain MassTransit, consumer that does nothing", of["journal"].Over(of["MassTransit"]), "", 0.5);
        sheet.Add(Name, "÷ plain MassTransit, consumer that saves one row with EF", of["journal"].Over(of["MassTransit + EF"]), "");
        sheet.Add(Name, "plain MassTransit, a full queue drained", of["MassTransit drain"], "messages/s");
        sheet.Add(Name, "a backlog drained in networks, which stood still meanwhile", of["drain"], "entries/s");
        sheet.AtLeast(Name, "a backlog drained by one that stood still ÷ sustained", of["drain"].Over(of["journal"]), "", 1);
        sheet.Add(Name, "a backlog drained in networks, started anew", of["drain anew"], "entries/s");
        sheet.Add(Name, "a backlog drained by one started anew ÷ sustained", of["drain anew"].Over(of["journal"]), "");
    }

    static async Task<double> Journal(BenchPlatform platform, JournalFilling filling, int count, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        await filling.Append(count, Together, cancel);
        await Applied(platform, "networks", cancel);
        return count / watch.Elapsed.TotalSeconds;
    }

    /// <summary>The follower is away while entries are recorded, numbered and confirmed; then it comes back. From its first commit to its last.</summary>
    /// <param name="standsStill">SIGSTOP, shorter than the broker and the database wait: it goes on with everything compiled. Else its process ends, and another begins.</param>
    static async Task<double> Drain(BenchPlatform platform, JournalFilling filling, int count, bool standsStill, CancellationToken cancel)
    {
        var pid = platform.PidOf("networks");
        if (standsStill)
            Signal.Stop.Send(pid);
        else
            await platform.Stop("networks");
        var before = await platform.Scalar<long>("treaties", "SELECT max(position) FROM journal");
        try
        {
            await filling.Append(count, Together, cancel);
            await platform.Until<long>("treaties", "SELECT count(*) FROM journal WHERE position IS NULL", waiting => waiting == 0, TimeSpan.FromMinutes(5));
            await platform.Until<bool>("treaties", "SELECT sent >= previous_published FROM journal_head", done => done, TimeSpan.FromMinutes(5));
        }
        finally
        {
            if (standsStill)
                Signal.Continue.Send(pid);
        }
        if (!standsStill)
            await platform.Start("networks");
        await Applied(platform, "networks", cancel);
        return await CommitTimes.Rate(platform, "networks", before);
    }

    public static async Task Applied(BenchPlatform platform, string follower, CancellationToken cancel)
    {
        await platform.Until<long>("treaties", "SELECT count(*) FROM journal WHERE position IS NULL", waiting => waiting == 0, TimeSpan.FromMinutes(10));
        var last = await platform.Scalar<long>("treaties", "SELECT max(position) FROM journal WHERE published");
        await platform.Until<long>(follower, "SELECT coalesce(max(position), 0) FROM cursor WHERE source = 'treaties'", position => position >= last, TimeSpan.FromHours(3));
        if (await platform.Scalar<long>(follower, "SELECT count(*) FROM parked") is > 0 and var parked)
            throw new Problem($"{parked} entries are parked: the measure is worth nothing.");
        cancel.ThrowIfCancellationRequested();
    }

    static async Task<double> Plain(BenchPlatform platform, IBus bus, int count, string what)
    {
        await using var consumer = Child.Start($"{platform.Broker}\n{platform.ConnectionString("treaties")}", "plain-consumer", $"{count}", what);
        await consumer.Said();
        await PlainMassTransit.Publish(bus, count, 500);
        return JsonSerializer.Deserialize<PlainMassTransit.Outcome>(await consumer.Said())!.Rate;
    }

    static async Task<double> PlainDrain(BenchPlatform platform, IBus bus, int count)
    {
        await PlainMassTransit.Publish(bus, count, 500);
        await using var consumer = Child.Start($"{platform.Broker}\n{platform.ConnectionString("treaties")}", "plain-consumer", $"{count}", "count");
        await consumer.Said();
        return JsonSerializer.Deserialize<PlainMassTransit.Outcome>(await consumer.Said())!.ConsumeRate;
    }
}

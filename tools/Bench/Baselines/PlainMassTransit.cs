using System.Diagnostics;
using System.Text.Json;
using Bench.Load;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Bench.Baselines;

/// <summary>A message as large as a published entry.</summary>
/// <param name="SentAt">Of the machine's monotonic clock, which all processes share.</param>
public sealed record PlainDeposit(Guid Id, long SentAt, string Stream, string Payload);

/// <summary>What anyone would build on MassTransit alone: publish, consume concurrently. No outbox, no order, no duplicates noticed.</summary>
static class PlainMassTransit
{
    public const string Queue = "bench-plain";

    /// <param name="Rate">Messages a second, from the first that was sent to the last consumed.</param>
    /// <param name="ConsumeRate">Messages a second, from the first that was consumed to the last.</param>
    /// <param name="Median">Of the times from sending to consuming, milliseconds.</param>
    public sealed record Outcome(double Rate, double ConsumeRate, double Median, double P99);

    public static IBusControl Bus(Uri broker, Action<IRabbitMqBusFactoryConfigurator>? also = null) => MassTransit.Bus.Factory.CreateUsingRabbitMq(rabbit =>
    {
        rabbit.Host(broker);
        also?.Invoke(rabbit);
    });

    /// <summary>Publishes in batches, waiting for the confirms of each, as the relay does.</summary>
    public static async Task Publish(IBus bus, int count, int batch)
    {
        for (var sent = 0; sent < count; sent += batch)
            await Task.WhenAll(Enumerable.Range(0, Math.Min(batch, count - sent)).Select(_ => bus.Publish(Message())));
    }

    public static PlainDeposit Message() => new(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), Stopwatch.GetTimestamp(), "participants/KEN", new string('x', 500));

    /// <summary>The consuming process: takes so many messages, prints what it saw, and waits for the next order.</summary>
    /// <param name="database">Where each message is saved with EF Core; null to do nothing with it.</param>
    public static async Task<int> Consume(Uri broker, string? database, int count)
    {
        var consumer = new Counting(count, database);
        var bus = Bus(broker, rabbit => rabbit.ReceiveEndpoint(Queue, queue =>
        {
            queue.SetQuorumQueue();
            queue.PrefetchCount = 256;
            queue.ConcurrentMessageLimit = 64;
            queue.Instance(consumer);
        }));
        await bus.StartAsync();
        Console.WriteLine("ready");
        while (true)
        {
            await consumer.Full();
            Console.WriteLine(JsonSerializer.Serialize(consumer.TakeOutcome()));
        }
    }

    sealed class Counting(int count, string? database) : IConsumer<PlainDeposit>
    {
        readonly Lock gate = new();
        readonly DbContextOptions<BareDb>? options = database is null ? null : new DbContextOptionsBuilder<BareDb>().UseNpgsql(database + ";Maximum Pool Size=64;Max Auto Prepare=20").Options;
        List<(long SentAt, double Milliseconds)> seen = [];
        TaskCompletionSource full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        long first, last;

        public Task Full() => full.Task;

        public async Task Consume(ConsumeContext<PlainDeposit> context)
        {
            var message = context.Message;
            if (options is not null)
            {
                await using var db = new BareDb(options);
                db.Add(new BareDeposit { Act = message.Id, Instrument = "uncac", State = "KEN", Kind = "notification", Source = message.Stream, RecordedAt = TimeProvider.System.GetUtcNow() });
                await db.SaveChangesAsync();
            }
            lock (gate)
            {
                last = Stopwatch.GetTimestamp();
                first = seen.Count == 0 ? last : first;
                seen.Add((message.SentAt, Stopwatch.GetElapsedTime(message.SentAt, last).TotalMilliseconds));
                if (seen.Count == count)
                    full.TrySetResult();
            }
        }

        public Outcome TakeOutcome()
        {
            lock (gate)
            {
                var latencies = new Latencies(seen.Select(one => one.Milliseconds));
                var outcome = new Outcome(seen.Count / Stopwatch.GetElapsedTime(seen.Min(one => one.SentAt), last).TotalSeconds, seen.Count / Stopwatch.GetElapsedTime(first, last).TotalSeconds, latencies.At(0.5), latencies.At(0.99));
                (seen, full) = ([], new(TaskCreationOptions.RunContinuationsAsynchronously));
                return outcome;
            }
        }
    }
}

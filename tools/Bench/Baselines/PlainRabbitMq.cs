using System.Diagnostics;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Bench.Baselines;

/// <summary>RabbitMQ.Client alone: confirmed publishing to a quorum queue and a consumer that only acknowledges. What the broker itself can do here.</summary>
static class PlainRabbitMq
{
    const string Queue = "bench-client";

    /// <returns>Messages a second, from the first published to the last consumed.</returns>
    public static async Task<double> Run(Uri broker, int count, int batch)
    {
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        await using var publisher = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await using var consumer = await connection.CreateChannelAsync();
        await publisher.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await publisher.QueuePurgeAsync(Queue);
        await consumer.BasicQosAsync(0, 256, false);

        var (seen, all) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var receiving = new AsyncEventingBasicConsumer(consumer);
        receiving.ReceivedAsync += async (_, message) =>
        {
            await consumer.BasicAckAsync(message.DeliveryTag, false);
            if (Interlocked.Increment(ref seen) == count)
                all.TrySetResult();
        };
        await consumer.BasicConsumeAsync(Queue, autoAck: false, receiving);

        var watch = Stopwatch.StartNew();
        var body = JsonSerializer.SerializeToUtf8Bytes(PlainMassTransit.Message());
        var properties = new BasicProperties { Persistent = true };
        for (var sent = 0; sent < count; sent += batch)
            await Task.WhenAll(Enumerable.Range(0, Math.Min(batch, count - sent)).Select(_ => publisher.BasicPublishAsync("", Queue, mandatory: false, properties, body).AsTask()));
        await all.Task;
        var rate = count / watch.Elapsed.TotalSeconds;
        await publisher.QueueDeleteAsync(Queue);
        return rate;
    }
}

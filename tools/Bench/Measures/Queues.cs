using RabbitMQ.Client;

namespace Bench.Measures;

static class Queues
{
    public static async Task Delete(BenchPlatform platform, IEnumerable<string> names)
    {
        await using var connection = await new ConnectionFactory { Uri = platform.Broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var name in names)
            await channel.QueueDeleteAsync(name);
    }
}

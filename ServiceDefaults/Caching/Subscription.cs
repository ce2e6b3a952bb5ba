using StackExchange.Redis;

namespace ServiceDefaults.Caching;

/// <summary>One listener to one channel. The client subscribes again by itself after a connection was lost.</summary>
sealed class Subscription(CacheConnection redis, TimeProvider time, RedisChannel channel, Action<string> heard) : IAsyncDisposable
{
    static readonly TimeSpan triesAgainAfter = TimeSpan.FromSeconds(1);

    readonly CancellationTokenSource ended = new();
    Task listening = Task.CompletedTask;

    public void Start() => listening = Listen();

    async Task Listen()
    {
        try
        {
            var connection = await redis.Connected.WaitAsync(ended.Token);
            while (!await Subscribed(connection))
                await Task.Delay(triesAgainAfter, time, ended.Token);
        }
        catch (OperationCanceledException)
        {
            // Ended before Redis was there.
        }
    }

    async Task<bool> Subscribed(ConnectionMultiplexer connection)
    {
        try
        {
            await connection.GetSubscriber().SubscribeAsync(channel, Hear).WaitAsync(ended.Token);
            return true;
        }
        catch (RedisException)
        {
            return false;
        }
    }

    void Hear(RedisChannel from, RedisValue message)
    {
        if (!ended.IsCancellationRequested)
            heard(message!);
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await listening;
        if (redis.Connected.IsCompletedSuccessfully)
            await redis.Ask("unsubscribe", async connection =>
            {
                await connection.GetSubscriber().UnsubscribeAsync(channel, Hear);
                return true;
            });
        ended.Dispose();
    }
}

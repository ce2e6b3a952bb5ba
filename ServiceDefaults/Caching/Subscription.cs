using StackExchange.Redis;

namespace ServiceDefaults.Caching;

/// <summary>One listener to one channel. The client keeps in mind who listens and subscribes whenever it comes to be connected.</summary>
sealed class Subscription(CacheConnection redis, RedisChannel channel, Action<string> heard) : IAsyncDisposable
{
    readonly CancellationTokenSource ended = new();
    Task listening = Task.CompletedTask;

    public void Start() => listening = Listen();

    async Task Listen()
    {
        try
        {
            var connection = await redis.Made.WaitAsync(ended.Token);
            // Not to be awaited for an answer: where there is none the client would say so, and listen all the same.
            await connection.GetSubscriber().SubscribeAsync(channel, Hear, CommandFlags.FireAndForget);
        }
        catch (OperationCanceledException)
        {
            // Ended before the connection was made.
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
        if (redis.Made.IsCompletedSuccessfully)
            await redis.Ask("unsubscribe", async connection =>
            {
                await connection.GetSubscriber().UnsubscribeAsync(channel, Hear);
                return true;
            });
        ended.Dispose();
    }
}

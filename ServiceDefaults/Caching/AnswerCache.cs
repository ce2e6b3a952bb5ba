using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceDefaults.Answers;
using StackExchange.Redis;

namespace ServiceDefaults.Caching;

/// <summary>What Redis keeps for a service: answers already computed, counters shared by its replicas, signals to live pages. Never the only copy of anything: without Redis the answers are the same.</summary>
public sealed class AnswerCache : IHealthCheck
{
    static readonly Meter meter = new("Cache");
    static readonly Counter<long> hits = meter.CreateCounter<long>("cache.hits", description: "Answers found in Redis.");
    static readonly Counter<long> misses = meter.CreateCounter<long>("cache.misses", description: "Answers that Redis did not have.");

    readonly CacheConnection redis;
    readonly TimeProvider time;
    readonly string service;

    internal AnswerCache(CacheConnection redis, TimeProvider time, string service) => (this.redis, this.time, this.service) = (redis, time, service);

    /// <summary>Gives the answer kept under a key, or computes it and keeps it.</summary>
    /// <param name="key">Names everything the answer depends on: the versions of the streams read and the date asked for, never a clock. No personal data.</param>
    /// <param name="compute">Called when Redis does not have the answer or does not answer within 100 ms; its exceptions are the caller's.</param>
    /// <param name="keep">How long Redis keeps it.</param>
    public async Task<T> GetOrCompute<T>(string key, Func<Task<T>> compute, TimeSpan keep)
    {
        // Another build may write the same answer in another shape, so builds do not share answers.
        RedisKey full = $"{service}:{typeof(T).Module.ModuleVersionId:n}:{key}";

        var (answered, kept) = await redis.Ask("get", connection => connection.GetDatabase().StringGetAsync(full));
        if (answered && kept.HasValue && TryRead<T>(kept, out var found))
        {
            hits.Add(1);
            return found;
        }
        if (answered)
            misses.Add(1);

        var computed = await compute();
        if (answered)
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(computed, AnswerDefaults.Json);
            await redis.Ask("set", connection => connection.GetDatabase().StringSetAsync(full, bytes, keep));
        }
        return computed;
    }

    /// <summary>The same for an answer that is sent as it is kept: to read and write it again would cost more than most answers cost to compute.</summary>
    /// <inheritdoc cref="GetOrCompute{T}"/>
    public async Task<KeptAnswer<T>> GetOrWrite<T>(string key, Func<Task<T>> compute, TimeSpan keep)
    {
        RedisKey full = $"{service}:{typeof(T).Module.ModuleVersionId:n}:json:{key}";
        var (answered, kept) = await redis.Ask("get", connection => connection.GetDatabase().StringGetAsync(full));
        if (answered && kept.HasValue && Whole((byte[])kept!) is { } json)
        {
            hits.Add(1);
            return new(json);
        }
        if (answered)
            misses.Add(1);

        var computed = JsonSerializer.SerializeToUtf8Bytes(await compute(), AnswerDefaults.Json);
        if (answered)
        {
            var bytes = new byte[SHA256.HashSizeInBytes + computed.Length];
            SHA256.HashData(computed, bytes);
            computed.CopyTo(bytes, SHA256.HashSizeInBytes);
            await redis.Ask("set", connection => connection.GetDatabase().StringSetAsync(full, bytes, keep));
        }
        return new(computed);
    }

    /// <summary>Counts one more in the current window of a counter that all replicas share.</summary>
    /// <param name="window">Windows stand side by side from 1970 on, in whole milliseconds.</param>
    /// <returns>The count with this one; null when Redis is away and the caller has to do without.</returns>
    public async Task<long?> Increment(string key, TimeSpan window)
    {
        var number = time.GetUtcNow().ToUnixTimeMilliseconds() / (long)window.TotalMilliseconds;
        RedisKey full = $"{service}:count:{key}:{number}";
        var (answered, count) = await redis.Ask("increment", async connection =>
        {
            // One transaction: a counter that is never forgotten would stay for ever.
            var both = connection.GetDatabase().CreateTransaction();
            var incremented = both.StringIncrementAsync(full);
            var expires = both.KeyExpireAsync(full, window + window);
            await both.ExecuteAsync();
            await expires;
            return await incremented;
        });
        return answered ? count : null;
    }

    /// <summary>Tells whoever listens, in any service; lost when nobody does or Redis is away.</summary>
    /// <returns>Whether Redis took it.</returns>
    public async Task<bool> Publish(string channel, string message) =>
        (await redis.Ask("publish", connection => connection.GetSubscriber().PublishAsync(Named(channel), message))).Answered;

    /// <summary>Listens until the result is disposed, from when Redis is first reached, through its restarts.</summary>
    /// <param name="heard">Called on a thread of the Redis client: be quick.</param>
    public IAsyncDisposable Subscribe(string channel, Action<string> heard)
    {
        var subscription = new Subscription(redis, Named(channel), heard);
        subscription.Start();
        return subscription;
    }

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!redis.IsConfigured)
            return HealthCheckResult.Degraded("There is no Redis: answers are computed each time.");
        return (await redis.Ask("ping", connection => connection.GetDatabase().PingAsync())).Answered
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("Redis does not answer: answers are computed each time.");
    }

    /// <summary>What is not read is not noticed to be damaged; its hash, kept before it, tells.</summary>
    /// <returns>Null where it is: computed anew and written over.</returns>
    static ReadOnlyMemory<byte>? Whole(byte[] kept) =>
        kept.Length > SHA256.HashSizeInBytes && SHA256.HashData(kept.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(kept.AsSpan(0, SHA256.HashSizeInBytes)) ? kept.AsMemory(SHA256.HashSizeInBytes) : (ReadOnlyMemory<byte>?)null;

    static RedisChannel Named(string channel) => new(channel, RedisChannel.PatternMode.Literal);

    static bool TryRead<T>(RedisValue kept, out T found)
    {
        try
        {
            found = JsonSerializer.Deserialize<T>((byte[])kept!, AnswerDefaults.Json)!;
            return true;
        }
        catch (JsonException)
        {
            found = default!;       // not ours, or damaged: computed anew and written over
            return false;
        }
    }
}

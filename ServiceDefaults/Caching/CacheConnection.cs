using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace ServiceDefaults.Caching;

/// <summary>The one connection to Redis. It is made beside the start, never in its way, and every call over it ends within <see cref="AnswersWithin"/>.</summary>
/// <param name="configuration">As StackExchange.Redis reads it; null where there is no Redis.</param>
sealed class CacheConnection(string? configuration, TimeProvider time, ILogger<CacheConnection> log) : BackgroundService
{
    public static readonly TimeSpan AnswersWithin = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan triesAgainAfter = TimeSpan.FromSeconds(1);
    static readonly ActivitySource source = new("Cache");
    static readonly Meter meter = new("Cache");
    static readonly Counter<long> failures = meter.CreateCounter<long>("cache.failures", description: "Calls to Redis that were not answered in time, failed, or were held back.");

    readonly Circuit circuit = new(time);
    readonly TaskCompletionSource<ConnectionMultiplexer> connected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsConfigured { get; } = !string.IsNullOrWhiteSpace(configuration);

    /// <summary>Completes when Redis was first reached; the client itself reconnects from then on.</summary>
    public Task<ConnectionMultiplexer> Connected => connected.Task;

    /// <summary>Calls Redis.</summary>
    /// <param name="name">Of the span: <c>get</c>.</param>
    /// <returns>Not answered when Redis is away, slow or was lately; never throws for its sake.</returns>
    public async Task<(bool Answered, T? Value)> Ask<T>(string name, Func<ConnectionMultiplexer, Task<T>> call)
    {
        if (!connected.Task.IsCompletedSuccessfully || !circuit.TryEnter())
        {
            failures.Add(1, new KeyValuePair<string, object?>("reason", "held back"));
            return default;
        }

        using var span = source.StartActivity($"cache {name}", ActivityKind.Client);
        span?.SetTag("db.system.name", "redis").SetTag("db.operation.name", name);
        try
        {
            // On another thread and with a time-out of ours: the old client has none for its calls, and some of its calls begin with a wait.
            var answer = Task.Run(() => call(connected.Task.Result));
            _ = answer.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            var value = await answer.WaitAsync(AnswersWithin, time);
            circuit.Succeeded();
            return (true, value);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException or OperationCanceledException)
        {
            circuit.Failed();
            failures.Add(1, new KeyValuePair<string, object?>("reason", exception is TimeoutException ? "timeout" : "error"));
            span?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            return default;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!IsConfigured)
            return;
        var options = ConfigurationOptions.Parse(configuration!);
        options.AbortOnConnectFail = true;
        options.ConnectTimeout = 2000;
        var told = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var connection = await ConnectionMultiplexer.ConnectAsync(options);
                connected.SetResult(connection);
                log.LogInformation("Redis is reached");
                return;
            }
            catch (RedisException exception)
            {
                if (!told)
                    log.LogWarning("Redis is not reached yet ({Kind}); answers are computed", exception.GetType().Name);
                told = true;
                await Task.Delay(triesAgainAfter, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    public override void Dispose()
    {
        if (connected.Task.IsCompletedSuccessfully)
            connected.Task.Result.Dispose();
        base.Dispose();
    }
}

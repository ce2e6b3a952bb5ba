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
    static readonly ActivitySource source = new("Cache");
    static readonly Meter meter = new("Cache");
    static readonly Counter<long> failures = meter.CreateCounter<long>("cache.failures", description: "Calls to Redis that were not answered in time, failed, or were held back.");

    readonly Circuit circuit = new(time);
    readonly TaskCompletionSource<ConnectionMultiplexer> made = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsConfigured { get; } = !string.IsNullOrWhiteSpace(configuration);

    /// <summary>Completes when the connection was made, whether Redis was reached or not: the client itself goes on trying.</summary>
    public Task<ConnectionMultiplexer> Made => made.Task;

    /// <summary>Calls Redis.</summary>
    /// <param name="name">Of the span: <c>get</c>.</param>
    /// <returns>Not answered when Redis is away, slow or was lately; never throws for its sake.</returns>
    public async Task<(bool Answered, T? Value)> Ask<T>(string name, Func<ConnectionMultiplexer, Task<T>> call)
    {
        if (!made.Task.IsCompletedSuccessfully || !circuit.TryEnter())
        {
            failures.Add(1, new KeyValuePair<string, object?>("reason", "held back"));
            return default;
        }

        using var span = source.StartActivity($"cache {name}", ActivityKind.Client);
        span?.SetTag("db.system.name", "redis").SetTag("db.operation.name", name);
        try
        {
            // The client looks for what is overdue at its heartbeats only, once a second and later on a busy machine: the time-out and the circuit are ours.
            var value = await call(made.Task.Result).WaitAsync(AnswersWithin, time);
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
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = 2000;
        options.ConnectRetry = 1;
        options.AsyncTimeout = (int)AnswersWithin.TotalMilliseconds;
        options.BacklogPolicy = BacklogPolicy.FailFast;  // who asks would not wait for what is queued until Redis is back

        var connection = await ConnectionMultiplexer.ConnectAsync(options);
        connection.ConnectionRestored += (_, restored) =>
        {
            if (restored.ConnectionType == ConnectionType.Interactive)
                log.LogInformation("Redis is reached again");
        };
        made.SetResult(connection);
        if (connection.IsConnected)
            log.LogInformation("Redis is reached");
        else
            log.LogWarning("Redis is not reached yet; answers are computed");
    }

    public override void Dispose()
    {
        if (made.Task.IsCompletedSuccessfully)
            made.Task.Result.Dispose();
        base.Dispose();
    }
}

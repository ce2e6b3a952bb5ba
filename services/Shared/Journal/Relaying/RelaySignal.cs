using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Journal.Relaying;

/// <summary>Wakes the relay after a commit: in-process where the leader is here, else by NOTIFY.</summary>
/// <remarks>
/// Never NOTIFY inside the change's own transaction: it takes a lock over the whole server at commit and ends group
/// commit. Outside, many commits share one notification.
/// </remarks>
public sealed class RelaySignal(NpgsqlDataSource database, ILogger<RelaySignal> log) : BackgroundService
{
    internal const string ChannelName = "journal";

    readonly Channel<bool> leader = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    readonly Channel<bool> elsewhere = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>True while this process gives positions.</summary>
    internal bool LeaderIsHere { get; set; }

    /// <summary>Says that something was committed. Returns at once.</summary>
    public void Wake() => (LeaderIsHere ? leader : elsewhere).Writer.TryWrite(true);

    internal void WakeLeader() => leader.Writer.TryWrite(true);

    /// <summary>Waits until somebody wakes the leader, at most <paramref name="longest"/>.</summary>
    internal async Task WaitForWork(TimeSpan longest, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(longest);
        try
        {
            await leader.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in elsewhere.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await using var notify = database.CreateCommand($"NOTIFY {ChannelName}");
                await notify.ExecuteNonQueryAsync(stoppingToken);
            }
            catch (NpgsqlException away)
            {
                // The leader polls every second: nothing is lost but that second.
                log.LogDebug(away, "The relay could not be notified");
            }
        }
    }
}

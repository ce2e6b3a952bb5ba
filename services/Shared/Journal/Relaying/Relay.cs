using System.Diagnostics;
using Contracts;
using Journal.Storage;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Journal.Relaying;

/// <summary>Carries the journal to the bus. Of all replicas one leads: it numbers committed entries and publishes them.</summary>
/// <remarks>
/// Leadership is an advisory lock on a session of its own. A leader that is stopped or cut off sends no heartbeat, the
/// server ends its session after five seconds, and another replica takes over; when the old one wakes, its session is
/// gone and it can number nothing. What it may still publish are entries that have their position: duplicates to a consumer.
/// </remarks>
public sealed class Relay(JournalOptions options, RelaySignal signal, IMigration migration, IBus bus, TimeProvider time, ILogger<Relay> log) : BackgroundService
{
    const long LeaderLock = 0x54524541_54594C44;
    const int Batch = 500;

    static readonly TimeSpan longestLook = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await migration.Done.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var session = await OpenSession(stoppingToken);
                while (!await TakeLead(session, stoppingToken))
                    await Task.Delay(options.Heartbeat, time, stoppingToken);
                await Lead(session, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception lost)
            {
                log.LogWarning("The relay of {Source} lost its session and tries again: {Reason}", options.Source, lost.Message);
                await Task.Delay(options.Heartbeat, time, stoppingToken);
            }
        }
    }

    async Task<NpgsqlConnection> OpenSession(CancellationToken cancel)
    {
        var own = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            Pooling = false,
            ApplicationName = $"relay of {options.Source}",
            Options = "-c idle_session_timeout=5s -c idle_in_transaction_session_timeout=5s -c lock_timeout=4s",
            CommandTimeout = 10,
            MaxAutoPrepare = 10,
        };
        var session = new NpgsqlConnection(own.ConnectionString);
        await session.OpenAsync(cancel);
        return session;
    }

    static async Task<bool> TakeLead(NpgsqlConnection session, CancellationToken cancel)
    {
        await using var take = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", session) { Parameters = { new() { Value = LeaderLock } } };
        return (bool)(await take.ExecuteScalarAsync(cancel))!;
    }

    async Task Lead(NpgsqlConnection session, CancellationToken cancel)
    {
        if (await Incarnation.Notice(session, cancel) is { } epoch)
            log.LogWarning("The database of {Source} is not the one it was: restored, copied or on another server. Its journal goes on under epoch {Epoch}", options.Source, epoch);
        log.LogInformation("This process leads the relay of {Source}", options.Source);
        using var lead = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var numbered = new SemaphoreSlim(1);
        signal.LeaderIsHere = true;
        Task[] duties = [Number(session, numbered, lead.Token), Publish(numbered, lead.Token), Listen(lead.Token)];
        try
        {
            await await Task.WhenAny(duties);
        }
        finally
        {
            signal.LeaderIsHere = false;
            await lead.CancelAsync();
            await Task.WhenAll(duties).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>Numbers whatever waits; with nothing to do, the empty look each second is the heartbeat that keeps the session.</summary>
    async Task Number(NpgsqlConnection session, SemaphoreSlim numbered, CancellationToken cancel)
    {
        while (true)
        {
            var given = await Numbering.Number(session, Batch, cancel);
            if (given > 0 && numbered.CurrentCount == 0)
                numbered.Release();
            // Whoever commits after our look wakes us: it need not be repeated to find nothing.
            if (given < Batch)
                await signal.WaitForWork(options.Heartbeat, cancel);
        }
    }

    /// <summary>Reads what was numbered and marks what was sent, round after round: planned once. A mark does not wait for the disk: one that is lost makes a later leader send again.</summary>
    NpgsqlDataSource PublishingSession() => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(options.ConnectionString)
    {
        ApplicationName = $"relay of {options.Source}, publishing",
        Options = "-c plan_cache_mode=force_generic_plan -c synchronous_commit=off -c lock_timeout=4s",
        MaxPoolSize = 1,
        MaxAutoPrepare = 10,
        NoResetOnClose = true,
    });

    async Task Publish(SemaphoreSlim numbered, CancellationToken cancel)
    {
        await using var own = PublishingSession();
        var journal = new JournalReader(own, options);
        var head = await journal.ReadHead(cancel);
        var (sent, more) = (head.Sent, true);
        while (true)
        {
            try
            {
                if (!more)
                    await numbered.WaitAsync(longestLook, cancel);
                var entries = await journal.Read(head.Epoch, sent, Batch, cancel);
                more = entries.Count == Batch;
                if (entries.Count == 0)
                    continue;
                await Send(entries, cancel);
                sent = entries[^1].Position;
                await journal.MarkSent(sent, cancel);
            }
            catch (Exception away) when (!cancel.IsCancellationRequested && away is not NpgsqlException { IsTransient: false })
            {
                log.LogWarning("Publishing from {Source} waits after position {Position}: {Reason}", options.Source, sent, away.Message);
                more = true;
                await Task.Delay(options.Heartbeat, time, cancel);
            }
        }
    }

    /// <summary>Publishes a batch in order and waits for the confirm of every one: a confirm each would cost a round trip each.</summary>
    async Task Send(List<Recorded> entries, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        await Task.WhenAll(entries.Select(entry => SendOne(entry, limit.Token)).ToArray());
        var now = time.GetUtcNow();
        foreach (var entry in entries)
            JournalTelemetry.RelayLag.Record((now - entry.RecordedAt).TotalSeconds);
        JournalTelemetry.Sent.Add(entries.Count);
    }

    async Task SendOne(Recorded entry, CancellationToken cancel)
    {
        Activity.Current = null;  // the span belongs to the trace of the request that recorded the entry, not to the relay's loop
        using var span = JournalTelemetry.Source.StartActivity($"relay {entry.Type}", ActivityKind.Internal, JournalTelemetry.Parse(entry.Trace));
        span?.SetTag("journal.source", entry.Source).SetTag("journal.position", entry.Position);
        // Who comes to a channel over which another could not say where its entry goes is let wait for ever by the bus, whatever the token says (MassTransit 8.5.12).
        await bus.Publish(entry, publish => publish.MessageId = entry.Id, cancel).WaitAsync(cancel);
    }

    /// <summary>Hears of commits made in other replicas.</summary>
    async Task Listen(CancellationToken cancel)
    {
        var own = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false, KeepAlive = 10, ApplicationName = $"relay of {options.Source}, listening" };
        await using var session = new NpgsqlConnection(own.ConnectionString);
        await session.OpenAsync(cancel);
        session.Notification += (_, _) => signal.WakeLeader();
        await using (var listen = new NpgsqlCommand($"LISTEN {RelaySignal.ChannelName}", session))
            await listen.ExecuteNonQueryAsync(cancel);
        while (true)
            await session.WaitAsync(cancel);
    }
}

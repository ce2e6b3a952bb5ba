using ServiceDefaults.Answers;
using System.Diagnostics;
using Contracts;
using Journal.Relaying;
using Journal.Storage;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Journal.Following;

/// <summary>Follows one source: takes its entries from the bus as they come, and from its journal whenever the bus may have missed some.</summary>
/// <remarks>
/// The broker is the fast path, the journal is the truth: at start, on a gap, and when nothing was heard for half a
/// minute, the source is asked for what follows the cursor.
/// </remarks>
sealed class Follower<TDb>(
    string source, bool mayBeEmpty, Inbox inbox, Applier<TDb> applier, Copies<TDb> copies, IMigration migration, NpgsqlDataSource database, IBus bus,
    JournalOptions options, TimeProvider time, ILogger<Follower<TDb>> log) : BackgroundService, IFollower, IHealthCheck
    where TDb : DbContext
{
    /// <summary>After this long a service that has not caught up is let go to work all the same: its source may be away for days.</summary>
    static readonly TimeSpan readyAtLast = TimeSpan.FromMinutes(1);

    readonly long started = time.GetTimestamp();
    volatile bool current, hasCaughtUp, isFilled;

    HostReceiveEndpointHandle? answers;
    IRequestClient<ReadJournal>? journal;

    /// <summary>Where any replica of a source answers for its journal.</summary>
    public static string JournalQueue(string source) => $"{source}-journal";

    public string Source => source;

    /// <inheritdoc/>
    public Task<(int Left, string? Reason)> Retry(string stream, CancellationToken cancel) => applier.Retry(stream, cancel);

    /// <inheritdoc/>
    public async Task<long> Rebuild(CancellationToken cancel)
    {
        await copies.Empty(cancel);
        await CatchUp(cancel);
        return (await Cursor.Read(source, database, cancel)).Position;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var closing = stoppingToken.Register(inbox.Close);
        await migration.Done.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await copies.Prepare(stoppingToken))
                    await Follow(stoppingToken);
                else
                    await Task.Delay(options.IdlePoll, time, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception away)
            {
                log.Log(Away.Is(away) ? LogLevel.Warning : LogLevel.Error, "Following {Source} waits: {Reason}", source, away.Message);
                await Task.Delay(options.Heartbeat, time, stoppingToken);
            }
        }
    }

    /// <summary>Why an answer from the copies is not to be had yet: they are behind, or empty. A source that stays away for long takes no filled copy with it.</summary>
    public Said? NotYet(Endpoint endpoint) =>
        hasCaughtUp || mayBeEmpty || (isFilled && time.GetElapsedTime(started) >= readyAtLast) || endpoint.Metadata.OfType<RestsOnCopies>().All(copies => copies.Source != source) ? null
        : FollowingRules.BeingRead.With(RefusalValue.Word("service", source));

    /// <summary>Not ready while it first catches up: until then its copies would answer wrongly. One that may be empty takes nobody off the air.</summary>
    /// <remarks>Two services may follow each other: were each to wait for the other, neither would be ready.</remarks>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        current ? HealthCheckResult.Healthy()
        : !mayBeEmpty && time.GetElapsedTime(started) < readyAtLast ? HealthCheckResult.Unhealthy($"What {source} recorded is being read.")
        : HealthCheckResult.Degraded($"Nothing of what {source} recorded has come yet."));

    async Task Follow(CancellationToken cancel)
    {
        await CatchUp(cancel);
        while (true)
        {
            if (!await inbox.WaitForArrival(options.IdlePoll, cancel) || !await ApplyInbox(cancel) || !current)
                await CatchUp(cancel);
        }
    }

    /// <summary>Applies what came over the bus.</summary>
    /// <returns>False when entries are missing and did not come within <see cref="JournalOptions.GapPatience"/>.</returns>
    async Task<bool> ApplyInbox(CancellationToken cancel)
    {
        var (gap, since) = (-1L, 0L);
        while (true)
        {
            var entries = inbox.Take(options.PageSize);
            if (entries.Count == 0)
                return true;
            var outcome = await applier.Apply(entries, cancel);
            inbox.Release(outcome.Cursor);
            if (!outcome.Missing)
                return true;
            if (gap != outcome.Cursor.Position)
                (gap, since) = (outcome.Cursor.Position, time.GetTimestamp());
            var left = options.GapPatience - time.GetElapsedTime(since);
            if (left <= TimeSpan.Zero || !await inbox.WaitForMore(left, cancel))
                return false;
        }
    }

    /// <summary>A source that has never been up has no queue yet: better to know at once than to wait out the time limit.</summary>
    static void ComeBackIfNobodyListens(SendContext<ReadJournal> request)
    {
        if (request.TryGetPayload<RabbitMqSendContext>(out var message))
            message.Mandatory = true;
    }

    /// <summary>A client whose answers have somewhere to arrive: the bus's own address is made only with the first question, and may be late for its answer.</summary>
    async Task<IRequestClient<ReadJournal>> Journal(CancellationToken cancel)
    {
        answers ??= bus.ConnectReceiveEndpoint(new TemporaryEndpointDefinition(), configureEndpoint: queue =>
        {
            queue.ConfigureConsumeTopology = false;
            // An answer that comes too late is let go: it would be sent on to an exchange that is not there.
            queue.DiscardSkippedMessages();
            queue.DiscardFaultedMessages();
        });
        await answers.Ready.WaitAsync(AnswerJournal.AnsweredWithin, time, cancel);
        return answers.CreateClientFactory(AnswerJournal.AnsweredWithin).CreateRequestClient<ReadJournal>(new Uri($"exchange:{JournalQueue(source)}"));
    }

    /// <summary>Reads from the source's journal until nothing follows the cursor. While one page is applied the next is asked for.</summary>
    async Task CatchUp(CancellationToken cancel)
    {
        var cursor = await Cursor.Read(source, database, cancel);
        isFilled = cursor.Position > 0;
        var asked = Ask(cursor, cancel);
        while (true)
        {
            var page = await asked;
            if (page.Forked)
            {
                await copies.Fork(cursor, page.Epoch, cancel);
                asked = Ask(cursor = await Cursor.Read(source, database, cancel), cancel);
                continue;
            }
            if (cursor.Position > 0 && page.Epoch != cursor.Epoch)
            {
                await copies.Adopt(cursor, page.Epoch, cancel);
                asked = Ask(cursor = await Cursor.Read(source, database, cancel), cancel);
                continue;
            }
            var more = page.Entries.Count == options.PageSize;
            var expected = cursor;
            if (page.Entries is [.., var last])
            {
                expected = cursor with { Epoch = last.Epoch, Position = last.Position, Chain = last.Chain };
                if (more)
                    asked = Ask(expected, cancel);
                cursor = (await applier.Apply([.. page.Entries.Select(entry => (entry, JournalTelemetry.Parse(entry.Trace)))], cancel)).Cursor;
                JournalTelemetry.CaughtUp.Add(page.Entries.Count);
            }
            inbox.Release(cursor);
            if (!more)
            {
                (current, hasCaughtUp) = (cursor.Position > 0 || mayBeEmpty, true);
                return;
            }
            // Another replica was here, or the past is another: what was asked for is not what follows.
            if ((cursor.Epoch, cursor.Position, cursor.Generation) != (expected.Epoch, expected.Position, expected.Generation))
                asked = Ask(cursor = await Cursor.Read(source, database, cancel), cancel);
        }
    }

    async Task<JournalPage> Ask(Cursor cursor, CancellationToken cancel)
    {
        var question = new ReadJournal { Epoch = cursor.Epoch, After = cursor.Position, Chain = cursor.Chain, Limit = options.PageSize, MayAdopt = true };
        journal ??= await Journal(cancel);
        // The client's own limit begins when the question is sent, which on a bus that carries nothing it never is.
        return (await journal.GetResponse<JournalPage>(question, request => request.UseExecute(ComeBackIfNobodyListens), cancel).WaitAsync(2 * AnswerJournal.AnsweredWithin, time, cancel)).Message;
    }
}

/// <summary>Marks an endpoint whose answer rests on the copies of a source.</summary>
sealed record RestsOnCopies(string Source);

public static class RestsOnCopiesRoutes
{
    /// <summary>The answer rests on what is copied from a source: until the copies have caught up there is none, and 503 says so.</summary>
    /// <param name="source">Name its facts travel under: <c>treaties</c>.</param>
    public static TBuilder RestsOnCopiesOf<TBuilder>(this TBuilder route, string source) where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RestsOnCopies(source));
}

/// <summary>What operators may ask of a follower.</summary>
interface IFollower
{
    string Source { get; }

    /// <summary>Applies what is parked of one stream, in order.</summary>
    /// <returns>How many are still parked, and why the first of them is.</returns>
    Task<(int Left, string? Reason)> Retry(string stream, CancellationToken cancel);

    /// <summary>Empties the copies and fills them anew from the source's journal. What is parked is tried again by it.</summary>
    /// <returns>The position they are filled up to.</returns>
    Task<long> Rebuild(CancellationToken cancel);
}

/// <summary>Takes envelopes off the queue of one source and holds each until it is applied, or until the channel it came over is gone: the queue is not read again before.</summary>
sealed class RecordedConsumer(Inbox inbox) : IConsumer<Recorded>
{
    public async Task Consume(ConsumeContext<Recorded> context) =>
        await inbox.Offer(context.Message, Activity.Current?.Context ?? JournalTelemetry.Parse(context.Message.Trace))
            .WaitAsync(context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}

static class FollowingRules
{
    public static readonly Rule BeingRead = new("interface/not-yet#copies", "service");
}

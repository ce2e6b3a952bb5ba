using System.Diagnostics;
using Bench.Journals;
using Bench.Load;
using Bench.Results;
using Npgsql;
using RabbitMQ.Client;

namespace Bench.Measures;

/// <summary>A service with an empty database reads the whole journal of <c>treaties</c>: copy and reactions, from the first entry.</summary>
sealed class CatchUp : IMeasure
{
    public string Name => "catchup";

    public async Task Run(BenchPlatform platform, Settings settings, Sheet sheet, CancellationToken cancel)
    {
        await CommitTimes.TurnOn(platform);
        foreach (var follower in BenchPlatform.Followers)
            await platform.Stop(follower);
        await Empty(platform, cancel);
        await Filled(platform, settings.Entries, sheet, cancel);
        foreach (var follower in BenchPlatform.Followers)
            await Alone(platform, follower, sheet, cancel);
    }

    /// <summary>With no follower's queue left the broker lets go of what is published: only the journal has it.</summary>
    async Task Filled(BenchPlatform platform, long entries, Sheet sheet, CancellationToken cancel)
    {
        await using (var connection = await new ConnectionFactory { Uri = platform.Broker }.CreateConnectionAsync(cancel))
        await using (var channel = await connection.CreateChannelAsync(cancellationToken: cancel))
            foreach (var follower in BenchPlatform.Followers)
                await channel.QueueDeleteAsync($"{follower}-from-treaties", cancellationToken: cancel);
        await using var filling = await JournalFilling.Of(platform, cancel);
        var (watch, missing) = (Stopwatch.StartNew(), entries - await platform.Scalar<long>("treaties", "SELECT count(*) FROM journal"));
        if (missing > 0)
        {
            await filling.Append(missing, 500, cancel);
            await platform.Until<bool>("treaties", "SELECT NOT EXISTS (SELECT 1 FROM journal WHERE position IS NULL) AND sent >= previous_published FROM journal_head", done => done, TimeSpan.FromHours(1));
            sheet.Add(Name, $"{missing} entries appended, numbered and confirmed with nobody following", Spread.Of(missing / watch.Elapsed.TotalSeconds), "entries/s");
        }
        await platform.Execute("treaties", "ANALYZE journal");
    }

    async Task Alone(BenchPlatform platform, string follower, Sheet sheet, CancellationToken cancel)
    {
        await platform.Start(follower);
        var (pid, watch) = (platform.PidOf(follower), Stopwatch.StartNew());
        await Sustained.Applied(platform, follower, cancel);
        var count = await platform.Scalar<long>(follower, "SELECT count(*) FROM evidence WHERE source = 'treaties'");
        sheet.Add(Name, $"{follower} catches up from {count} entries", Spread.Of(await CommitTimes.Rate(platform, follower, 0)), "entries/s");
        sheet.Add(Name, $"{follower}: its own entries because of them", Spread.Of(await platform.Scalar<long>(follower, "SELECT count(*) FROM journal")), "entries");
        sheet.Add(Name, $"{follower}: processor time", Spread.Of(1000 * Processor.Seconds(pid) / count), "ms/entry");
        await platform.Stop(follower);
    }

    static async Task Empty(BenchPlatform platform, CancellationToken cancel)
    {
        foreach (var follower in BenchPlatform.Followers)
        {
            var name = new NpgsqlConnectionStringBuilder(platform.ConnectionString(follower)).Database!;
            platform.Database(follower).Clear(); // our own sessions of what is dropped
            await platform.Execute("treaties", $"DROP DATABASE \"{name}\" WITH (FORCE)");
            await platform.Execute("treaties", $"CREATE DATABASE \"{name}\"");
        }
        cancel.ThrowIfCancellationRequested();
    }
}

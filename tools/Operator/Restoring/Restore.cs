using System.Globalization;
using Npgsql;
using Operator.Backups;
using Processes;

namespace Operator.Restoring;

/// <summary>Brings the database of one service, or of all, back to a moment, and tells what is lost by it. The present one is set aside, never dropped.</summary>
static class Restore
{
    public static readonly string[] Values = ["at", "backup", "from", "drop", "folder", "manifest"], Switches = ["all"];

    /// <exception cref="Problem">It is refused or fails.</exception>
    public static async Task Run(Options options, IServiceProcesses processes, TextWriter say, CancellationToken cancel)
    {
        var platform = LocalPlatform.Of(options);
        using var held = platform.Hold();
        await using var server = await platform.Open(null, cancel);
        if (options.One("drop") is { } drop)
        {
            await Drop(drop, platform, server, say, cancel);
            return;
        }
        var databases = Wanted(platform, options);
        var now = TimeProvider.System.GetUtcNow();
        var origin = Choice.Of(options.One("at"), options.One("backup"), await Backup.All(platform, options.One("from"), cancel), now);
        var exchanges = databases.Select(database => Exchange.Of(platform, database, now, origin)).ToList();
        var services = string.Join(", ", databases.Select(database => database.Service));
        await say.WriteLineAsync($"Restoring {services} to {origin}, from backup {origin.Backup.Name}. Everything goes on working meanwhile.");
        if (origin.Moment is not null && origin.Backup.In == Repository.Begun(platform))
            await origin.Backup.In.BringUpToDate(server, cancel);

        var restored = await ReadBack(platform, origin, exchanges, server, say, cancel);
        // Of services that are restored themselves nothing is asked: what they know goes back with them.
        IReadOnlyList<Follower> followers = databases.Count > 1 ? [] : await Aftermath.Followers(platform, databases[0].Service, cancel);
        var still = await Exchanged(processes, exchanges, server, cancel);
        await say.WriteLineAsync($"{services}: as of {origin}. {(databases.Count == 1 ? "Its" : "Their")} processes " +
            $"stood still for {Seconds(still.For)}; all of it took {Seconds(TimeProvider.System.GetUtcNow() - now)}.");
        foreach (var exchange in still.SetAside)
            await say.WriteLineAsync($"The database that was there is kept as {exchange.Before}. When nobody needs it any more: ./platform restore --drop {exchange.Before}");
        foreach (var (exchange, journal) in exchanges.Zip(restored))
            if (journal is not null)
                await TellWhatIsLost(exchange, journal, followers, still.SetAside.Contains(exchange), say, cancel);
    }

    static IReadOnlyList<OwnDatabase> Wanted(LocalPlatform platform, Options options) => (options.WordIfAny("service"), options.Has("all")) switch
    {
        ({ } service, false) => [platform.DatabaseOf(service)],
        (null, true) => platform.Databases,
        _ => throw new Misuse($"Say what to restore: one service, or --all. Services: {string.Join(", ", platform.Databases.Select(database => database.Service))}"),
    };

    /// <summary>Beside the present databases; nothing that runs is touched.</summary>
    /// <returns>Where each journal stands; null where there is none.</returns>
    static async Task<List<OneJournal?>> ReadBack(
        LocalPlatform platform, Origin origin, IReadOnlyList<Exchange> exchanges, NpgsqlConnection server, TextWriter say, CancellationToken cancel)
    {
        await using var recovery = await Recovery.Start(platform, origin, cancel);
        await say.WriteLineAsync("PostgreSQL has recovered to that moment, beside the one that runs.");
        var journals = new List<OneJournal?>();
        foreach (var exchange in exchanges)
        {
            await exchange.Prepare(server, cancel);
            await recovery.Read(exchange.Database.Name, exchange.Incoming, cancel);
            await using var incoming = await platform.Open(exchange.Incoming, cancel);
            if (origin.Backup.Journals.FirstOrDefault(journal => journal.Service == exchange.Database.Service) is { } stood
                && !await OneJournal.Holds(stood.Position, stood.Chain, incoming, cancel))
                throw new Problem($"What was read back for {stood.Service} does not hold entry {stood.Position} as it stood when the backup was begun. " +
                    "The backup is not what it was; nothing was changed.");
            journals.Add(await OneJournal.Read(incoming, cancel));
        }
        return journals;
    }

    /// <summary>From here on it is not to be called off: the processes are stopped, and come back whatever happens.</summary>
    static async Task<(TimeSpan For, IReadOnlyList<Exchange> SetAside)> Exchanged(
        IServiceProcesses processes, IReadOnlyList<Exchange> exchanges, NpgsqlConnection server, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var since = TimeProvider.System.GetTimestamp();
        var aside = new List<Exchange>();
        try
        {
            await Task.WhenAll(exchanges.Select(exchange => processes.Stop(exchange.Database.Service)));
            foreach (var exchange in exchanges)
            {
                if (!await exchange.IsPresent(server, CancellationToken.None))
                    continue;
                aside.Add(exchange);
                await exchange.SessionsEnded(server);
                await exchange.CarryOver(CancellationToken.None);
            }
            foreach (var exchange in exchanges)
                await exchange.EndSessions(server, CancellationToken.None);
            await using var together = await server.BeginTransactionAsync(CancellationToken.None);
            foreach (var exchange in exchanges)
                await exchange.Swap(server, aside.Contains(exchange), CancellationToken.None);
            await together.CommitAsync(CancellationToken.None);
        }
        finally
        {
            await Task.WhenAll(exchanges.Select(exchange => processes.Start(exchange.Database.Service)));
        }
        return (TimeProvider.System.GetElapsedTime(since), aside);
    }

    static async Task TellWhatIsLost(Exchange exchange, OneJournal restored, IReadOnlyList<Follower> before, bool present, TextWriter say, CancellationToken cancel)
    {
        var service = exchange.Database.Service;
        var followers = await Aftermath.AllNoticed(exchange.Platform, exchange.Database, restored.Epoch, cancel);
        if (followers.Count > 0)
            await say.WriteLineAsync($"{service} goes on under a new epoch; {string.Join(", ", followers)} noticed " +
                $"and {(followers.Count == 1 ? "holds" : "hold")} what its journal says.");
        var aside = present ? await SetAside.Compare(exchange, restored, cancel) : null;
        if (aside?.OfAnotherPast is true)
            await say.WriteLineAsync($"{exchange.Before} has another past than what was restored, so it cannot tell what is lost.");
        var lost = Aftermath.Joined([.. await Aftermath.Lost(exchange.Platform, service, before, cancel), .. aside?.Facts ?? []]);

        await say.WriteLineAsync(lost.Count == 0
            ? $"No fact of {service} is known to be lost."
            : $"{service} has lost {lost.Count} {(lost.Count == 1 ? "fact" : "facts")} recorded after that moment. " +
              $"Enter {(lost.Count == 1 ? "it" : "them")} anew from {(lost.Count == 1 ? "its document" : "their documents")}:");
        foreach (var fact in lost)
        {
            await say.WriteLineAsync($"  {fact.Type}  {fact.Stream}  occurred on {fact.OccurredOn:yyyy-MM-dd}  " +
                $"position {fact.Position}  {fact.Id}  known to {string.Join(", ", fact.KnownTo)}");
            foreach (var what in fact.Because)
                await say.WriteLineAsync($"      because of it, and still there: {what}");
        }
        if (aside?.Internal > 0)
            await say.WriteLineAsync($"{exchange.Before} holds {aside.Internal} more {(aside.Internal == 1 ? "entry" : "entries")} that never left {service}.");
    }

    static async Task Drop(string name, LocalPlatform platform, NpgsqlConnection server, TextWriter say, CancellationToken cancel)
    {
        if (!Exchange.IsSetAside(name, platform))
            throw new Problem($"{name} is not a database that a restore set aside.");
        await server.Run($"DROP DATABASE \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", cancel);
        await say.WriteLineAsync($"{name} is gone for good.");
    }

    static string Seconds(TimeSpan time) => $"{time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s";
}

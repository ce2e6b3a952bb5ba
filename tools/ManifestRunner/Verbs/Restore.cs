using System.Globalization;
using ManifestRunner.Backups;
using ManifestRunner.Processes;
using ManifestRunner.Running;
using Npgsql;

namespace ManifestRunner.Verbs;

/// <summary>Brings the database of one service, or of all, back to a moment, and tells what is lost by it. The present one is set aside, never dropped.</summary>
static class Restore
{
    public static async Task<int> Run(PlatformFolder folder, string manifest, Options options)
    {
        using var asked = new StopAsked();
        var cancel = asked.Token;
        var platform = RunningPlatform.Of(folder, manifest);
        using var held = folder.TryLock(Backup.Lock) ?? throw new Problem(Backup.Busy);
        await using var server = await platform.Open(null, cancel);
        if (options.One("drop") is { } drop)
            return await Drop(drop, platform, server, cancel);

        var databases = Wanted(platform, options);
        var now = TimeProvider.System.GetUtcNow();
        var origin = Choice.Of(options.One("at"), options.One("backup"), BackupsOfAServer.In(options.One("from") is { } from ? Path.GetFullPath(from) : Archiving.Place(folder)), now);
        var exchanges = databases.Select(database => Exchange.Of(platform, database, now, origin)).ToList();
        Console.WriteLine($"Restoring {string.Join(", ", databases.Select(database => database.Service))} to {origin}, from backup {origin.Backup.Name}. Everything goes on working meanwhile.");
        if (origin.Moment is not null && origin.Backups.Server == await Archiving.Identifier(server, cancel))
            await Archiving.BringUpToDate(server, cancel);

        var restored = await ReadBack(platform, origin, exchanges, server, cancel);
        var forks = await ForksKnown(platform, databases, cancel);
        var still = await Exchanged(folder, platform, exchanges, server, cancel);
        Console.WriteLine($"{string.Join(", ", databases.Select(database => database.Service))}: as of {origin}. {(databases.Count == 1 ? "Its processes" : "Their processes")} stood still for {Seconds(still.For)}; all of it took {Seconds(TimeProvider.System.GetUtcNow() - now)}.");
        foreach (var exchange in exchanges.Where(exchange => still.SetAside.Contains(exchange)))
            Console.WriteLine($"The database that was there is kept as {exchange.Before}. When nobody needs it any more: ./platform restore --drop {exchange.Before}");
        for (var i = 0; i < exchanges.Count; i++)
            if (restored[i] is { } journal)
                await TellWhatIsLost(platform, exchanges[i], journal, forks[databases[i].Service], still.SetAside.Contains(exchanges[i]), cancel);
        return 0;
    }

    static IReadOnlyList<OwnDatabase> Wanted(RunningPlatform platform, Options options) => (options.WordIfAny("service"), options.Has("all")) switch
    {
        ({ } service, false) => [platform.DatabaseOf(service)],
        (null, true) => platform.Databases,
        _ => throw new Problem($"Say what to restore: one service, or --all. Services: {string.Join(", ", platform.Databases.Select(database => database.Service))}"),
    };

    /// <summary>Beside the present databases; nothing that runs is touched.</summary>
    /// <returns>Where each journal stands; null where there is none.</returns>
    static async Task<List<OneJournal?>> ReadBack(RunningPlatform platform, Origin origin, IReadOnlyList<Exchange> exchanges, NpgsqlConnection server, CancellationToken cancel)
    {
        await using var recovery = await Recovery.Start(platform, origin, cancel);
        Console.WriteLine("PostgreSQL has recovered to that moment, beside the one that runs.");
        var journals = new List<OneJournal?>();
        foreach (var exchange in exchanges)
        {
            await exchange.Prepare(server, cancel);
            await recovery.Read(exchange.Database.Name, exchange.Incoming, cancel);
            await using var incoming = await platform.Open(exchange.Incoming, cancel);
            if (origin.Backup.Journals.FirstOrDefault(journal => journal.Service == exchange.Database.Service) is { } stood && !await OneJournal.Holds(stood.Position, stood.Chain, incoming, cancel))
                throw new Problem($"What was read back for {stood.Service} does not hold entry {stood.Position} as it stood when the backup was begun. The backup is not what it was; nothing was changed.");
            journals.Add(await OneJournal.Read(incoming, cancel));
        }
        return journals;
    }

    /// <summary>From here on it is not to be called off: the processes are stopped, and come back whatever happens.</summary>
    static async Task<(TimeSpan For, IReadOnlyList<Exchange> SetAside)> Exchanged(PlatformFolder folder, RunningPlatform platform, IReadOnlyList<Exchange> exchanges, NpgsqlConnection server, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var replicas = exchanges.SelectMany(exchange => platform.ReplicasOf(exchange.Database.Service)).Select(replica => replica.Name).ToList();
        var since = TimeProvider.System.GetTimestamp();
        var aside = new List<Exchange>();
        try
        {
            await Task.WhenAll(replicas.Select(replica => OneResource.Ask(folder, replica, Wish.Stop)));
            foreach (var exchange in exchanges)
            {
                if (!await exchange.IsPresent(server, CancellationToken.None))
                    continue;
                aside.Add(exchange);
                await exchange.CarryOver(CancellationToken.None);
            }
            foreach (var exchange in exchanges)
                await exchange.EndSessions(server, CancellationToken.None);
            await using var together = await server.BeginTransactionAsync(CancellationToken.None);
            foreach (var exchange in exchanges)
                await exchange.Swap(server, together, aside.Contains(exchange), CancellationToken.None);
            await together.CommitAsync(CancellationToken.None);
        }
        finally
        {
            await Task.WhenAll(replicas.Select(replica => OneResource.Ask(folder, replica, Wish.Start)));
        }
        return (TimeProvider.System.GetElapsedTime(since), aside);
    }

    /// <summary>Of services that are restored themselves nothing is asked: what they know goes back with them.</summary>
    static async Task<Dictionary<string, IReadOnlyDictionary<string, int>>> ForksKnown(RunningPlatform platform, IReadOnlyList<OwnDatabase> databases, CancellationToken cancel)
    {
        var known = new Dictionary<string, IReadOnlyDictionary<string, int>>();
        foreach (var database in databases)
            known[database.Service] = databases.Count > 1 ? new Dictionary<string, int>() : await Aftermath.ForksKnown(platform, database.Service, cancel);
        return known;
    }

    static async Task TellWhatIsLost(RunningPlatform platform, Exchange exchange, OneJournal restored, IReadOnlyDictionary<string, int> forksBefore, bool present, CancellationToken cancel)
    {
        var service = exchange.Database.Service;
        var followers = await Aftermath.AllNoticed(platform, exchange.Database, restored.Epoch, cancel);
        if (followers.Count > 0)
            Console.WriteLine($"{service} goes on under a new epoch; {string.Join(", ", followers)} noticed and {(followers.Count == 1 ? "holds" : "hold")} what its journal says.");
        var aside = present ? await SetAside.Compare(platform, exchange, restored, cancel) : null;
        if (aside?.OfAnotherPast is true)
            Console.WriteLine($"{exchange.Before} has another past than what was restored, so it cannot tell what is lost.");
        var lost = Joined(await Aftermath.Lost(platform, service, forksBefore, cancel), aside?.Facts ?? []);

        Console.WriteLine(lost.Count == 0
            ? $"No fact of {service} is known to be lost."
            : $"{service} has lost {lost.Count} {(lost.Count == 1 ? "fact" : "facts")} recorded after that moment. Enter {(lost.Count == 1 ? "it" : "them")} anew from {(lost.Count == 1 ? "its document" : "their documents")}:");
        foreach (var fact in lost)
        {
            Console.WriteLine($"  {fact.Type}  {fact.Stream}  occurred on {fact.OccurredOn:yyyy-MM-dd}  position {fact.Position}  {fact.Id}  known to {string.Join(", ", fact.KnownTo)}");
            foreach (var what in fact.Because)
                Console.WriteLine($"      because of it, and still there: {what}");
        }
        if (aside?.Internal > 0)
            Console.WriteLine($"{exchange.Before} holds {aside.Internal} more {(aside.Internal == 1 ? "entry" : "entries")} that never left {service}.");
    }

    static IReadOnlyList<LostFact> Joined(IReadOnlyList<LostFact> evidence, IReadOnlyList<LostFact> aside) =>
        [.. evidence.Concat(aside).GroupBy(fact => fact.Id)
            .Select(same => same.First() with { KnownTo = [.. same.SelectMany(fact => fact.KnownTo)] })
            .OrderBy(fact => fact.Position == 0).ThenBy(fact => fact.Position)];

    static async Task<int> Drop(string name, RunningPlatform platform, NpgsqlConnection server, CancellationToken cancel)
    {
        if (!Exchange.IsSetAside(name, platform))
            throw new Problem($"{name} is not a database that a restore set aside.");
        await using var drop = new NpgsqlCommand($"DROP DATABASE \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", server);
        await drop.ExecuteNonQueryAsync(cancel);
        Console.WriteLine($"{name} is gone for good.");
        return 0;
    }

    static string Seconds(TimeSpan time) => $"{time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s";
}

using System.Globalization;
using Npgsql;
using Operator.Restoring;
using Processes;

namespace Operator.Backups;

/// <summary>Copies all databases while they work, and verifies what is kept; the first begins the archive of PostgreSQL's log.</summary>
static class Backup
{
    public static readonly string[] Values = ["to", "keep", "folder", "manifest"], Switches = ["list"];

    const int KeptUnlessTold = 3;

    /// <summary>What has to stay free on the disk that takes a copy.</summary>
    public const long LeastFreeBytes = 300_000_000;

    /// <exception cref="Problem">It is refused or fails; what was kept before is as it was.</exception>
    public static async Task Run(Options options, TextWriter say, CancellationToken cancel)
    {
        options.NoWord();
        var keep = options.Number("keep", 1, 1000) ?? KeptUnlessTold;
        var platform = LocalPlatform.Of(options);
        if (options.Has("list"))
        {
            await List(platform, say, cancel);
            return;
        }
        using var held = platform.Hold();
        await using var server = await platform.Open(null, cancel);
        var repository = await Repository.Begin(platform, options.One("to"), server, cancel);
        Programs.Room(repository.Folder, await server.Scalar<long>("SELECT sum(pg_database_size(oid))::bigint FROM pg_database", cancel) + LeastFreeBytes);

        var started = TimeProvider.System.GetTimestamp();
        await say.WriteLineAsync($"Copying the databases of {string.Join(", ", platform.Databases.Select(database => database.Service))}; they go on working.");
        await repository.Take(keep, await Journals(platform, cancel), cancel);
        await repository.Verify(cancel);

        var kept = await repository.Backups(cancel);
        await say.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Backed up and verified in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s, {Size(kept[^1])}: {kept[^1].Name} in {repository.Folder}"));
        await say.WriteLineAsync("What changes from now on goes there as well, at the latest after a minute. " +
            $"Any moment since {kept[0].FinishedAt:u} can be brought back: ./platform restore SERVICE --at …");
    }

    static async Task List(LocalPlatform platform, TextWriter say, CancellationToken cancel)
    {
        var all = await All(platform, null, cancel);
        foreach (var backup in all)
            await say.WriteLineAsync($"{backup.Name}  from {backup.FinishedAt:u}  {Size(backup),20}  {backup.In.Folder}");
        if (all.Count == 0)
            await say.WriteLineAsync("There is no backup yet. Take one with ./platform backup");
    }

    /// <summary>Every backup in a folder, of whichever server.</summary>
    /// <param name="place">Null for where those of the server that runs are.</param>
    public static async Task<IReadOnlyList<KeptBackup>> All(LocalPlatform platform, string? place, CancellationToken cancel)
    {
        var all = new List<KeptBackup>();
        if ((place is null ? Repository.Of(platform)?.Place : Path.GetFullPath(place)) is { } folder)
            foreach (var repository in await Repository.In(folder, platform, cancel))
                all.AddRange(await repository.Backups(cancel));
        return all;
    }

    static async Task<List<JournalStood>> Journals(LocalPlatform platform, CancellationToken cancel)
    {
        var journals = new List<JournalStood>();
        foreach (var database in platform.Databases)
        {
            await using var connection = await platform.Open(database.Name, cancel);
            if (await OneJournal.Read(connection, cancel) is { } stands)
                journals.Add(new(database.Service, stands.Position, stands.Chain));
        }
        return journals;
    }

    static string Size(KeptBackup backup) => string.Create(CultureInfo.InvariantCulture, $"{backup.Bytes / 1e6:0} MB in {backup.Kept / 1e6:0.0} MB");
}

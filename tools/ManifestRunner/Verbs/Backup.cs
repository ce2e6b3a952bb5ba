using System.Globalization;
using ManifestRunner.Backups;
using ManifestRunner.Processes;
using ManifestRunner.Running;
using ManifestRunner.Servers;
using Npgsql;

namespace ManifestRunner.Verbs;

/// <summary>Takes a base backup of the PostgreSQL that runs and verifies it; the first begins the archive of its write-ahead log.</summary>
static class Backup
{
    public const string Lock = "backup.lock";
    public const string Busy = "A backup or a restore is under way. Wait for it, or stop it, and run this again.";

    const int KeptUnlessTold = 3;

    /// <summary>What has to stay free on the disk that takes a copy.</summary>
    public const long LeastFreeBytes = 300_000_000;

    public static async Task<int> Run(PlatformFolder folder, string manifest, Options options)
    {
        if (options.Has("list"))
            return List(folder);
        var keep = options.Number("keep", 1, 1000) ?? KeptUnlessTold;
        using var asked = new StopAsked();
        var cancel = asked.Token;
        var platform = RunningPlatform.Of(folder, manifest);
        using var held = folder.TryLock(Lock) ?? throw new Problem(Busy);

        await using var server = await platform.Open(null, cancel);
        var backups = await Archiving.Begin(platform, options.One("to"), server, cancel);
        backups.RemoveUnfinished();
        await EnoughSpace(server, backups.Folder, cancel);

        var started = TimeProvider.System.GetUtcNow();
        var journals = await Journals(platform, cancel);
        var name = started.ToString("yyyy-MM-dd'T'HH-mm-ss'Z'", CultureInfo.InvariantCulture);
        if (Directory.Exists(backups.PathOf(name)))
            throw new Problem($"A backup was begun in this very second: {name}.");
        Console.WriteLine($"Copying the databases of {string.Join(", ", platform.Databases.Select(database => database.Service))}; they go on working.");
        var copy = await Copy(platform, backups.PathOf(name), cancel);
        await Archiving.BringUpToDate(server, cancel);
        var backup = new BaseBackup(name, started, TimeProvider.System.GetUtcNow(), copy.FirstWal, copy.Lsn, backups.Server, Size(backups.PathOf(name)), journals);
        backups.Note(backup);
        await KeepTheLast(keep, backups, platform, cancel);

        Console.WriteLine($"Backed up and verified in {(backup.FinishedAt - started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s, {backup.Bytes / 1_000_000} MB: {backups.PathOf(name)}");
        Console.WriteLine($"What changes from now on goes to {backups.Archive}, at the latest after a minute. Any moment since {backups.Read()[0].FinishedAt:u} can be brought back: ./platform restore SERVICE --at …");
        return 0;
    }

    static int List(PlatformFolder folder)
    {
        var all = BackupsOfAServer.In(Archiving.Place(folder)).SelectMany(server => server.Read().Select(backup => (Server: server, Backup: backup))).ToList();
        foreach (var (server, backup) in all)
            Console.WriteLine($"{backup.Name}  from {backup.FinishedAt:u}  {backup.Bytes / 1_000_000,6} MB  {server.PathOf(backup.Name)}");
        if (all.Count == 0)
            Console.WriteLine("There is no backup yet. Take one with ./platform backup");
        return 0;
    }

    static async Task EnoughSpace(NpgsqlConnection server, string folder, CancellationToken cancel)
    {
        var wanted = await Archiving.Scalar<long>("SELECT sum(pg_database_size(oid))::bigint FROM pg_database", server, cancel) + LeastFreeBytes;
        Room(folder, wanted);
    }

    /// <exception cref="Problem">There is less.</exception>
    public static void Room(string folder, long wanted)
    {
        if (new DriveInfo(folder).AvailableFreeSpace is var free && free < wanted)
            throw new Problem($"The disk of {folder} has {free / 1_000_000} MB left, and {wanted / 1_000_000} MB are needed. Make room and run this again.");
    }

    static async Task<List<JournalStood>> Journals(RunningPlatform platform, CancellationToken cancel)
    {
        var journals = new List<JournalStood>();
        foreach (var database in platform.Databases)
        {
            await using var connection = await platform.Open(database.Name, cancel);
            if (await OneJournal.Read(connection, cancel) is { } stands)
                journals.Add(new(database.Service, database.Name, stands.Epoch, stands.Position, stands.Chain));
        }
        return journals;
    }

    static async Task<(string FirstWal, string Lsn)> Copy(RunningPlatform platform, string to, CancellationToken cancel)
    {
        var (log, data) = (platform.Folder.Log("backup"), Path.Combine(platform.ServerFolder, "data"));
        try
        {
            await PostgresPrograms.Run(PostgresPrograms.Path("pg_basebackup", data),
                ["-D", to, "--format=plain", "--wal-method=stream", "--checkpoint=fast", "--manifest-checksums=SHA256", "--no-password", $"--label=platform {Path.GetFileName(to)}"], platform.Server, log, cancel);
            await PostgresPrograms.Run(PostgresPrograms.Path("pg_verifybackup", data), ["--quiet", to], null, log, cancel);
        }
        catch
        {
            if (Directory.Exists(to))
                Directory.Delete(to, recursive: true);
            throw;
        }
        // START WAL LOCATION: 0/2000028 (file 000000010000000000000002)
        var start = File.ReadLines(Path.Combine(to, "backup_label")).First().Split([' ', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        return (start[^1], start[^3]);
    }

    static async Task KeepTheLast(int keep, BackupsOfAServer backups, RunningPlatform platform, CancellationToken cancel)
    {
        var all = backups.Read();
        foreach (var old in all.Take(all.Count - keep))
            backups.Remove(old.Name);
        await PostgresPrograms.Run(PostgresPrograms.Path("pg_archivecleanup", Path.Combine(platform.ServerFolder, "data")),
            ["-x", ".gz", backups.Archive, backups.Read()[0].FirstWal], null, platform.Folder.Log("backup"), cancel);
    }

    static long Size(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}

using ManifestRunner.Processes;
using ManifestRunner.Running;
using ManifestRunner.Servers;
using ManifestRunner.Verbs;

namespace ManifestRunner.Backups;

/// <summary>What is restored from, and to when.</summary>
/// <param name="Moment">Null for the end of the base backup itself.</param>
sealed record Origin(BackupsOfAServer Backups, BaseBackup Backup, DateTimeOffset? Moment)
{
    public override string ToString() => Moment is { } at ? $"{at:u}" : $"the end of backup {Backup.Name}, {Backup.FinishedAt:u}";
}

/// <summary>The whole server as it was at a moment, beside the one that runs, for as long as it is read out.</summary>
sealed class Recovery : IAsyncDisposable
{
    readonly RunningPlatform platform;
    readonly string folder;
    readonly string socket;
    readonly RecoveredPostgres server;

    Recovery(RunningPlatform platform, string folder, string socket, RecoveredPostgres server) =>
        (this.platform, this.folder, this.socket, this.server) = (platform, folder, socket, server);

    /// <summary>Copies the base backup and lets PostgreSQL bring the copy to the moment.</summary>
    /// <exception cref="Problem">There is no room, or the archive does not reach that far.</exception>
    public static async Task<Recovery> Start(RunningPlatform platform, Origin origin, CancellationToken cancel)
    {
        var folder = platform.Folder.Data("restore");
        RemoveLeft(folder);
        Backup.Room(platform.ServerFolder, 3 * origin.Backup.Bytes + Backup.LeastFreeBytes); // the copy, what is read out of it, what is read back
        var user = Installed.User("postgres");
        var from = origin.Backups.PathOf(origin.Backup.Name);
        await Installed.Readable(origin.Backups.Archive, user, cancel);
        await Installed.Readable(from, user, cancel);
        await Installed.Folder(folder, user, cancel);
        var socket = Directory.CreateTempSubdirectory("platform-").FullName; // of a short path: a socket's is limited to 107 characters
        try
        {
            await Installed.Folder(socket, user, cancel);
            await PostgresPrograms.Run("/bin/cp", ["-a", "--reflink=auto", from, Path.Combine(folder, "data")], null, platform.Folder.Log("restore"), cancel);
            File.CreateSymbolicLink(Path.Combine(folder, PostgresServer.ArchiveLink), origin.Backups.Archive);
            return new(platform, folder, socket, await RecoveredPostgres.Start(new ServerOptions(folder) { Log = FreshLog(platform) }, socket, origin.Moment, cancel));
        }
        catch
        {
            RemoveLeft(folder);
            RemoveLeft(socket);
            throw;
        }
    }

    /// <summary>Reads one database out of it and into a new one of the server that runs.</summary>
    public async Task Read(string database, string into, CancellationToken cancel)
    {
        var (log, data, dump) = (platform.Folder.Log("restore"), Path.Combine(platform.ServerFolder, "data"), Path.Combine(folder, $"{database}.dump"));
        await PostgresPrograms.Run(PostgresPrograms.Path("pg_dump", Path.Combine(folder, "data")),
            ["--format=custom", "--compress=1", $"--file={dump}", "--no-password"], $"{server.ConnectionString};Database={database}", log, cancel);
        await PostgresPrograms.Run(PostgresPrograms.Path("pg_restore", data),
            ["--exit-on-error", "--no-owner", "--no-privileges", "--no-password", "--jobs=2", $"--dbname={into}", dump], platform.Server, log, cancel);
        File.Delete(dump);
    }

    public async ValueTask DisposeAsync()
    {
        await server.Stop();
        RemoveLeft(folder);
        RemoveLeft(socket);
    }

    static string FreshLog(RunningPlatform platform)
    {
        var log = platform.Folder.Log("recovery");
        File.Delete(log);
        return log;
    }

    static void RemoveLeft(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}

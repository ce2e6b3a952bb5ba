using ManifestRunner.Processes;
using ManifestRunner.Running;
using ManifestRunner.Servers;
using Npgsql;

namespace ManifestRunner.Backups;

/// <summary>The archive of the write-ahead log of the PostgreSQL that runs: begun by the first backup, brought up to date when needed.</summary>
static class Archiving
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    /// <summary>Where the backups of the server that runs are kept; with the first one the archive begins.</summary>
    /// <param name="to">Another folder than <c>.platform/backup</c>; null for that, or where it already leads.</param>
    /// <exception cref="Problem">The server was started without an archive, or the folder is not to be had.</exception>
    public static async Task<BackupsOfAServer> Begin(RunningPlatform platform, string? to, NpgsqlConnection server, CancellationToken cancel)
    {
        if (await Scalar<string>("SHOW archive_mode", server, cancel) != "on")
            throw new Problem("This PostgreSQL was started before backups were possible. Start it anew once: ./platform down, ./platform up");
        if (to is not null)
            Lead(platform.Folder, Path.GetFullPath(to));
        var backups = new BackupsOfAServer(Path.Combine(Place(platform.Folder), await Identifier(server, cancel)));
        var user = Installed.User("postgres");
        foreach (var folder in (string[])[backups.Folder, backups.Base, backups.Archive])
            await Installed.Folder(folder, user, cancel);

        var link = new FileInfo(Path.Combine(platform.ServerFolder, PostgresServer.ArchiveLink));
        if (link.LinkTarget == backups.Archive)
            return backups;
        link.Delete(); // leads to where the backups were before
        File.CreateSymbolicLink(link.FullName, backups.Archive);
        return backups;
    }

    /// <summary>The folder of all backups at its real place.</summary>
    /// <exception cref="Problem">It leads to a folder that is not there: a disk that is not mounted.</exception>
    public static string Place(PlatformFolder folder)
    {
        var place = folder.Backups();
        return Directory.Exists(place) ? place : throw new Problem($"The backups are kept in {place}, which is not there. Mount the disk it is on, or bring the folder back.");
    }

    /// <summary>Until the archive holds everything committed before the call.</summary>
    /// <exception cref="Problem">The server cannot write to its archive.</exception>
    public static async Task BringUpToDate(NpgsqlConnection server, CancellationToken cancel)
    {
        // A commit of its own, so that recovery to any moment before it finds where to stop.
        await Scalar<object>("SELECT pg_current_xact_id()::text", server, cancel);
        var last = await Scalar<string>("SELECT pg_walfile_name(pg_switch_wal())", server, cancel);
        var since = TimeProvider.System.GetTimestamp();
        while (!await Scalar<bool>($"SELECT coalesce(last_archived_wal, '') >= '{last}' FROM pg_stat_archiver", server, cancel))
        {
            if (TimeProvider.System.GetElapsedTime(since) > patience)
                throw new Problem($"PostgreSQL could not write {last} to its archive within {patience.TotalSeconds:0} s; it keeps its log and tries again. See ./platform logs postgres");
            await Task.Delay(100, cancel);
        }
    }

    public static async Task<string> Identifier(NpgsqlConnection server, CancellationToken cancel) =>
        await Scalar<string>("SELECT system_identifier::text FROM pg_control_system()", server, cancel);

    public static async Task<T> Scalar<T>(string sql, NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var ask = new NpgsqlCommand(sql, connection);
        return (T)(await ask.ExecuteScalarAsync(cancel))!;
    }

    static void Lead(PlatformFolder folder, string to)
    {
        var here = new DirectoryInfo(folder.In("backup"));
        if (here.Exists || here.LinkTarget is not null)
        {
            if (folder.Backups() != (Directory.Exists(to) ? new DirectoryInfo(to).ResolveLinkTarget(true)?.FullName : null) && folder.Backups() != to)
                throw new Problem($"The backups are kept in {folder.Backups()}. To keep them elsewhere: ./platform down, move that folder, remove {here.FullName}, ./platform up, ./platform backup --to {to}");
            return;
        }
        Directory.CreateDirectory(to);
        Directory.CreateSymbolicLink(here.FullName, to);
    }
}

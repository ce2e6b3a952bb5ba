using System.Globalization;
using Npgsql;
using Operator.Backups;
using Processes;

namespace Operator.Restoring;

/// <summary>
/// The whole server as it was at a moment, beside the one that runs, for as long as it is read out. It listens on a socket in a folder
/// that only its user and root can enter, and on no port; so it asks for no password, and the old one need not be known.
/// </summary>
sealed class Recovery : IAsyncDisposable
{
    /// <summary>Reading a day of a busy archive takes its time.</summary>
    static readonly TimeSpan recoversWithin = TimeSpan.FromHours(6);

    const int Port = 5432; // names the socket only

    readonly LocalPlatform platform;
    readonly string folder;
    readonly string socket;
    readonly CancellationTokenSource end = new();
    readonly Task<Ended> server;

    Recovery(LocalPlatform platform, string folder, string socket, Repository from)
    {
        (this.platform, this.folder, this.socket) = (platform, folder, socket);
        // Thrown away in the end, so nothing waits for the disk. What pgBackRest wrote into it fetches the archive, by the same settings.
        server = Programs.Run(Programs.OfPostgres("postgres", Data),
            ["-D", Data, "-c", $"port={Port}", "-c", "listen_addresses=", "-c", $"unix_socket_directories={socket}",
             "-c", "hot_standby=off", "-c", "fsync=off", "-c", "log_timezone=UTC"], from.Settings, end.Token);
    }

    string Data => Path.Combine(folder, "data");

    Dictionary<string, string> Connection => new() { ["PGHOST"] = socket, ["PGPORT"] = $"{Port}", ["PGUSER"] = platform.Connection["PGUSER"] };

    /// <summary>Brings the backup back and lets PostgreSQL recover it to the moment.</summary>
    /// <exception cref="Problem">There is no room, or the archive does not reach that far.</exception>
    public static async Task<Recovery> Start(LocalPlatform platform, Origin origin, CancellationToken cancel)
    {
        Programs.Room(platform.ServerFolder, 3 * origin.Backup.Bytes + Backup.LeastFreeBytes); // the copy, what is read out of it, what is read back
        var folder = Path.Combine(platform.ServerFolder, "restore");
        var data = Path.Combine(folder, "data");
        await Programs.Succeed("sh", ["-c", "rm -rf \"$0\" && mkdir -m 0700 \"$0\" \"$1\"", folder, data], null, cancel);
        // Of a short path, whatever TMPDIR says: a socket's is limited to 107 characters.
        var socket = (await Programs.Run("mktemp", ["-d", "/tmp/platform-XXXXXXXX"], null, cancel)).Output.Trim();
        Recovery? recovery = null;
        try
        {
            string[] until = origin.Moment is { } at
                ? ["--type=time", $"--target={at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}+00"]
                : ["--type=immediate"];
            await origin.Backup.In.Run("restore",
                [$"--set={origin.Backup.Name}", $"--pg1-path={data}", $"--repo1-path={origin.Backup.In.Folder}", "--archive-mode=off",
                 "--target-action=promote", .. until], cancel);
            await Programs.Succeed("sh", ["-c", "echo local all all trust >\"$0\"", Path.Combine(data, "pg_hba.conf")], null, cancel);
            recovery = new Recovery(platform, folder, socket, origin.Backup.In);
            await recovery.Recovered(origin, cancel);
            return recovery;
        }
        catch
        {
            if (recovery is not null)
                await recovery.DisposeAsync();
            else
                Remove(folder, socket);
            throw;
        }
    }

    /// <summary>Reads one database out of it and into a new one of the server that runs.</summary>
    public async Task Read(string database, string into, CancellationToken cancel)
    {
        var dump = Path.Combine(folder, $"{database}.dump");
        await Programs.Succeed(Programs.OfPostgres("pg_dump", Data), ["--format=custom", "--compress=1", $"--file={dump}", "--no-password", database], Connection, cancel);
        await Programs.Succeed(Programs.OfPostgres("pg_restore", platform.Data),
            ["--exit-on-error", "--no-owner", "--no-privileges", "--no-password", "--jobs=2", $"--dbname={into}", dump], platform.Connection, cancel);
        File.Delete(dump);
    }

    public async ValueTask DisposeAsync()
    {
        // In order, or a piece of shared memory would stay behind.
        if (!server.IsCompleted)
            await Programs.Run(Programs.OfPostgres("pg_ctl", Data), ["stop", "-D", Data, "-m", "immediate", "-w"], null, CancellationToken.None);
        await end.CancelAsync();
        await Task.WhenAny(server);
        end.Dispose();
        Remove(folder, socket);
    }

    async Task Recovered(Origin origin, CancellationToken cancel)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await Answers(cancel))
        {
            if (server.IsCompleted)
                throw Failed(await server, origin);
            if (TimeProvider.System.GetElapsedTime(since) > recoversWithin)
                throw new Problem($"PostgreSQL did not recover to {origin} within {recoversWithin.TotalHours} hours.");
            await Task.WhenAny(server, Task.Delay(100, cancel));
            cancel.ThrowIfCancellationRequested();
        }
    }

    async Task<bool> Answers(CancellationToken cancel)
    {
        try
        {
            var connect = new NpgsqlConnectionStringBuilder { Host = socket, Port = Port, Username = Connection["PGUSER"], Database = "postgres", Pooling = false, Timeout = 2 };
            await using var connection = new NpgsqlConnection(connect.ConnectionString);
            await connection.OpenAsync(cancel);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    static Problem Failed(Ended recovery, Origin origin)
    {
        const string mark = "last completed transaction was at log time ";
        var log = recovery.Errors.Split('\n');
        if (!log.Any(line => line.Contains("recovery ended before configured recovery target was reached", StringComparison.Ordinal)))
            return new Problem($"PostgreSQL could not recover to {origin}: {recovery.LastWords}");
        var last = log.LastOrDefault(line => line.Contains(mark, StringComparison.Ordinal));
        var tells = last is null ? "" : $"; the last change in it is of {last[(last.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..].Trim()}";
        return new Problem($"The archive ends before {origin}{tells}. Name an earlier moment.");
    }

    static void Remove(params ReadOnlySpan<string> folders)
    {
        foreach (var folder in folders)
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
    }
}

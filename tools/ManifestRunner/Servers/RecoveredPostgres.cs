using System.Globalization;
using ManifestRunner.Processes;
using Npgsql;

namespace ManifestRunner.Servers;

/// <summary>
/// A PostgreSQL on a copy of a base backup, brought to a moment by the archive and then open for reading out. It listens on a socket
/// in a folder that only its user and root can enter, and on no port; so it asks for no password, and the old one need not be known.
/// </summary>
sealed class RecoveredPostgres : Server
{
    readonly DateTimeOffset? moment;
    readonly string socket;

    RecoveredPostgres(ServerOptions options, string socket, DateTimeOffset? moment) : base(options) => (this.socket, this.moment) = (socket, moment);

    public override string ConnectionString => new NpgsqlConnectionStringBuilder { Host = socket, Port = Port, Username = Options.User ?? "postgres", Pooling = false }.ConnectionString;

    /// <summary>Reading a day of a busy archive takes its time.</summary>
    protected override TimeSpan StartsWithin => TimeSpan.FromHours(6);

    string Data => Path.Combine(Options.Directory, "data");

    /// <param name="options">Its folder holds a copy of the base backup as <c>data</c>, and the link <see cref="PostgresServer.ArchiveLink"/> to the archive.</param>
    /// <param name="socket">Folder it listens in, its user's own.</param>
    /// <param name="moment">Null for the end of the base backup itself.</param>
    /// <exception cref="Problem">The archive does not reach that far, or recovery fails.</exception>
    public static async Task<RecoveredPostgres> Start(ServerOptions options, string socket, DateTimeOffset? moment, CancellationToken cancel)
    {
        var server = new RecoveredPostgres(options, socket, moment);
        try
        {
            await server.Launch(cancel);
            return server;
        }
        catch (Problem) when (File.Exists(options.Log) && File.ReadLines(options.Log).Any(line => line.Contains("recovery ended before configured recovery target was reached", StringComparison.Ordinal)))
        {
            const string mark = "last completed transaction was at log time ";
            var last = File.ReadLines(options.Log).LastOrDefault(line => line.Contains(mark, StringComparison.Ordinal));
            throw new Problem($"The archive ends before {moment:u}{(last is null ? "" : $"; the last change in it is of {last[(last.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..].Trim()}")}. Name an earlier moment.");
        }
    }

    protected override async Task<Command> Prepare(CancellationToken cancel)
    {
        var user = Installed.User("postgres");
        var access = Path.Combine(Options.Directory, "hba.conf");
        await Installed.Settings(access, "local all all trust\n", user, cancel);
        await Installed.Settings(Path.Combine(Data, "recovery.signal"), "", user, cancel);
        string[] until = moment is { } at
            ? ["-c", $"recovery_target_time={at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}+00"]
            : ["-c", "recovery_target=immediate"];
        return new Command(PostgresPrograms.Path("postgres", Data),
            ["-D", Data, "-p", $"{Port}", "-c", "listen_addresses=", "-c", $"unix_socket_directories={socket}", "-c", $"hba_file={access}",
             "-c", "archive_mode=off", "-c", "hot_standby=off", "-c", "fsync=off", "-c", "log_timezone=UTC", "-c", "recovery_target_action=promote",
             "-c", $"restore_command=test -e ../{PostgresServer.ArchiveLink}/%f.gz && gzip -dc ../{PostgresServer.ArchiveLink}/%f.gz >%p", .. until], Options.Log)
        {
            User = user,
            StopsOn = Signal.Quit, // "immediate": it is thrown away
            Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C.UTF-8" },
        };
    }

    protected override async Task<bool> Answers(CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString + ";Database=postgres;Timeout=2");
            await connection.OpenAsync(cancel);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}

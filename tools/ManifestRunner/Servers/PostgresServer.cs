using ManifestRunner.Processes;
using Npgsql;

namespace ManifestRunner.Servers;

/// <summary>The distribution's PostgreSQL; its one user is <c>postgres</c> unless told otherwise.</summary>
public sealed class PostgresServer : Server
{
    /// <summary>At most this much of what was recorded is lost with the disk.</summary>
    const int ArchiveTimeoutSeconds = 60;

    /// <summary>Name of the link beside the data that leads to the archive. As long as there is none, nothing is archived.</summary>
    public const string ArchiveLink = "archive";

    /// <summary>
    /// Keeps a segment of the write-ahead log, compressed, since one that is cut after a minute is mostly zeros. Says done only when it is
    /// on disk; never replaces one that is there (PostgreSQL manual, 26.3.1). Runs in the data folder. A link that leads nowhere is a
    /// failure: the server then keeps its log and tries again.
    /// </summary>
    const string ArchiveCommand =
        $"to=../{ArchiveLink}/%f; test ! -L ../{ArchiveLink} || if test -e $to.gz; then gzip -dc $to.gz | cmp -s - %p; " +
        $"else gzip -1c %p >$to.part && sync $to.part && mv $to.part $to.gz && sync ../{ArchiveLink}; fi";

    PostgresServer(ServerOptions options) : base(options)
    {
    }

    public override string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = Superuser,
        Password = Options.Password,
    }.ConnectionString;

    string Superuser => Options.User ?? "postgres";

    string Data => Path.Combine(Options.Directory, "data");

    /// <exception cref="Problem">PostgreSQL is not installed, is of another version than the data, or does not start.</exception>
    public static async Task<PostgresServer> Start(ServerOptions options, CancellationToken cancel = default)
    {
        var server = new PostgresServer(options);
        await server.Launch(cancel);
        return server;
    }

    protected override async Task<Command> Prepare(CancellationToken cancel)
    {
        var user = Installed.User("postgres");
        await Installed.Folder(Options.Directory, user, cancel);
        if (!File.Exists(Path.Combine(Data, "PG_VERSION")))
            await Initialise(user, cancel);

        string[] archive = Options.Durable ? ["-c", "archive_mode=on", "-c", $"archive_timeout={ArchiveTimeoutSeconds}", "-c", $"archive_command={ArchiveCommand}"] : [];
        string[] speed = Options.Durable ? [] : ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"];
        return new Command(PostgresPrograms.Path("postgres", Data),
            ["-D", Data, "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=500", .. archive, .. speed], Log)
        {
            User = user,
            StopsOn = Signal.Interrupt, // "fast": ends sessions, keeps every commit (PostgreSQL manual, 19.5)
        };
    }

    protected override async Task<bool> Answers(CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString + ";Database=postgres;Pooling=false;Timeout=2");
            await connection.OpenAsync(cancel);
            return true;
        }
        catch (PostgresException wrong) when (wrong.SqlState is PostgresErrorCodes.InvalidPassword)
        {
            throw new Problem($"The data in {Data} were made with another password. Give it back, or remove the folder to start empty.", wrong);
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    async Task Initialise(string? user, CancellationToken cancel)
    {
        var password = Path.Combine(Options.Directory, "password");
        string[] become = user is null ? [] : ["--reuid", user, "--regid", user, "--init-groups"];
        try
        {
            await Installed.Settings(password, Options.Password, user, cancel);
            string[] sync = Options.Durable ? [] : ["--no-sync"];
            await Installed.Run("setpriv",
                [.. become, "--pdeathsig", "keep", PostgresPrograms.Path("initdb", Data), "-D", Data, "-U", Superuser, "-A", "scram-sha-256", $"--pwfile={password}", "--encoding=UTF8", "--locale=C.UTF-8", .. sync], cancel);
        }
        finally
        {
            File.Delete(password);
        }
    }
}

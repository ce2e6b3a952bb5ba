using System.Globalization;
using ManifestRunner.Processes;
using Npgsql;

namespace ManifestRunner.Servers;

/// <summary>The distribution's PostgreSQL; its one user is <c>postgres</c> unless told otherwise.</summary>
public sealed class PostgresServer : Server
{
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

        string[] speed = Options.Durable ? [] : ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"];
        return new Command(Binary("postgres"),
            ["-D", Data, "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=500", .. speed], Log)
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
                [.. become, "--pdeathsig", "keep", Binary("initdb"), "-D", Data, "-U", Superuser, "-A", "scram-sha-256", $"--pwfile={password}", "--encoding=UTF8", "--locale=C.UTF-8", .. sync], cancel);
        }
        finally
        {
            File.Delete(password);
        }
    }

    /// <summary>Debian keeps each major version in a folder of its own; data open only with the version that made them.</summary>
    string Binary(string name)
    {
        var versionFile = Path.Combine(Data, "PG_VERSION");
        if (File.Exists(versionFile) && $"/usr/lib/postgresql/{File.ReadAllText(versionFile).Trim()}/bin/{name}" is var same && File.Exists(same))
            return same;

        const string versions = "/usr/lib/postgresql";
        var newest = Directory.Exists(versions)
            ? Directory.GetDirectories(versions).OrderByDescending(folder => double.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
            : Enumerable.Empty<string>();
        return Installed.Program("PostgreSQL", [.. newest.Select(folder => Path.Combine(folder, "bin", name)), name]);
    }
}

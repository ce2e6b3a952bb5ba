using System.Text.Json;
using AppHost.Servers;
using Npgsql;
using Operator.Backups;
using Operator.Restoring;
using Processes;
using Servers;

namespace Operator.Tests.World;

/// <summary>A PostgreSQL in a folder as the AppHost keeps it, started with the AppHost's settings of the archive, and what its operator is answered.</summary>
sealed class ArchivedPostgres : IAsyncDisposable
{
    const string Password = "only for a test";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("platform-operator-");
    readonly CancellationTokenSource end = new();
    Task<Ended> server = Task.FromResult(new Ended(0, "", ""));

    ArchivedPostgres(IReadOnlyList<string> services)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101); // PostgreSQL's user has to get through
        Port = FreePort.Next();
        Write("secrets.json", new Dictionary<string, string> { ["postgres-password"] = Password });
        Write("ports.json", new { postgres = Port });
        var resources = new Dictionary<string, object>();
        foreach (var service in services)
        {
            resources[service] = new { env = new Dictionary<string, string> { [$"ConnectionStrings__{DatabaseOf(service)}"] = "" } };
            resources[DatabaseOf(service)] = new { connectionString = $"{{postgres.connectionString}};Database={DatabaseOf(service)}" };
        }
        Write("manifest.json", new { resources });
    }

    public int Port { get; }

    public string Folder => folder.FullName;

    public string Data => Path.Combine(Folder, "data/postgres/data");

    /// <summary>The folder that pgBackRest writes to, of this server alone.</summary>
    public string Repository => Directory.GetDirectories(Path.Combine(Folder, "backup")).Single();

    static string Binaries => Path.Combine(Directory.GetDirectories("/usr/lib/postgresql").Max()!, "bin");

    /// <param name="services">Each gets an empty database.</param>
    public static async Task<ArchivedPostgres> Start(params IReadOnlyList<string> services)
    {
        var postgres = new ArchivedPostgres(services);
        await postgres.Initialise();
        string[] settings = [.. Archiving.Settings, $"port={postgres.Port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", "fsync=off"];
        postgres.server = Programs.Run($"{Binaries}/postgres", ["-D", postgres.Data, .. settings.SelectMany(setting => new[] { "-c", setting })], null, postgres.end.Token);
        await Eventually.True("PostgreSQL answers", async () =>
        {
            try
            {
                await postgres.Scalar<int>("postgres", "SELECT 1");
                return true;
            }
            catch (NpgsqlException) when (!postgres.server.IsCompleted)
            {
                return false;
            }
        });
        foreach (var service in services)
            await postgres.Run("postgres", $"CREATE DATABASE \"{DatabaseOf(service)}\"");
        return postgres;
    }

    public static string DatabaseOf(string service) => $"{service.Replace("-", "", StringComparison.Ordinal)}db";

    /// <param name="database">Name on the server.</param>
    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = Port, Username = "postgres", Password = Password, Database = database, Pooling = false }.ConnectionString;

    public async Task<T> Scalar<T>(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString(database));
        return await source.Scalar<T>(sql, CancellationToken.None);
    }

    public async Task Run(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString(database));
        await source.Run(sql, CancellationToken.None);
    }

    /// <summary>A moment by the database's clock, after everything that was acknowledged and before what comes; a backup's end is known to the second.</summary>
    public async Task<string> Moment()
    {
        const string now = "to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
        var before = await Scalar<DateTime>("postgres", "SELECT now()");
        await Eventually.True("a second has passed", async () => await Scalar<DateTime>("postgres", "SELECT now()") > before.AddSeconds(1.1));
        var moment = await Scalar<string>("postgres", $"SELECT {now}");
        await Eventually.True("another has", async () => await Scalar<DateTime>("postgres", "SELECT now()") > before.AddSeconds(2.2));
        return moment;
    }

    /// <summary>What <c>./platform backup</c> writes.</summary>
    /// <exception cref="Problem">It refused.</exception>
    public async Task<string> Backup(params IReadOnlyList<string> arguments)
    {
        var said = new StringWriter();
        await Backups.Backup.Run(new Options("backup", [.. Where, .. arguments], Backups.Backup.Values, Backups.Backup.Switches), said, CancellationToken.None);
        return said.ToString();
    }

    /// <summary>What <c>./platform restore</c> writes.</summary>
    /// <param name="processes">Who runs the services; nobody when left out.</param>
    /// <exception cref="Problem">It refused.</exception>
    public async Task<string> Restore(IReadOnlyList<string> arguments, IServiceProcesses? processes = null)
    {
        var said = new StringWriter();
        var options = new Options("restore", [.. Where, .. arguments], Restoring.Restore.Values, Restoring.Restore.Switches);
        await Restoring.Restore.Run(options, processes ?? new NoProcesses(), said, CancellationToken.None);
        return said.ToString();
    }

    /// <summary>Names of the backups that are kept, oldest first.</summary>
    public async Task<string[]> Kept() => [.. (await Backup("--list")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0])];

    public async ValueTask DisposeAsync()
    {
        await Stop();
        end.Dispose();
        folder.Delete(recursive: true);
    }

    public async Task Stop()
    {
        if (!server.IsCompleted)
            await Programs.Run($"{Binaries}/pg_ctl", ["stop", "-D", Data, "-m", "immediate", "-w"], null, CancellationToken.None);
        await end.CancelAsync();
        await Task.WhenAny(server);
    }

    string[] Where => ["--folder", Folder, "--manifest", Path.Combine(Folder, "manifest.json")];

    async Task Initialise()
    {
        string[] owner = Environment.IsPrivilegedProcess ? ["-o", "postgres", "-g", "postgres"] : [];
        var around = Path.GetDirectoryName(Data)!;
        Directory.CreateDirectory(Path.GetDirectoryName(around)!);
        using var install = System.Diagnostics.Process.Start("install", ["-d", "-m", "0700", .. owner, around]);
        await install.WaitForExitAsync();
        const string initialise = """printf %s "$2" >"$3" && "$0" -D "$1" -U postgres -A scram-sha-256 --pwfile="$3" --encoding=UTF8 --locale=C.UTF-8 --no-sync && rm "$3" """;
        var ended = await Programs.Run("sh", ["-c", initialise, $"{Binaries}/initdb", Data, Password, Path.Combine(around, "password")], null, CancellationToken.None);
        ended.Code.ShouldBe(0, ended.LastWords);
    }

    void Write(string name, object content) => File.WriteAllText(Path.Combine(Folder, name), JsonSerializer.Serialize(content));

    sealed class NoProcesses : IServiceProcesses
    {
        public Task Stop(string service) => Task.CompletedTask;

        public Task Start(string service) => Task.CompletedTask;
    }
}

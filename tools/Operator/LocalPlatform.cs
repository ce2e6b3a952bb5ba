using System.Net.Sockets;
using System.Text.Json;
using Npgsql;
using Processes;

namespace Operator;

/// <summary>One service's database on the local PostgreSQL.</summary>
/// <param name="Service">Whose it is: <c>treaties</c>.</param>
/// <param name="Name">On the server: <c>treatiesdb</c>.</param>
sealed record OwnDatabase(string Service, string Name);

/// <summary>The platform that the AppHost runs on this machine, as its operator reaches into it.</summary>
sealed class LocalPlatform
{
    public const string DefaultFolder = ".platform", DefaultManifest = "aspire-manifest.json";

    const string Superuser = "postgres";

    LocalPlatform(string folder, string data, int port, string password, IReadOnlyList<OwnDatabase> databases) =>
        (Folder, Data, Port, Password, Databases) = (folder, data, port, password, databases);

    /// <summary>All that is kept: <c>.platform</c>.</summary>
    public string Folder { get; }

    /// <summary>PostgreSQL's data folder, at its real place.</summary>
    public string Data { get; }

    /// <summary>Folder around the data, on the same disk and PostgreSQL's user's own.</summary>
    public string ServerFolder => Path.GetDirectoryName(Data)!;

    public int Port { get; }

    public string Password { get; }

    public IReadOnlyList<OwnDatabase> Databases { get; }

    /// <summary>How PostgreSQL's own programs connect (libpq).</summary>
    public Dictionary<string, string> Connection => new() { ["PGHOST"] = "127.0.0.1", ["PGPORT"] = $"{Port}", ["PGUSER"] = Superuser, ["PGPASSWORD"] = Password };

    /// <exception cref="Problem">It never ran here, or its PostgreSQL is not a local one.</exception>
    public static LocalPlatform Of(Options options)
    {
        var folder = Path.GetFullPath(options.One("folder") ?? DefaultFolder);
        if (!File.Exists(Path.Combine(folder, "ports.json")) || !File.Exists(Path.Combine(folder, "secrets.json")))
            throw new Problem("The platform is not up. Start it with ./platform up");
        var password = Read(Path.Combine(folder, "secrets.json"), secrets => secrets.GetProperty("postgres-password").GetString()!);
        var data = RealPlace(Path.Combine(folder, "data", "postgres", "data"));
        if (!Directory.Exists(data))
            throw new Problem("The databases are in a container or on a server of your own: its own tools back it up and restore it (docs/operations/backup.md).");
        return new(folder, data, Read(Path.Combine(folder, "ports.json"), ports => ports.GetProperty("postgres").GetInt32()), password,
            Read(Path.GetFullPath(options.One("manifest") ?? DefaultManifest), DatabasesOf));
    }

    /// <exception cref="Problem">No such service keeps a database here.</exception>
    public OwnDatabase DatabaseOf(string service) =>
        Databases.FirstOrDefault(database => database.Service == service)
        ?? throw new Problem($"There is no service {service} with a database here. There are: {string.Join(", ", Databases.Select(database => database.Service))}");

    /// <param name="database">Null for the server's own, <c>postgres</c>.</param>
    /// <exception cref="Problem">Nobody listens.</exception>
    public async Task<NpgsqlConnection> Open(string? database, CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Port,
            Username = Superuser,
            Password = Password,
            Database = database ?? "postgres",
            Pooling = false,
            CommandTimeout = 0,
        }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancel);
            return connection;
        }
        catch (NpgsqlException refused)
        {
            await connection.DisposeAsync();
            throw refused.InnerException is SocketException ? new Problem("The platform is not up. Start it with ./platform up", refused) : refused;
        }
    }

    /// <summary>One at a time backs up or restores.</summary>
    /// <exception cref="Problem">Another does.</exception>
    public FileStream Hold()
    {
        try
        {
            return new FileStream(Path.Combine(Folder, "backup.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when (held is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new Problem("A backup or a restore is under way. Wait for it, or stop it, and run this again.", held);
        }
    }

    /// <summary>A path without links, as PostgreSQL itself sees it.</summary>
    public static string RealPlace(string path)
    {
        var place = "/";
        foreach (var part in Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = new DirectoryInfo(Path.Combine(place, part));
            place = next.LinkTarget is null ? next.FullName : RealPlace(Path.Combine(place, next.LinkTarget));
        }
        return place;
    }

    static List<OwnDatabase> DatabasesOf(JsonElement manifest) =>
        [.. from resource in manifest.GetProperty("resources").EnumerateObject()
            where resource.Value.TryGetProperty("env", out _)
            from variable in resource.Value.GetProperty("env").EnumerateObject()
            let database = variable.Name.StartsWith("ConnectionStrings__", StringComparison.Ordinal) ? variable.Name["ConnectionStrings__".Length..] : ""
            where manifest.GetProperty("resources").TryGetProperty(database, out var value) && value.TryGetProperty("connectionString", out var connection)
                && connection.GetString() == $"{{postgres.connectionString}};Database={database}"
            select new OwnDatabase(resource.Name, database)];

    static T Read<T>(string file, Func<JsonElement, T> what)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            return what(document.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new Problem($"{file} is broken: {broken.Message}", broken);
        }
    }
}

using System.Text.RegularExpressions;
using ManifestRunner.Manifests;
using ManifestRunner.Processes;
using Npgsql;

namespace ManifestRunner.Running;

/// <summary>One service's database on our PostgreSQL.</summary>
/// <param name="Service">Whose it is: <c>treaties</c>.</param>
/// <param name="Name">On the server: <c>treatiesdb</c>.</param>
sealed record OwnDatabase(string Service, string Name);

/// <summary>The platform that another process keeps running, as the other verbs reach into it.</summary>
sealed class RunningPlatform : ISupplied
{
    readonly Inputs inputs;
    readonly State state;
    readonly Container postgres;

    RunningPlatform(PlatformFolder folder, Manifest manifest, State state, Container postgres)
    {
        (inputs, this.state, this.postgres, Folder) = (new Inputs(folder), state, postgres, folder);
        var expressions = new Expressions(manifest, this);
        Server = expressions.Resolve(postgres.ConnectionString!) ?? throw new Problem($"The manifest's {postgres.Name} has no connection string.");
        Databases = [.. manifest.Resources.OfType<Value>()
            .Where(value => value.ConnectionString?.StartsWith($"{{{postgres.Name}.connectionString}}", StringComparison.Ordinal) is true && state.Resources.Any(one => one.Name == value.Name && one.Status != "given"))
            .SelectMany(value => manifest.Projects.Where(project => project.Environment.ContainsKey($"ConnectionStrings__{value.Name}"))
                .Select(project => new OwnDatabase(project.Name, new NpgsqlConnectionStringBuilder(expressions.Resolve(value.ConnectionString!)).Database!)))];
    }

    public PlatformFolder Folder { get; }

    /// <summary>Connection string of the server, no database named.</summary>
    public string Server { get; }

    /// <summary>Folder of the server: its data, and beside them the link to the archive.</summary>
    public string ServerFolder => Folder.Data(postgres.Name);

    public IReadOnlyList<OwnDatabase> Databases { get; }

    /// <exception cref="Problem">It is not up, or its PostgreSQL is not ours.</exception>
    public static RunningPlatform Of(PlatformFolder folder, string manifestPath)
    {
        var state = State.Of(folder) is { Phase: "up" } up ? up : throw new Problem("The platform is not up. Start it with ./platform up");
        var manifest = Manifest.Read(manifestPath);
        var postgres = manifest.Containers.FirstOrDefault(container => state.Resources.Any(one => one is { Kind: "server", Status: not "given" } && one.Name == container.Name) && Product.Of(container).HoldsDatabases)
            ?? throw new Problem("The databases are on a server of your own: its own tools back it up and restore it (docs/operations/backup.md).");
        return new(folder, manifest, state, postgres);
    }

    /// <exception cref="Problem">No such service keeps a database here.</exception>
    public OwnDatabase DatabaseOf(string service) =>
        Databases.FirstOrDefault(database => database.Service == service)
        ?? throw new Problem($"There is no service {service} with a database here. There are: {string.Join(", ", Databases.Select(database => database.Service))}");

    /// <summary>The processes of a service: <c>treaties</c>, <c>treaties-2</c> …</summary>
    public IReadOnlyList<ResourceState> ReplicasOf(string service) =>
        [.. state.Resources.Where(one => one.Kind == "service" && Regex.IsMatch(one.Name, $"^{Regex.Escape(service)}(-[0-9]+)?$"))];

    /// <param name="database">Null for the server's own, <c>postgres</c>.</param>
    public async Task<NpgsqlConnection> Open(string? database, CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Database = database ?? "postgres", Pooling = false, CommandTimeout = 0 }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    string? ISupplied.Given(Resource resource) => null;

    string? ISupplied.Input(Parameter parameter) => inputs.Of(parameter);

    Address? ISupplied.AddressOf(Listener listener, string binding) =>
        state.Resources.FirstOrDefault(one => one.Name == listener.Name)?.Url is { } url && new Uri(url) is var at ? new(at.Scheme, at.Host, at.Port) : null;
}

using System.Diagnostics;
using System.Globalization;
using Processes;
using Npgsql;

namespace AppHost.Servers;

/// <summary>One of the distribution's servers, run by a script of <c>Servers/local</c> on loopback, with its data in the platform's folder.</summary>
/// <param name="connection">How clients reach it.</param>
sealed class LocalServer(string name, string script, string folder, ReferenceExpression connection) : ExecutableResource(name, script, folder), IResourceWithConnectionString
{
    /// <inheritdoc/>
    public ReferenceExpression ConnectionStringExpression { get; } = connection;

    /// <summary>Adds the server of a script.</summary>
    /// <param name="script">File name in <c>Servers/local</c> without its ending.</param>
    /// <param name="connection">Of the port and the password.</param>
    /// <exception cref="Problem">The server is not installed; carries the command that installs it.</exception>
    public static IResourceBuilder<LocalServer> Add(IDistributedApplicationBuilder builder, string name, string script, Func<int, ParameterResource, ReferenceExpression> connection)
    {
        var path = Path.Combine(builder.AppHostDirectory, "Servers", "local", $"{script}.sh");
        Check(path);
        var folder = builder.Folder();
        var (data, port) = (folder.Data(name), folder.Port(name));
        var password = ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password", special: false);
        return builder.AddResource(new LocalServer(name, path, folder.Path, connection(port, password)))
            .WithEndpoint(port: port, targetPort: port, scheme: "tcp", name: "tcp", isProxied: false)
            .WithEnvironment("FOLDER", data).WithEnvironment("PORT", port.ToString(CultureInfo.InvariantCulture))
            .WithEnvironment(context => context.EnvironmentVariables["PASSWORD"] = password)
            .WithEnvironment("DURABLE", builder.Configuration["Durable"] ?? "yes")
            .WithIconName("Server");
    }

    static void Check(string script)
    {
        using var check = Process.Start(new ProcessStartInfo(script, "check") { RedirectStandardError = true }) ?? throw new InvalidOperationException($"{script} did not start.");
        var said = check.StandardError.ReadToEnd();
        check.WaitForExit();
        if (check.ExitCode != 0)
            throw new Problem(said.Trim());
    }
}

/// <summary>A database on a PostgreSQL that is no container: made when it is missing.</summary>
sealed class Database(string name, IResourceWithConnectionString server) : Resource(name), IResourceWithConnectionString, IResourceWithParent
{
    public IResource Parent => server;

    /// <inheritdoc/>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{server};Database={Name}");

    /// <summary>Makes it when it is missing.</summary>
    public async Task Make(CancellationToken cancel)
    {
        var there = new NpgsqlConnectionStringBuilder(await ConnectionStringExpression.GetValueAsync(cancel)) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(there.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var look = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = Name } } };
        if (await look.ExecuteScalarAsync(cancel) is not null)
            return;
        await using var make = new NpgsqlCommand($"create database \"{Name}\"", connection);
        await make.ExecuteNonQueryAsync(cancel);
    }
}

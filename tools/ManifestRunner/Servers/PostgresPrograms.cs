using System.Globalization;
using ManifestRunner.Processes;
using Npgsql;

namespace ManifestRunner.Servers;

/// <summary>The distribution's PostgreSQL programs: server, <c>initdb</c>, <c>pg_basebackup</c>, <c>pg_dump</c> …</summary>
static class PostgresPrograms
{
    static readonly TimeSpan stopsWithin = TimeSpan.FromSeconds(10);

    /// <summary>Debian keeps each major version in a folder of its own; data open only with the version that made them.</summary>
    /// <param name="data">Data folder whose version it has to be; where there is none yet, the newest.</param>
    public static string Path(string name, string data)
    {
        var versionFile = System.IO.Path.Combine(data, "PG_VERSION");
        if (File.Exists(versionFile) && $"/usr/lib/postgresql/{File.ReadAllText(versionFile).Trim()}/bin/{name}" is var same && File.Exists(same))
            return same;

        const string versions = "/usr/lib/postgresql";
        var newest = Directory.Exists(versions)
            ? Directory.GetDirectories(versions).OrderByDescending(folder => double.TryParse(System.IO.Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
            : Enumerable.Empty<string>();
        return Installed.Program("PostgreSQL", [.. newest.Select(folder => System.IO.Path.Combine(folder, "bin", name)), name]);
    }

    /// <summary>Runs a program to its end, as the user the server runs as. It ends when this process does.</summary>
    /// <param name="server">What it connects to; user and password go by environment, where other users do not see them. Null when it needs none.</param>
    /// <param name="log">File that takes what it writes, anew.</param>
    /// <exception cref="Problem">It failed; carries its last words.</exception>
    public static async Task Run(string program, IReadOnlyList<string> arguments, string? server, string log, CancellationToken cancel)
    {
        File.Delete(log);
        var child = await ChildProcess.Start(new Command(program, arguments, log)
        {
            User = Installed.User("postgres"),
            Environment = server is null ? [] : EnvironmentFor(new NpgsqlConnectionStringBuilder(server)),
        });
        try
        {
            await child.Exited.WaitAsync(cancel);
        }
        finally
        {
            await child.Stop(stopsWithin);
        }
        if (child.ExitCode != 0)
            throw new Problem($"{System.IO.Path.GetFileName(program)} failed: {LastLines.Of(log)} (all of it: {log})");
    }

    static Dictionary<string, string?> EnvironmentFor(NpgsqlConnectionStringBuilder server) => new()
    {
        ["PGHOST"] = server.Host,
        ["PGPORT"] = $"{server.Port}",
        ["PGUSER"] = server.Username,
        ["PGPASSWORD"] = server.Password,
        ["PGDATABASE"] = server.Database ?? "postgres",
        ["LC_ALL"] = "C.UTF-8",
    };
}

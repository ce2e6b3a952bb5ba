using ManifestRunner.Manifests;
using ManifestRunner.Processes;
using Npgsql;

namespace ManifestRunner.Running;

/// <summary>The manifest names databases; making them is the runner's part.</summary>
static class Databases
{
    /// <summary>Makes the database of a connection string when it is missing.</summary>
    /// <exception cref="Problem">The server refuses.</exception>
    public static async Task Ensure(Value database, string connectionString, CancellationToken cancel)
    {
        var wanted = new NpgsqlConnectionStringBuilder(connectionString);
        if (wanted.Database is not { Length: > 0 } name)
            throw new Problem($"The connection string of {database.Name} names no database.");
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres", Pooling = false }.ConnectionString);
            await connection.OpenAsync(cancel);
            await using var look = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = name } } };
            if (await look.ExecuteScalarAsync(cancel) is not null)
                return;
            await using var create = new NpgsqlCommand($"create database \"{name.Replace("\"", "\"\"")}\"", connection);
            await create.ExecuteNonQueryAsync(cancel);
        }
        catch (NpgsqlException refused)
        {
            throw new Problem($"The database {name} cannot be made on {wanted.Host}:{wanted.Port}: {refused.Message}", refused);
        }
    }
}

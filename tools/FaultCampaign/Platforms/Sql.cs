using Npgsql;

namespace FaultCampaign.Platforms;

/// <summary>Short questions to a database.</summary>
static class Sql
{
    public static async Task<object?> Value(this NpgsqlDataSource database, string sql, CancellationToken cancel, params object[] parameters)
    {
        await using var command = Command(database, sql, parameters);
        return await command.ExecuteScalarAsync(cancel) is { } value and not DBNull ? value : null;
    }

    public static async Task<long> Number(this NpgsqlDataSource database, string sql, CancellationToken cancel, params object[] parameters) =>
        Convert.ToInt64(await database.Value(sql, cancel, parameters), System.Globalization.CultureInfo.InvariantCulture);

    public static async Task Do(this NpgsqlDataSource database, string sql, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancel);
    }

    public static async Task<List<T>> Rows<T>(this NpgsqlDataSource database, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancel, params object[] parameters)
    {
        await using var command = Command(database, sql, parameters);
        await using var row = await command.ExecuteReaderAsync(cancel);
        var rows = new List<T>();
        while (await row.ReadAsync(cancel))
            rows.Add(read(row));
        return rows;
    }

    static NpgsqlCommand Command(NpgsqlDataSource database, string sql, object[] parameters)
    {
        var command = database.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(new() { Value = parameter });
        return command;
    }
}

using Npgsql;

namespace Operator;

/// <summary>Statements in one line; values are <c>$1</c>, <c>$2</c> …</summary>
static class Sql
{
    public static async Task<T> Scalar<T>(this NpgsqlConnection database, string sql, CancellationToken cancel, params object[] values)
    {
        await using var ask = Command(database, sql, values);
        return (T)(await ask.ExecuteScalarAsync(cancel))!;
    }

    public static async Task<List<T>> Rows<T>(this NpgsqlConnection database, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancel, params object[] values)
    {
        await using var ask = Command(database, sql, values);
        await using var row = await ask.ExecuteReaderAsync(cancel);
        var rows = new List<T>();
        while (await row.ReadAsync(cancel))
            rows.Add(read(row));
        return rows;
    }

    public static async Task Run(this NpgsqlConnection database, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = Command(database, sql, values);
        await command.ExecuteNonQueryAsync(cancel);
    }

    public static Task<bool> Has(this NpgsqlConnection database, string table, CancellationToken cancel) =>
        database.Scalar<bool>("SELECT to_regclass($1) IS NOT NULL", cancel, table);

    static NpgsqlCommand Command(NpgsqlConnection database, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, database);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}

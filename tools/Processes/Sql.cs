using Npgsql;

namespace Processes;

/// <summary>Statements in one line, on a database or on one session of it; values are <c>$1</c>, <c>$2</c> …</summary>
public static class Sql
{
    extension(NpgsqlDataSource database)
    {
        /// <returns>The default where there is no row, or null in it.</returns>
        public Task<T> Scalar<T>(string sql, CancellationToken cancel, params object[] values) => Scalar<T>(database.CreateCommand(sql), cancel, values);

        public Task<List<T>> Rows<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancel, params object[] values) => Rows(database.CreateCommand(sql), read, cancel, values);

        public Task Run(string sql, CancellationToken cancel, params object[] values) => Run(database.CreateCommand(sql), cancel, values);
    }

    extension(NpgsqlConnection session)
    {
        /// <inheritdoc cref="Scalar{T}(NpgsqlDataSource, string, CancellationToken, object[])"/>
        public Task<T> Scalar<T>(string sql, CancellationToken cancel, params object[] values) => Scalar<T>(new NpgsqlCommand(sql, session), cancel, values);

        public Task<List<T>> Rows<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancel, params object[] values) => Rows(new NpgsqlCommand(sql, session), read, cancel, values);

        public Task Run(string sql, CancellationToken cancel, params object[] values) => Run(new NpgsqlCommand(sql, session), cancel, values);

        public Task<bool> Has(string table, CancellationToken cancel) => session.Scalar<bool>("SELECT to_regclass($1) IS NOT NULL", cancel, table);
    }

    static async Task<T> Scalar<T>(NpgsqlCommand command, CancellationToken cancel, object[] values)
    {
        await using var _ = command.With(values);
        return await command.ExecuteScalarAsync(cancel) is { } value and not DBNull ? (T)value : default!;
    }

    static async Task<List<T>> Rows<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancel, object[] values)
    {
        await using var _ = command.With(values);
        await using var row = await command.ExecuteReaderAsync(cancel);
        var rows = new List<T>();
        while (await row.ReadAsync(cancel))
            rows.Add(read(row));
        return rows;
    }

    static async Task Run(NpgsqlCommand command, CancellationToken cancel, object[] values)
    {
        await using var _ = command.With(values);
        await command.ExecuteNonQueryAsync(cancel);
    }

    static NpgsqlCommand With(this NpgsqlCommand command, object[] values)
    {
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}

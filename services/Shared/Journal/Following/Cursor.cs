using Journal.Appending;
using Npgsql;

namespace Journal.Following;

/// <summary>How far one source has been applied here.</summary>
sealed record Cursor(long Epoch, long Position, byte[] Chain, int Generation)
{
    public static readonly Cursor Start = new(0, 0, EntryHash.Genesis, 1);

    /// <summary>Reads the cursor and holds it until the transaction ends, so that replicas apply one after the other.</summary>
    public static async Task<Cursor> Hold(string source, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancel)
    {
        await using var read = new NpgsqlCommand(
            """
            INSERT INTO cursor (source, epoch, position, chain) VALUES (@source, 0, 0, @chain) ON CONFLICT (source) DO NOTHING;
            SELECT epoch, position, chain, generation FROM cursor WHERE source = @source FOR UPDATE
            """, connection, transaction)
        {
            Parameters = { new("source", source), new("chain", EntryHash.Genesis) },
        };
        await using var row = await read.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new(row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2), row.GetInt32(3));
    }

    /// <summary>Reads the cursor without holding it.</summary>
    public static async Task<Cursor> Read(string source, NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var read = database.CreateCommand("SELECT epoch, position, chain, generation FROM cursor WHERE source = $1");
        read.Parameters.Add(new() { Value = source });
        await using var row = await read.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new(row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2), row.GetInt32(3)) : Start;
    }

    public async Task Move(string source, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancel)
    {
        await using var move = new NpgsqlCommand("UPDATE cursor SET epoch = $2, position = $3, chain = $4, generation = $5 WHERE source = $1", connection, transaction)
        {
            Parameters = { new() { Value = source }, new() { Value = Epoch }, new() { Value = Position }, new() { Value = Chain }, new() { Value = Generation } },
        };
        await move.ExecuteNonQueryAsync(cancel);
    }
}

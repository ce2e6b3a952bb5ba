using Journal.Appending;
using Npgsql;

namespace Journal.Following;

/// <summary>How far one source has been applied here.</summary>
sealed record Cursor(long Epoch, long Position, byte[] Chain, int Generation)
{
    public static readonly Cursor Start = new(0, 0, EntryHash.Genesis, 1);

    /// <summary>Reads the cursor and holds it until the transaction ends, so that replicas apply one after the other; and what is parked of the source.</summary>
    /// <remarks>
    /// The transaction is told not to wait for the disk: what a crash takes back of it, cursor included, the source's journal gives again
    /// (docs/decisions/0017). What follows from it durably, a position or a person's change, waits for all that was committed before.
    /// </remarks>
    public static async Task<(Cursor Cursor, Parking.Blocks Blocks)> Hold(string source, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancel)
    {
        // Each statement reads by a snapshot of its own, the later ones by one taken after the cursor was granted; one round trip for all.
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new("INSERT INTO cursor (source, epoch, position, chain) VALUES ($1, 0, 0, $2) ON CONFLICT (source) DO NOTHING") { Parameters = { new() { Value = source }, new() { Value = EntryHash.Genesis } } },
                new("SELECT epoch, position, chain, generation, set_config('synchronous_commit', 'off', true) FROM cursor WHERE source = $1 FOR UPDATE") { Parameters = { new() { Value = source } } },
                Parking.Select(source),
            },
        };
        await using var row = await batch.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        var cursor = new Cursor(row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2), row.GetInt32(3));
        await row.NextResultAsync(cancel);
        return (cursor, await Parking.Read(row, cancel));
    }

    /// <summary>Reads the cursor without holding it.</summary>
    public static async Task<Cursor> Read(string source, NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var read = database.CreateCommand("SELECT epoch, position, chain, generation FROM cursor WHERE source = $1");
        read.Parameters.Add(new() { Value = source });
        await using var row = await read.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new(row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2), row.GetInt32(3)) : Start;
    }

    /// <summary>Moves the stored cursor here.</summary>
    public NpgsqlBatchCommand Move(string source) => new("UPDATE cursor SET epoch = $2, position = $3, chain = $4, generation = $5 WHERE source = $1")
    {
        Parameters = { new() { Value = source }, new() { Value = Epoch }, new() { Value = Position }, new() { Value = Chain }, new() { Value = Generation } },
    };
}

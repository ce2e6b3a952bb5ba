using Npgsql;

namespace ManifestRunner.Backups;

/// <summary>What a database's journal says of itself.</summary>
/// <param name="Position">Of the last entry that has one.</param>
/// <param name="Published">Position of the last published entry.</param>
/// <param name="Chain">In hexadecimal.</param>
sealed record OneJournal(long Epoch, long Position, long Published, string Chain)
{
    /// <returns>Null when the database holds no journal.</returns>
    public static async Task<OneJournal?> Read(NpgsqlConnection database, CancellationToken cancel)
    {
        if (!await Has("journal_head", database, cancel))
            return null;
        await using var read = new NpgsqlCommand("SELECT epoch, position, previous_published, encode(chain, 'hex') FROM journal_head", database);
        await using var row = await read.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3)) : null;
    }

    /// <summary>Whether an entry of this position and chain value, and so everything before it, stands in it.</summary>
    public static async Task<bool> Holds(long position, string chain, NpgsqlConnection database, CancellationToken cancel)
    {
        await using var look = new NpgsqlCommand("SELECT $1 = 0 OR EXISTS (SELECT 1 FROM journal WHERE position = $1 AND chain = decode($2, 'hex'))", database)
        {
            Parameters = { new() { Value = position }, new() { Value = chain } },
        };
        return (bool)(await look.ExecuteScalarAsync(cancel))!;
    }

    public static async Task<bool> Has(string table, NpgsqlConnection database, CancellationToken cancel) =>
        await Archiving.Scalar<bool>($"SELECT to_regclass('{table}') IS NOT NULL", database, cancel);
}

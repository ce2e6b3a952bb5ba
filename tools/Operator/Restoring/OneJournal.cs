using Npgsql;
using Processes;

namespace Operator.Restoring;

/// <summary>What a database's journal says of itself.</summary>
/// <param name="Position">Of the last entry that has one.</param>
/// <param name="Published">Position of the last published entry.</param>
/// <param name="Chain">In hexadecimal.</param>
sealed record OneJournal(long Epoch, long Position, long Published, string Chain)
{
    /// <returns>Null when the database holds no journal.</returns>
    public static async Task<OneJournal?> Read(NpgsqlConnection database, CancellationToken cancel) =>
        await database.Has("journal_head", cancel)
            ? (await database.Rows("SELECT epoch, position, previous_published, encode(chain, 'hex') FROM journal_head",
                row => new OneJournal(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3)), cancel)).SingleOrDefault()
            : null;

    /// <summary>Whether an entry of this position and chain value, and so everything before it, stands in it.</summary>
    public static Task<bool> Holds(long position, string chain, NpgsqlConnection database, CancellationToken cancel) =>
        database.Scalar<bool>("SELECT $1 = 0 OR EXISTS (SELECT 1 FROM journal WHERE position = $1 AND chain = decode($2, 'hex'))", cancel, position, chain);
}

using Npgsql;

namespace Journal.Storage;

/// <summary>Names one state of a service's database: whatever changes there appends to the journal in the same transaction, so who sees as many entries under the same epoch sees the same state.</summary>
/// <remarks>Read at the same small cost however long the journal is. Copies of foreign facts change without entries of the service's own: they are not named by it.</remarks>
/// <param name="Epoch">A database made anew or restored never passes for what it was.</param>
/// <param name="Entries">Committed, with a position or still without.</param>
public readonly record struct JournalStanding(long Epoch, long Entries)
{
    /// <summary>Gives both, as <c>epoch</c> and <c>entries</c>. Part of a larger statement it is of that statement's moment.</summary>
    public const string Sql = "SELECT epoch, position + (SELECT count(*) FROM journal WHERE position IS NULL) AS entries FROM journal_head";

    /// <summary>As it is now.</summary>
    public static async Task<JournalStanding> Read(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var read = database.CreateCommand(Sql);
        await using var row = await read.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new(row.GetInt64(0), row.GetInt64(1));
    }
}

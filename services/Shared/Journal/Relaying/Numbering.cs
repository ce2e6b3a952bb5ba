using Journal.Appending;
using Npgsql;
using NpgsqlTypes;

namespace Journal.Relaying;

/// <summary>Gives committed entries their position: the gapless order of this source, decided once and for all.</summary>
/// <remarks>
/// Runs on the leader's own session only. The update of <c>journal_head</c> names the head it starts from, so that a
/// process that believes itself leader and is not cannot number anything.
/// </remarks>
static class Numbering
{
    /// <summary>Numbers the entries that wait, at most <paramref name="most"/> of them.</summary>
    /// <returns>How many were numbered.</returns>
    public static async Task<int> Number(NpgsqlConnection session, int most, CancellationToken cancel)
    {
        await using var transaction = await session.BeginTransactionAsync(cancel);
        var waiting = await Waiting(session, transaction, most, cancel);
        if (waiting.Count == 0)
            return 0;

        var (start, chain, published) = await Head(session, transaction, cancel);
        var (positions, previous, chains) = (new long[waiting.Count], new long[waiting.Count], new byte[waiting.Count][]);
        for (var i = 0; i < waiting.Count; i++)
        {
            (positions[i], previous[i]) = (start + i + 1, published);
            chains[i] = chain = EntryHash.Chain(chain, waiting[i].Hash);
            if (waiting[i].Published)
                published = positions[i];
        }

        await using var number = new NpgsqlCommand(
            """
            UPDATE journal SET position = given.position, previous = given.previous, chain = given.chain
            FROM unnest($1, $2, $3, $4) AS given (sequence, position, previous, chain)
            WHERE journal.sequence = given.sequence
            """, session, transaction)
        {
            Parameters =
            {
                new() { Value = waiting.Select(entry => entry.Sequence).ToArray() },
                new() { Value = positions },
                new() { Value = previous },
                new() { Value = chains, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
            },
        };
        await number.ExecuteNonQueryAsync(cancel);

        await using var move = new NpgsqlCommand("UPDATE journal_head SET position = $1, chain = $2, previous_published = $3 WHERE position = $4", session, transaction)
        {
            Parameters = { new() { Value = positions[^1] }, new() { Value = chain }, new() { Value = published }, new() { Value = start } },
        };
        if (await move.ExecuteNonQueryAsync(cancel) != 1)
            throw new InvalidOperationException("Another process numbers this journal.");

        await transaction.CommitAsync(cancel);
        JournalTelemetry.Numbered.Add(waiting.Count);
        return waiting.Count;
    }

    static async Task<List<(long Sequence, byte[] Hash, bool Published)>> Waiting(NpgsqlConnection session, NpgsqlTransaction transaction, int most, CancellationToken cancel)
    {
        await using var read = new NpgsqlCommand("SELECT sequence, hash, published FROM journal WHERE position IS NULL ORDER BY sequence LIMIT $1", session, transaction)
        {
            Parameters = { new() { Value = most } },
        };
        var waiting = new List<(long, byte[], bool)>();
        await using var rows = await read.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            waiting.Add((rows.GetInt64(0), rows.GetFieldValue<byte[]>(1), rows.GetBoolean(2)));
        return waiting;
    }

    static async Task<(long Position, byte[] Chain, long Published)> Head(NpgsqlConnection session, NpgsqlTransaction transaction, CancellationToken cancel)
    {
        await using var read = new NpgsqlCommand("SELECT position, chain, previous_published FROM journal_head FOR UPDATE", session, transaction);
        await using var row = await read.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetInt64(2));
    }
}

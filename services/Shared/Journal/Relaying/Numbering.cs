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
        var (waiting, start, chain, published) = await Look(session, most, cancel);
        if (waiting.Count == 0)
            return 0;

        var before = start;
        var (positions, previous, chains) = (new long[waiting.Count], new long[waiting.Count], new byte[waiting.Count][]);
        for (var i = 0; i < waiting.Count; i++)
        {
            (positions[i], previous[i]) = (++start, published);
            chains[i] = chain = EntryHash.Chain(chain, waiting[i].Hash);
            if (waiting[i].Published)
                published = start;
        }

        // One statement: where the head has moved, no entry is touched.
        await using var number = new NpgsqlCommand(
            """
            WITH moved AS (UPDATE journal_head SET position = $5, chain = $6, previous_published = $7 WHERE position = $8 RETURNING one)
            UPDATE journal SET position = given.position, previous = given.previous, chain = given.chain
            FROM moved, unnest($1, $2, $3, $4) AS given (sequence, position, previous, chain)
            WHERE journal.sequence = given.sequence
            """, session)
        {
            Parameters =
            {
                new() { Value = waiting.Select(entry => entry.Sequence).ToArray() },
                new() { Value = positions },
                new() { Value = previous },
                new() { Value = chains, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
                new() { Value = start },
                new() { Value = chain },
                new() { Value = published },
                new() { Value = before },
            },
        };
        if (await number.ExecuteNonQueryAsync(cancel) != waiting.Count)
            throw new InvalidOperationException("Another process numbers this journal.");
        JournalTelemetry.Numbered.Add(waiting.Count);
        return waiting.Count;
    }

    /// <summary>What waits, and the head it is to follow.</summary>
    static async Task<(List<(long Sequence, byte[] Hash, bool Published)> Waiting, long Position, byte[] Chain, long Published)> Look(NpgsqlConnection session, int most, CancellationToken cancel)
    {
        await using var look = new NpgsqlBatch(session)
        {
            BatchCommands =
            {
                new("SELECT position, chain, previous_published FROM journal_head"),
                new("SELECT sequence, hash, published FROM journal WHERE position IS NULL ORDER BY sequence LIMIT $1") { Parameters = { new() { Value = most } } },
            },
        };
        await using var row = await look.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        var (position, chain, published) = (row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetInt64(2));
        await row.NextResultAsync(cancel);
        var waiting = new List<(long, byte[], bool)>();
        while (await row.ReadAsync(cancel))
            waiting.Add((row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetBoolean(2)));
        return (waiting, position, chain, published);
    }
}

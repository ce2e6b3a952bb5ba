using Contracts;
using Npgsql;

namespace Journal.Relaying;

/// <summary>Reads published entries of this service's journal, in order of position.</summary>
public sealed class JournalReader(NpgsqlDataSource database, JournalOptions options)
{
    internal readonly record struct Head(long Epoch, long Position, long Published, long Sent);

    /// <summary>Of the last entry that has one: for the secretariat alone, since a position that moves tells of entries.</summary>
    public async Task<long> ReadPosition(CancellationToken cancel) => (await ReadHead(cancel)).Position;

    internal async Task<Head> ReadHead(CancellationToken cancel)
    {
        await using var read = database.CreateCommand("SELECT epoch, position, previous_published, sent FROM journal_head");
        await using var row = await read.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
    }

    internal async Task<List<Recorded>> Read(long epoch, long after, int most, CancellationToken cancel)
    {
        await using var read = database.CreateCommand(
            """
            SELECT position, previous, chain, id, stream, version, type, occurred_on, recorded_at, actor, cause, trace, payload
            FROM journal WHERE published AND position > $1 ORDER BY position LIMIT $2
            """);
        read.Parameters.Add(new() { Value = after });
        read.Parameters.Add(new() { Value = most });
        var entries = new List<Recorded>();
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            entries.Add(new Recorded
            {
                Source = options.Source,
                Epoch = epoch,
                Position = row.GetInt64(0),
                Previous = row.GetInt64(1),
                Chain = row.GetFieldValue<byte[]>(2),
                Id = row.GetGuid(3),
                Stream = row.GetString(4),
                Version = row.GetInt32(5),
                Type = row.GetString(6),
                OccurredOn = row.GetFieldValue<DateOnly>(7),
                RecordedAt = row.GetFieldValue<DateTimeOffset>(8),
                Actor = row.GetString(9),
                Cause = row.IsDBNull(10) ? null : row.GetGuid(10),
                Trace = row.IsDBNull(11) ? null : row.GetString(11),
                Payload = row.GetString(12),
            });
        return entries;
    }

    /// <summary>Remembers up to where the broker has confirmed. A leader that was replaced may say less than is already known.</summary>
    internal async Task MarkSent(long position, CancellationToken cancel)
    {
        await using var mark = database.CreateCommand("UPDATE journal_head SET sent = greatest(sent, $1)");
        mark.Parameters.Add(new() { Value = position });
        await mark.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Answers a consumer that asks for what follows its cursor, and tells it when that cursor is of another past.</summary>
    public async Task<JournalPage> Page(ReadJournal asked, CancellationToken cancel)
    {
        var head = await ReadHead(cancel);
        var forked = asked.After > 0 && (asked.Epoch != head.Epoch && !asked.MayAdopt || !await Knows(asked.After, asked.Chain, cancel));
        return new JournalPage
        {
            Source = options.Source,
            Epoch = head.Epoch,
            Forked = forked,
            Head = head.Published,
            Entries = forked ? [] : await Read(head.Epoch, asked.After, Math.Clamp(asked.Limit, 1, 1000), cancel),
        };
    }

    async Task<bool> Knows(long position, byte[] chain, CancellationToken cancel)
    {
        await using var read = database.CreateCommand("SELECT EXISTS (SELECT 1 FROM journal WHERE position = $1 AND chain = $2)");
        read.Parameters.Add(new() { Value = position });
        read.Parameters.Add(new() { Value = chain });
        return (bool)(await read.ExecuteScalarAsync(cancel))!;
    }
}

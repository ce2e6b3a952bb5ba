using System.Security.Cryptography;
using FaultCampaign.Platforms;
using Npgsql;
using Processes;

namespace FaultCampaign.Verifying;

/// <param name="Marker">Who is said to have done it: the marker of the request, or the reaction.</param>
sealed record Line(Guid Id, string Type, string Marker, Guid? Cause, string? Reaction, long? Position);

/// <summary>One service's journal as its table has it.</summary>
sealed class Journal
{
    readonly NpgsqlDataSource database;

    Journal(string service, NpgsqlDataSource database) => (Service, this.database) = (service, database);

    public string Service { get; }

    /// <summary>Entries recorded since the load began.</summary>
    public List<Line> Since { get; private init; } = [];

    /// <summary>Every published entry there is, by position.</summary>
    public IReadOnlyDictionary<long, Guid> Published { get; private init; } = new Dictionary<long, Guid>();

    public static async Task<Journal> Read(string service, NpgsqlDataSource database, Mark mark, CancellationToken cancel) => new(service, database)
    {
        Since = await database.Rows(
            "SELECT id, type, split_part(actor, '|', 1), cause, reaction, position FROM journal WHERE sequence > $1 ORDER BY sequence",
            row => new Line(row.GetGuid(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetGuid(3), row.IsDBNull(4) ? null : row.GetString(4), row.IsDBNull(5) ? null : row.GetInt64(5)), cancel, mark.Sequence),
        Published = (await database.Rows("SELECT position, id FROM journal WHERE published AND position IS NOT NULL", row => (row.GetInt64(0), row.GetGuid(1)), cancel)).ToDictionary(),
    };

    /// <summary>Positions without gaps from 1 to the head, each naming the published one before it, each chained: SHA-256(chain before ‖ hash), recomputed here.</summary>
    public async Task CheckChain(Broken broken, CancellationToken cancel)
    {
        var (position, published, chain) = (0L, 0L, new byte[SHA256.HashSizeInBytes]);
        var both = new byte[2 * SHA256.HashSizeInBytes];
        await using var command = database.CreateCommand("SELECT position, previous, published, hash, chain FROM journal WHERE position IS NOT NULL ORDER BY position");
        await using (var row = await command.ExecuteReaderAsync(cancel))
            while (await row.ReadAsync(cancel))
            {
                if (row.GetInt64(0) != position + 1)
                    broken.Add("Positions of a journal have gaps", $"{Service}: {row.GetInt64(0)} follows {position}");
                position = row.GetInt64(0);
                if (row.GetInt64(1) != published)
                    broken.Add("An entry names another entry as the published one before it", $"{Service} {position} names {row.GetInt64(1)} instead of {published}");
                if (row.GetBoolean(2))
                    published = position;
                chain.CopyTo(both, 0);
                row.GetFieldValue<byte[]>(3).CopyTo(both, SHA256.HashSizeInBytes);
                chain = SHA256.HashData(both);
                var stored = row.GetFieldValue<byte[]>(4);
                if (!chain.AsSpan().SequenceEqual(stored))
                    broken.Add("The chain of a journal does not verify", $"{Service} at {position}");
                chain = stored;
            }
        var head = (await database.Rows("SELECT position, chain FROM journal_head", row => (Position: row.GetInt64(0), Chain: row.GetFieldValue<byte[]>(1)), cancel))[0];
        if (head.Position != position || !head.Chain.AsSpan().SequenceEqual(chain))
            broken.Add("A journal's head is not its last entry", $"{Service}: the head is at {head.Position}, the last entry at {position}");
    }
}

using Journal.Appending;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using ServiceDefaults.Access;

namespace Journal.Operations;

/// <summary>Recomputes what the journal claims of itself: the hash of every entry, its place in its stream, and the chain over all of them.</summary>
static class VerifyJournal
{
    const int FindingsMost = 100;

    /// <param name="Sound">True when nothing was found.</param>
    /// <param name="From">Position verified before, which this run started after; 0 when it read everything.</param>
    /// <param name="To">Last position read.</param>
    /// <param name="Entries">Entries read, those still waiting for a position included.</param>
    /// <param name="Findings">The first hundred things that are not as they were written.</param>
    public sealed record Report(string Source, long Epoch, bool Sound, long From, long To, long Entries, IReadOnlyList<Finding> Findings);

    /// <param name="Position">Null for an entry that has none yet.</param>
    /// <param name="What">In words.</param>
    public sealed record Finding(long? Position, Guid Id, string Stream, int Version, string What);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/operations/verify", Handle).For(Role.Operator)
            .WithSummary("Verifies the journal from the last position found sound; with full=true from its first entry.");

    /// <param name="full">From the first entry on; from where the last sound verification ended when left out or false.</param>
    static async Task<Ok<Report>> Handle(NpgsqlDataSource database, JournalOptions options, CancellationToken cancel, bool full = false) =>
        TypedResults.Ok(await Verify(database, options.Source, full, cancel));

    /// <summary>Verifies, and when all is sound remembers how far.</summary>
    internal static async Task<Report> Verify(NpgsqlDataSource database, string source, bool full, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var (epoch, from, chain, published) = await Start(connection, full, cancel);
        var (findings, position, entries) = (new List<Finding>(), from, 0L);
        await using (var read = new NpgsqlCommand(
            """
            SELECT entry.id, entry.stream, entry.version, entry.type, entry.published, entry.payload, entry.occurred_on, entry.recorded_at, entry.actor, entry.cause,
                   entry.reaction, entry.trace, entry.hash, entry.position, entry.previous, entry.chain, before.hash, before.recorded_at
            FROM journal entry LEFT JOIN journal before ON before.stream = entry.stream AND before.version = entry.version - 1
            WHERE entry.position > $1 OR entry.position IS NULL ORDER BY entry.position NULLS LAST, entry.sequence
            """, connection)
        { Parameters = { new() { Value = from } } })
        await using (var row = await read.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
            {
                entries++;
                var entry = Read(row);
                var (hash, before) = (row.GetFieldValue<byte[]>(12), row.IsDBNull(16) ? null : row.GetFieldValue<byte[]>(16));
                var numbered = row.IsDBNull(13) ? (long?)null : row.GetInt64(13);
                void Found(string what)
                {
                    if (findings.Count < FindingsMost)
                        findings.Add(new(numbered, entry.Id, entry.Stream, entry.Version, what));
                }

                if (!EntryHash.Of(entry, before).AsSpan().SequenceEqual(hash))
                    Found("Its hash is not that of its columns and the entry before it in its stream.");
                if (entry.Version > 1 && before is null)
                    Found("The entry before it in its stream is missing.");
                if (!row.IsDBNull(17) && row.GetFieldValue<DateTimeOffset>(17) > entry.RecordedAt)
                    Found("It says it was recorded before the entry that precedes it in its stream.");
                if (numbered is not { } at)
                    continue;
                if (at != position + 1)
                    Found($"Positions {position + 1} to {at - 1} are missing.");
                if (row.GetInt64(14) != published)
                    Found($"It names {row.GetInt64(14)} as the published entry before it; that is {published}.");
                if (!EntryHash.Chain(chain, hash).AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(15)))
                    Found("Its chain value does not follow from the entry before it.");
                (position, chain) = (at, row.GetFieldValue<byte[]>(15));
                if (entry.Published)
                    published = at;
            }
        }
        await CheckHead(connection, position, chain, findings, cancel);
        if (findings.Count == 0)
            await Remember(connection, position, cancel);
        return new(source, epoch, findings.Count == 0, from, position, entries, findings);
    }

    static async Task<(long Epoch, long From, byte[] Chain, long Published)> Start(NpgsqlConnection connection, bool full, CancellationToken cancel)
    {
        await using var read = new NpgsqlCommand(
            """
            SELECT head.epoch, coalesce(entry.position, 0), entry.chain, CASE WHEN entry.published THEN entry.position ELSE coalesce(entry.previous, 0) END
            FROM journal_head head LEFT JOIN journal entry ON entry.position = head.verified AND NOT $1
            """, connection)
        { Parameters = { new() { Value = full } } };
        await using var row = await read.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? EntryHash.Genesis : row.GetFieldValue<byte[]>(2), row.GetInt64(3));
    }

    /// <summary>A cut tail leaves the head ahead of the last entry.</summary>
    static async Task CheckHead(NpgsqlConnection connection, long position, byte[] chain, List<Finding> findings, CancellationToken cancel)
    {
        await using var read = new NpgsqlCommand("SELECT position, chain FROM journal_head", connection);
        await using var row = await read.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        if (row.GetInt64(0) < position || row.GetInt64(0) == position && row.GetFieldValue<byte[]>(1).AsSpan().SequenceEqual(chain))
            return;  // entries numbered since this run began to read are not missing
        await row.CloseAsync();
        await using var later = new NpgsqlCommand("SELECT coalesce(max(position), 0) >= (SELECT position FROM journal_head) FROM journal", connection);
        if (!(bool)(await later.ExecuteScalarAsync(cancel))!)
            findings.Add(new(position, Guid.Empty, "", 0, "Entries after this position were numbered once and are no longer there."));
    }

    static async Task Remember(NpgsqlConnection connection, long position, CancellationToken cancel)
    {
        await using var remember = new NpgsqlCommand("UPDATE journal_head SET verified = $1", connection) { Parameters = { new() { Value = position } } };
        await remember.ExecuteNonQueryAsync(cancel);
    }

    static NewEntry Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Stream = row.GetString(1),
        Version = row.GetInt32(2),
        Type = row.GetString(3),
        Published = row.GetBoolean(4),
        Payload = row.GetString(5),
        OccurredOn = row.GetFieldValue<DateOnly>(6),
        RecordedAt = row.GetFieldValue<DateTimeOffset>(7),
        Actor = row.GetString(8),
        Cause = row.IsDBNull(9) ? null : row.GetGuid(9),
        Reaction = row.IsDBNull(10) ? null : row.GetString(10),
        Trace = row.IsDBNull(11) ? null : row.GetString(11),
    };
}

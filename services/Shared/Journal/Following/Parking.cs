using System.Text.Json;
using Contracts;
using Npgsql;

namespace Journal.Following;

/// <summary>Entries that could not be applied. Each blocks its own stream only, until it is retried or skipped.</summary>
static class Parking
{
    /// <summary>What stands in the way of a source's entries.</summary>
    /// <param name="Streams">Streams with something parked: what follows in them parks behind it.</param>
    /// <param name="Skipped">Entries an operator decided to pass over, also when they come again in a rebuild.</param>
    public sealed record Blocks(IReadOnlySet<string> Streams, IReadOnlySet<Guid> Skipped);

    public static NpgsqlBatchCommand Select(string source) => new("SELECT stream, id, skipped IS NOT NULL FROM parked WHERE source = $1") { Parameters = { new() { Value = source } } };

    /// <summary>Reads what <see cref="Select"/> found.</summary>
    public static async Task<Blocks> Read(NpgsqlDataReader row, CancellationToken cancel)
    {
        var (streams, skipped) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<Guid>());
        while (await row.ReadAsync(cancel))
            _ = row.GetBoolean(2) ? skipped.Add(row.GetGuid(1)) : streams.Add(row.GetString(0));
        return new(streams, skipped);
    }

    /// <summary>Parks an entry; one already skipped stays skipped.</summary>
    public static async Task Park(Recorded entry, string reason, int tries, DateTimeOffset now, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancel)
    {
        await using var park = new NpgsqlCommand(
            """
            INSERT INTO parked (source, position, id, stream, envelope, reason, tries, parked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (source, id) DO UPDATE SET position = excluded.position, reason = excluded.reason, tries = parked.tries + excluded.tries WHERE parked.skipped IS NULL
            """, connection, transaction)
        {
            Parameters =
            {
                new() { Value = entry.Source }, new() { Value = entry.Position }, new() { Value = entry.Id }, new() { Value = entry.Stream },
                new() { Value = JsonSerializer.Serialize(entry, FactTypes.Json) }, new() { Value = reason }, new() { Value = tries }, new() { Value = now.UtcDateTime },
            },
        };
        await park.ExecuteNonQueryAsync(cancel);
        JournalTelemetry.Parked.Add(1, new KeyValuePair<string, object?>("source", entry.Source));
    }

    /// <summary>The parked entries of one stream, first to last.</summary>
    public static async Task<List<Recorded>> Of(string source, string stream, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancel)
    {
        await using var read = new NpgsqlCommand("SELECT envelope FROM parked WHERE source = $1 AND stream = $2 AND skipped IS NULL ORDER BY position", connection, transaction)
        {
            Parameters = { new() { Value = source }, new() { Value = stream } },
        };
        var entries = new List<Recorded>();
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            entries.Add(JsonSerializer.Deserialize<Recorded>(row.GetString(0), FactTypes.Json)!);
        return entries;
    }

    public static NpgsqlBatchCommand Unpark(Recorded entry) => new("DELETE FROM parked WHERE source = $1 AND id = $2") { Parameters = { new() { Value = entry.Source }, new() { Value = entry.Id } } };
}

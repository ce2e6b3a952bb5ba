using System.Text.Json;
using Journal;
using Journal.Relaying;
using Npgsql;
using NpgsqlTypes;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using ServiceDefaults.Reading;

namespace Figures;

/// <summary>Counts figures from the service's journal.</summary>
public sealed class Reading(NpgsqlDataSource database, JournalReader journal, IEnumerable<KnownNames> names, TimeProvider time)
{
    /// <summary>The UTC day.</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <param name="Records">Null where nothing at all was known at the moment asked for: that is not zero.</param>
    public sealed record Result(IReadOnlyList<Counted>? Records)
    {
        /// <summary>When the last entry that a counted record rests on was recorded; null where none is counted. Entries that are looked at and not counted leave no trace in it.</summary>
        public DateTimeOffset? KnownAt => Records?.Max(record => record.RecordedAt);

        /// <summary>What this asker may see of it.</summary>
        public Result For(Asker asker) => asker.IsOfTheSecretariat() ? this : new(Records?.Select(record => record with { Position = null }).ToList());
    }

    /// <summary>What is wrong with a question, if anything.</summary>
    public async Task<Refusal?> Misasked(Figure figure, Asked asked, Asker asker, CancellationToken cancel) =>
        Refusal.All([.. asked.Misasked(figure, Today, [.. names]), await Positions.Misasked(journal, asker, cancel, (asked.At, "at"))]);

    /// <summary>What is wrong with a question for two readings, if anything: what both ask alike is told once.</summary>
    public async Task<Refusal?> Misasked(Figure figure, Asked was, Asked now, Asker asker, CancellationToken cancel) =>
        Refusal.All([.. was.Misasked(figure, Today, [.. names], "was."), .. (now with { Only = null }).Misasked(figure, Today, [], "is."),
            await Positions.Misasked(journal, asker, cancel, (was.At, "was.at"), (now.At, "is.at"))]);

    /// <summary>The records a figure counts, in the order of their names.</summary>
    public async Task<Result> Of(Figure figure, Asked asked, CancellationToken cancel)
    {
        if (asked.KnownAt is { } moment && !await KnewAnything(moment, cancel))
            return new(null);

        var until = asked.Until(figure, Today);
        var records = new List<Counted>();
        var stream = new List<Happened>();
        await foreach (var happened in Read(figure, until, asked, cancel))
        {
            if (stream.Count > 0 && stream[^1].Stream != happened.Stream)
                Fold();
            stream.Add(happened);
        }
        Fold();
        return new([.. records.OrderBy(record => record.Record, StringComparer.Ordinal)]);

        void Fold()
        {
            if (stream.Count > 0)
                records.AddRange(figure.Count(stream, until).Where(record => asked.Includes(figure, record)).Select(record => record with { Stream = stream[^1].Stream, Position = stream[^1].Position, RecordedAt = stream[^1].RecordedAt }));
            stream.Clear();
        }
    }

    /// <summary>Entries of a figure's types in some streams, after one position and up to another: what changed a number between two readings.</summary>
    public async Task<ILookup<string, Explaining>> Between(Figure figure, IReadOnlyCollection<string> streams, long after, long? upTo, CancellationToken cancel)
    {
        await using var read = database.CreateCommand(
            """
            SELECT stream, position, type, occurred_on, recorded_at FROM journal
            WHERE stream = ANY ($1) AND type = ANY ($2) AND position > $3 AND ($4::bigint IS NULL OR position <= $4) ORDER BY position
            """);
        read.Parameters.Add(new() { Value = streams.ToArray() });
        read.Parameters.Add(new() { Value = TypesOf(figure).Keys.ToArray() });
        read.Parameters.Add(new() { Value = after });
        read.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = (object?)upTo ?? DBNull.Value });
        var found = new List<(string Stream, Explaining Entry)>();
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            found.Add((row.GetString(0), new(row.GetInt64(1), row.GetString(2), row.GetString(0), row.GetFieldValue<DateOnly>(3), row.GetFieldValue<DateTimeOffset>(4))));
        return found.ToLookup(it => it.Stream, it => it.Entry);
    }

    async IAsyncEnumerable<Happened> Read(Figure figure, DateOnly until, Asked asked, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var types = TypesOf(figure);
        await using var read = database.CreateCommand(
            """
            SELECT stream, version, type, payload, occurred_on, recorded_at, position FROM journal
            WHERE type = ANY ($1) AND occurred_on <= $2 AND ($3::timestamptz IS NULL OR recorded_at <= $3) AND ($4::bigint IS NULL OR position <= $4)
            ORDER BY stream, version
            """);
        read.Parameters.Add(new() { Value = types.Keys.ToArray() });
        read.Parameters.Add(new() { Value = until });
        read.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.TimestampTz, Value = (object?)asked.KnownAt?.UtcDateTime ?? DBNull.Value });
        read.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = (object?)asked.At ?? DBNull.Value });
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            var type = row.GetString(2);
            var fact = JsonSerializer.Deserialize(row.GetString(3), types[type], FactTypes.Json) ?? throw new JsonException($"A payload of {type} is null.");
            yield return new(row.GetString(0), row.GetInt32(1), type, fact, row.GetFieldValue<DateOnly>(4), row.GetFieldValue<DateTimeOffset>(5), row.IsDBNull(6) ? null : row.GetInt64(6));
        }
    }

    async Task<bool> KnewAnything(DateTimeOffset moment, CancellationToken cancel)
    {
        await using var read = database.CreateCommand("SELECT EXISTS (SELECT 1 FROM journal WHERE recorded_at <= $1)");
        read.Parameters.Add(new() { Value = moment.UtcDateTime });
        return (bool)(await read.ExecuteScalarAsync(cancel))!;
    }

    static Dictionary<string, Type> TypesOf(Figure figure) => figure.Facts.ToDictionary(type => FactTypes.Of(type).Name);
}

/// <summary>An entry that changed a number.</summary>
/// <param name="Position">For the secretariat; null for others.</param>
public sealed record Explaining(long? Position, string Type, string Stream, DateOnly OccurredOn, DateTimeOffset RecordedAt);

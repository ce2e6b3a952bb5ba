using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Portal.Reports;

/// <summary>Where a service's journal stood.</summary>
/// <param name="Epoch">Positions of different epochs cannot be compared.</param>
public sealed record SourceHead(string Source, long Epoch, long Position);

/// <summary>A report as it was frozen: what was shown then is what is shown now.</summary>
/// <param name="Number">1, 2, 3 … of each report.</param>
public sealed record Freeze(Guid Id, int Number, DateTimeOffset FrozenAt, Days Days, Report Report, IReadOnlyList<SourceHead> Sources,
    IReadOnlyDictionary<string, NumberRead> Numbers)
{
    /// <summary>Positions by service.</summary>
    public IReadOnlyDictionary<string, long> At => Sources.ToDictionary(it => it.Source, it => it.Position);

    /// <summary>
    /// Whether a freeze of the same report for the same days, made of these, would tell its readers nothing new: the same words, and of each number
    /// the same count.
    /// </summary>
    public bool SaysTheSameAs(Report report, IReadOnlyDictionary<string, NumberRead> numbers) =>
        JsonSerializer.Serialize(report, Report.Json) == JsonSerializer.Serialize(Report, Report.Json)
        && numbers.Count == Numbers.Count
        && numbers.Values.All(now => Numbers.TryGetValue(now.Name, out var then) && (then.Certain, then.Possible) == (now.Certain, now.Possible)
            && (then.States ?? []).SequenceEqual(now.States ?? []));
}

/// <summary>A freeze in a list.</summary>
public sealed record FreezeItem(int Number, DateTimeOffset FrozenAt, Days Days);

/// <summary>Keeps frozen reports in the portal's own database. They are written once and never changed.</summary>
sealed class Freezes(NpgsqlDataSource database, TimeProvider time)
{
    /// <param name="id">Given by the form: the same one again is the same freeze.</param>
    /// <param name="by">Opaque id of who freezes it.</param>
    /// <returns>Its number among the freezes of the report.</returns>
    public async Task<int> Add(Guid id, Report report, Days days, IReadOnlyList<SourceHead> sources, IReadOnlyDictionary<string, NumberRead> numbers, string by,
        CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // One freeze of a report at a time: numbers have no gaps, and what is looked for below is there or will not come.
        await using var wait = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtextextended('report-freeze/' || $1, 0))", connection, transaction);
        wait.Parameters.Add(new() { Value = report.Id });
        await wait.ExecuteNonQueryAsync(cancel);
        await using var look = new NpgsqlCommand("SELECT number FROM report_freeze WHERE id = $1", connection, transaction);
        look.Parameters.Add(new() { Value = id });
        if (await look.ExecuteScalarAsync(cancel) is int before)
            return before;

        await using var freeze = new NpgsqlCommand(
            """
            INSERT INTO report_freeze (id, report, number, frozen_at, frozen_by, as_of, from_day, to_day, content, sources)
            VALUES ($1, $2, (SELECT coalesce(max(number), 0) + 1 FROM report_freeze WHERE report = $2), $3, $4, $5, $6, $7, $8, $9) RETURNING number
            """, connection, transaction);
        foreach (var value in new object[] { id, report.Id, time.GetUtcNow().UtcDateTime, by, days.AsOf, days.From, days.To, JsonSerializer.Serialize(report, Report.Json) })
            freeze.Parameters.Add(new() { Value = value });
        freeze.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Jsonb, Value = JsonSerializer.Serialize(sources, Report.Json) });
        var number = (int)(await freeze.ExecuteScalarAsync(cancel))!;

        await using var rows = new NpgsqlCommand(
            """
            INSERT INTO report_freeze_number (report, name, certain, possible, read)
            SELECT $1, it ->> 'name', (it ->> 'certain')::numeric, (it ->> 'possible')::numeric, it FROM jsonb_array_elements($2) it
            """, connection, transaction);
        rows.Parameters.Add(new() { Value = id });
        rows.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Jsonb, Value = JsonSerializer.Serialize(numbers.Values, Report.Json) });
        await rows.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return number;
    }

    /// <summary>The freezes of a report, latest first.</summary>
    public async Task<IReadOnlyList<FreezeItem>> Of(string report, CancellationToken cancel)
    {
        await using var read = database.CreateCommand("SELECT number, frozen_at, as_of, from_day, to_day FROM report_freeze WHERE report = $1 ORDER BY number DESC");
        read.Parameters.Add(new() { Value = report });
        var all = new List<FreezeItem>();
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            all.Add(new(row.GetInt32(0), row.GetFieldValue<DateTimeOffset>(1),
                new(row.GetFieldValue<DateOnly>(2), row.GetFieldValue<DateOnly>(3), row.GetFieldValue<DateOnly>(4))));
        return all;
    }

    /// <returns>Null when there is no such freeze.</returns>
    public async Task<Freeze?> Find(string report, int number, CancellationToken cancel)
    {
        await using var read = database.CreateCommand(
            """
            SELECT id, frozen_at, as_of, from_day, to_day, content, sources, (SELECT jsonb_agg(report_freeze_number.read) FROM report_freeze_number WHERE report_freeze_number.report = report_freeze.id)
            FROM report_freeze WHERE report = $1 AND number = $2
            """);
        read.Parameters.Add(new() { Value = report });
        read.Parameters.Add(new() { Value = number });
        await using var row = await read.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
            return null;
        T Json<T>(int column) => JsonSerializer.Deserialize<T>(row.GetString(column), Report.Json)!;
        return new(
            row.GetGuid(0), number, row.GetFieldValue<DateTimeOffset>(1), new(row.GetFieldValue<DateOnly>(2), row.GetFieldValue<DateOnly>(3), row.GetFieldValue<DateOnly>(4)),
            Json<Report>(5), Json<IReadOnlyList<SourceHead>>(6), Json<IReadOnlyList<NumberRead>>(7).ToDictionary(it => it.Name));
    }
}

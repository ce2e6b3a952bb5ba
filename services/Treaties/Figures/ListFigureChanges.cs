using Figures;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Treaties.Figures;

/// <summary>What changed a figure between two readings: record by record, with the entries that did it.</summary>
static class ListFigureChanges
{
    /// <summary>The two readings; what they have in common is asked as of the figure itself.</summary>
    /// <param name="WasAsOf">The day of the first reading; today when left out.</param>
    /// <param name="WasFrom">First day of its period; from the beginning when left out.</param>
    /// <param name="WasTo">Last day of its period; today when left out.</param>
    /// <param name="WasAt">The position of the journal up to which it read; all of it when left out.</param>
    /// <param name="IsAsOf">The day of the second reading; today when left out.</param>
    /// <param name="IsFrom">First day of its period; from the beginning when left out.</param>
    /// <param name="IsTo">Last day of its period; today when left out.</param>
    /// <param name="IsAt">The position of the journal up to which it reads; all of it when left out.</param>
    public sealed record Readings(
        [FromQuery(Name = "was.asOf")] DateOnly? WasAsOf, [FromQuery(Name = "was.from")] DateOnly? WasFrom, [FromQuery(Name = "was.to")] DateOnly? WasTo,
        [FromQuery(Name = "was.at")] long? WasAt,
        [FromQuery(Name = "is.asOf")] DateOnly? IsAsOf, [FromQuery(Name = "is.from")] DateOnly? IsFrom, [FromQuery(Name = "is.to")] DateOnly? IsTo,
        [FromQuery(Name = "is.at")] long? IsAt);

    public enum ChangeKind { Added, Removed, Changed }

    /// <param name="Record">What is compared: a participant towards an instrument, an act, or a finding.</param>
    /// <param name="Was">Null where it was not counted before.</param>
    /// <param name="Is">Null where it is not counted any more.</param>
    /// <param name="Entries">Entries of the participant between the two readings that did it; empty where only the days asked for differ, or where
    /// others' deposits brought the entry into force.</param>
    public sealed record Change(ChangeKind Kind, string Record, Counted? Was, Counted? Is, IReadOnlyList<Explaining> Entries);

    public sealed record Answer(string Name, IReadOnlyList<Change> Items);

    static readonly Rule ofOneReading = new("treaties/figure-parameter#of-one-reading");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/figures/{name}/changes", Handle)
        .ForEveryone()
        .WithSummary("Explain how a figure changed between two readings")
        .WithDescription("Give both as the figure is asked, with was. and is. before the names of days and positions: "
            + "?instrument=untoc&was.at=120&was.asOf=2026-01-31&is.at=180&is.asOf=2026-02-28.")
        .Produces<Answer>();

    static async Task<IResult> Handle(string name, [AsParameters] Readings readings, [AsParameters] FigureReading reading, NpgsqlDataSource database, CancellationToken cancel)
    {
        if (reading.KnownAt is not null || reading.At is not null || (reading.AsOf ?? reading.From ?? reading.To) is not null)
            return Refusal.Invalid(ofOneReading, null);
        var figure = FigureCatalogue.Find(name);
        var (refusal, was) = await (reading with { AsOf = readings.WasAsOf, From = readings.WasFrom, To = readings.WasTo, At = readings.WasAt, KnownAt = null })
            .Of(name, figure, cancel);
        if (refusal is not null)
            return Of("was", refusal);
        (refusal, var now) = await (reading with { AsOf = readings.IsAsOf, From = readings.IsFrom, To = readings.IsTo, At = readings.IsAt, KnownAt = null })
            .Of(name, figure, cancel);
        if (refusal is not null)
            return Of("is", refusal);

        var (before, after) = (ByRecord(figure!, was!), ByRecord(figure!, now!));
        var differing = before.Keys.Union(after.Keys).Where(record => before.GetValueOrDefault(record) != after.GetValueOrDefault(record)).Order(StringComparer.Ordinal).ToList();
        var entries = await Entries(database, readings, [.. differing.Select(record => after.GetValueOrDefault(record) ?? before[record])], cancel);
        return TypedResults.Ok(new Answer(name, [.. differing.Select(record => new Change(
            !before.ContainsKey(record) ? ChangeKind.Added : !after.ContainsKey(record) ? ChangeKind.Removed : ChangeKind.Changed,
            record, before.GetValueOrDefault(record), after.GetValueOrDefault(record), [.. entries[Place(after.GetValueOrDefault(record) ?? before[record])]]))]));
    }

    /// <summary>A refusal of one of the two readings: the fields that both have by their own names.</summary>
    static Refusal Of(string reading, Refusal refusal)
    {
        return refusal with { Field = Named(refusal.Field), Faults = [.. refusal.Faults.Select(fault => fault with { Field = Named(fault.Field)! })] };

        string? Named(string? field) => field is "asOf" or "from" or "to" or "at" ? $"{reading}.{field}" : field;
    }

    /// <summary>Whole years since a signature grow with the day that is asked for: they are no change of the record.</summary>
    static Dictionary<string, Counted> ByRecord(Figure figure, FigureReading.Read read) =>
        (read.Records ?? []).Select(it => it with { Years = null })
            .GroupBy(it => figure.Asks.HasFlag(Asks.Period) || it.Rule is not null ? $"{it.Rule} {it.Action}".Trim() : $"{it.Instrument} {it.State}".Trim())
            .ToDictionary(same => same.Key, same => same.Last());

    static (string? State, string? Instrument) Place(Counted record) => (record.State?.ToString(), record.Instrument?.ToString());

    static async Task<ILookup<(string? State, string? Instrument), Explaining>> Entries(NpgsqlDataSource database, Readings readings, IReadOnlyCollection<Counted> records,
        CancellationToken cancel)
    {
        await using var read = database.CreateCommand(
            """
            SELECT position, type, stream, occurred_on, recorded_at, payload::jsonb ->> 'state', payload::jsonb ->> 'instrument' FROM journal
            WHERE stream = ANY ($1) AND position > $2 AND position <= $3 ORDER BY position
            """);
        read.Parameters.Add(new() { Value = records.Where(it => it.State is not null).Select(it => $"participants/{it.State}").Distinct().ToArray() });
        read.Parameters.Add(new() { Value = readings.WasAt ?? 0 });
        read.Parameters.Add(new() { Value = readings.IsAt ?? long.MaxValue });
        var found = new List<(string? State, string? Instrument, Explaining Entry)>();
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            found.Add((row.GetString(5), row.GetString(6),
                new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateOnly>(3), row.GetFieldValue<DateTimeOffset>(4))));
        // A record of no one instrument is explained by all the State's entries.
        return found.Select(it => (Place: (it.State, it.Instrument), it.Entry)).Concat(found.Select(it => (Place: (it.State, (string?)null), it.Entry)))
            .ToLookup(it => it.Place, it => it.Entry);
    }
}

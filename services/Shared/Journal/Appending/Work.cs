using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using ServiceDefaults.Answers;

namespace Journal.Appending;

/// <summary>One transaction of a service: its state, and the entries that say what happened to it.</summary>
/// <typeparam name="TDb">The service's own context, enlisted in the transaction.</typeparam>
public class Work<TDb>
    where TDb : DbContext
{
    readonly Dictionary<string, FactStream> streams = [];
    readonly List<(NewEntry Entry, byte[] Hash)> pending = [];
    readonly List<NpgsqlBatchCommand> beside = [];
    readonly TimeProvider time;
    readonly string actor;
    readonly IReadOnlyList<string>? ifMatch;

    internal Work(TDb db, TimeProvider time, string actor, IReadOnlyList<string>? ifMatch, CancellationToken cancel)
    {
        Db = db;
        db.Database.AutoSavepointsEnabled = false;  // what fails is run again from the start: nothing ever goes back half-way
        this.time = time;
        this.actor = actor;
        this.ifMatch = ifMatch;
        Cancel = cancel;
    }

    public TDb Db { get; }

    /// <summary>Cancelled when the caller has gone; nothing is then recorded.</summary>
    public CancellationToken Cancel { get; }

    /// <summary>True once anything was appended, written or not.</summary>
    internal bool HasAppended { get; private set; }

    /// <summary>Entries appended that are not written yet.</summary>
    internal int Unwritten => pending.Count;

    /// <summary>What new entries name as cause and reaction; set by a reaction while it handles one foreign fact.</summary>
    internal (Guid Cause, string? Reaction, string Actor)? Reacting { get; set; }

    internal NpgsqlConnection Connection => (NpgsqlConnection)Db.Database.GetDbConnection();

    internal NpgsqlTransaction Transaction => (NpgsqlTransaction)Db.Database.CurrentTransaction!.GetDbTransaction();

    /// <summary>Opens a stream for writing. Always before loading the state it guards.</summary>
    /// <param name="name">The unit of consistency: <c>participants/KEN</c>.</param>
    /// <exception cref="PostgresException">Another transaction held the stream longer than the session's <c>lock_timeout</c>.</exception>
    public async Task<FactStream> Open(string name)
    {
        return streams.TryGetValue(name, out var open) ? open : (await Open([name]))[name];
    }

    /// <summary>Opens several streams at once, in one order everywhere, so that two writers never wait for each other.</summary>
    public async Task<IReadOnlyDictionary<string, FactStream>> Open(IEnumerable<string> names)
    {
        var wanted = names.Where(name => !streams.ContainsKey(name)).Distinct().Order(StringComparer.Ordinal).ToList();
        if (wanted.Count == 0)
            return streams;

        await using var batch = new NpgsqlBatch(Connection, Transaction);
        foreach (var name in wanted)
        {
            // Two statements, so that the head is read by a snapshot taken after the lock was granted; one round trip for all.
            batch.BatchCommands.Add(new("SELECT pg_advisory_xact_lock(hashtextextended($1, 1))") { Parameters = { new() { Value = name } } });
            batch.BatchCommands.Add(new("SELECT version, hash, recorded_at FROM journal WHERE stream = $1 ORDER BY version DESC LIMIT 1") { Parameters = { new() { Value = name } } });
        }
        await using var reader = await batch.ExecuteReaderAsync(Cancel);
        foreach (var name in wanted)
        {
            await reader.NextResultAsync(Cancel);
            streams[name] = await reader.ReadAsync(Cancel)
                ? new FactStream(name, reader.GetInt32(0), reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<DateTimeOffset>(2), Append)
                : new FactStream(name, 0, null, null, Append);
            await reader.NextResultAsync(Cancel);
        }
        return streams;
    }

    /// <summary>Takes the lock that guards a rule across streams, named after what it protects, until the transaction ends.</summary>
    public Task Guard(string rule) => Db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({rule}, 2))", Cancel);

    /// <summary>Holds the caller's If-Match against the stream as it stands.</summary>
    /// <returns>Null when they agree; else 428 when the caller named none, 412 when the stream has moved on or the tag is another thing's.</returns>
    public Refusal? IfMatch(FactStream stream) => ifMatch switch
    {
        null => new Refusal(428, WorkRules.IfMatchRequired, "If-Match"),
        _ when ifMatch.Contains("*") && stream.Version > 0 || ifMatch.Contains(stream.ETag.Trim('"')) => null,
        _ => new Refusal(412, WorkRules.Stale.With(stream.Version), "If-Match"),
    };

    /// <summary>The moment, as exact as the database keeps it.</summary>
    public DateTimeOffset Now => EntryHash.ToMicrosecond(time.GetUtcNow());

    /// <summary>The moment new entries of a stream carry: now, but never before the stream's last entry.</summary>
    public DateTimeOffset RecordingTime(FactStream stream) => stream.RecordedAt is { } last && last > Now ? last : Now;

    /// <summary>Writes state by a statement of its own, in the round trip that writes the entries: for what is recorded so often that a round trip and a tracked entity each time would be felt.</summary>
    /// <remarks>Nothing in the same transaction reads it. What <see cref="Db"/> tracks is written before.</remarks>
    public void WriteBeside(NpgsqlBatchCommand write) => beside.Add(write);

    void Append(FactStream stream, object fact, DateOnly on)
    {
        var (type, published) = FactTypes.Of(fact.GetType());
        var recordedAt = RecordingTime(stream);
        var entry = new NewEntry
        {
            Id = Guid.CreateVersion7(recordedAt),
            Stream = stream.Name,
            Version = stream.Version + 1,
            Type = type,
            Published = published,
            Payload = JsonSerializer.Serialize(fact, fact.GetType(), FactTypes.Json),
            OccurredOn = on,
            RecordedAt = recordedAt,
            Actor = Reacting?.Actor ?? actor,
            Cause = Reacting?.Cause,
            Reaction = Reacting?.Reaction,
            Trace = Activity.Current?.Id,
        };
        var hash = EntryHash.Of(entry, stream.Hash);
        pending.Add((entry, hash));
        (stream.Version, stream.Hash, stream.RecordedAt) = (entry.Version, hash, recordedAt);
        HasAppended = true;
    }

    /// <summary>Writes changed state, so that what follows in the same transaction reads it.</summary>
    internal async Task Save()
    {
        if (Db.ChangeTracker.HasChanges())
            await Db.SaveChangesAsync(Cancel);
    }

    /// <summary>Writes changed state, then in one round trip the entries about it and the end of the transaction.</summary>
    /// <param name="cancel">Once it is cancelled nobody knows whether the transaction was committed.</param>
    /// <param name="also">Goes with them: the answer to be kept, what was applied.</param>
    internal async Task Commit(CancellationToken cancel, params IEnumerable<NpgsqlBatchCommand> also)
    {
        await Save();
        await using var batch = new NpgsqlBatch(Connection, Transaction);
        foreach (var command in beside)
            batch.BatchCommands.Add(command);
        if (pending.Count > 0)
            batch.BatchCommands.Add(Insert());
        foreach (var command in also)
            batch.BatchCommands.Add(command);
        // After a statement that fails the server passes over the rest of a batch, this one too. By itself, as the transaction's own, it would be a round trip more.
        batch.BatchCommands.Add(new("COMMIT"));
        await batch.ExecuteNonQueryAsync(cancel);
    }

    NpgsqlBatchCommand Insert()
    {
        var insert = new NpgsqlBatchCommand(
            """
            INSERT INTO journal (id, stream, version, type, published, payload, occurred_on, recorded_at, actor, cause, reaction, trace, hash)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """);
        void Column<T>(NpgsqlDbType type, Func<(NewEntry Entry, byte[] Hash), T> value) =>
            insert.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | type, Value = pending.Select(value).ToArray() });
        Column(NpgsqlDbType.Uuid, row => row.Entry.Id);
        Column(NpgsqlDbType.Text, row => row.Entry.Stream);
        Column(NpgsqlDbType.Integer, row => row.Entry.Version);
        Column(NpgsqlDbType.Text, row => row.Entry.Type);
        Column(NpgsqlDbType.Boolean, row => row.Entry.Published);
        Column(NpgsqlDbType.Text, row => row.Entry.Payload);
        Column(NpgsqlDbType.Date, row => row.Entry.OccurredOn);
        Column(NpgsqlDbType.TimestampTz, row => row.Entry.RecordedAt.UtcDateTime);
        Column(NpgsqlDbType.Text, row => row.Entry.Actor);
        Column(NpgsqlDbType.Uuid, row => row.Entry.Cause);
        Column(NpgsqlDbType.Text, row => row.Entry.Reaction);
        Column(NpgsqlDbType.Text, row => row.Entry.Trace);
        Column(NpgsqlDbType.Bytea, row => row.Hash);
        return insert;
    }
}

/// <summary>What every change of something that exists keeps to.</summary>
static class WorkRules
{
    public static readonly Rule IfMatchRequired = new("interface/if-match-required"), Stale = new("interface/stale", "version");
}

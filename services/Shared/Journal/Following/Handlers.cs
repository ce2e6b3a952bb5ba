using System.Text.Json;
using Contracts;
using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Journal.Following;

/// <summary>What a service does when it learns foreign facts: typed by contract, knowing nothing of queues, cursors or retries.</summary>
public abstract class Handlers<TDb>
    where TDb : DbContext
{
    readonly Dictionary<string, Func<Recorded, Entry, Work<TDb>, Batch, Task>> handlers = [];

    /// <summary>The service whose facts it follows: <c>treaties</c>.</summary>
    public abstract string Source { get; }

    /// <summary>Stable name within the service, kebab case.</summary>
    public abstract string Name { get; }

    internal IReadOnlyCollection<string> Types => handlers.Keys;

    private protected void Register<TFact>(Func<TFact, Entry, Work<TDb>, Batch, Task> handle)
        where TFact : class =>
        handlers.Add(FactTypes.Of(typeof(TFact)).Name, (recorded, entry, work, batch) =>
            handle(JsonSerializer.Deserialize<TFact>(recorded.Payload, FactTypes.Json) ?? throw new JsonException("The payload is null."), entry, work, batch));

    /// <summary>Facts of types nobody here asked for pass by.</summary>
    internal virtual Task Handle(Recorded recorded, Entry entry, Work<TDb> work, Batch batch) =>
        handlers.TryGetValue(recorded.Type, out var handle) ? handle(recorded, entry, work, batch) : Task.CompletedTask;
}

/// <summary>What a service keeps of another's facts. Raise <see cref="Version"/> and it is emptied and rebuilt from the journal.</summary>
/// <remarks>Rows of a copy are written only here, and nothing else than foreign facts may go into them: else they could not be rebuilt.</remarks>
public abstract class Copy<TDb> : Handlers<TDb>
    where TDb : DbContext
{
    /// <summary>Raised when the copy would come out differently from the same facts.</summary>
    public abstract int Version { get; }

    /// <summary>
    /// Whether a service may answer while nothing of the source is known yet. False where the copy would answer wrongly then, as who is
    /// party to what would before the first import: the service is not ready until something has come. True where empty is how it begins.
    /// </summary>
    public virtual bool MayBeEmpty => false;

    /// <summary>Deletes every row of the copy, inside the given work.</summary>
    public abstract Task Empty(TDb db, CancellationToken cancel);

    /// <summary>Says what to do with one type of fact. Changes made through the context are saved for it.</summary>
    protected void On<TFact>(Func<TFact, Entry, TDb, CancellationToken, Task> apply)
        where TFact : class =>
        Register<TFact>((fact, entry, work, _) => apply(fact, entry, work.Db, work.Cancel));

    /// <summary>The same, for a copy that writes what a whole batch changed at once.</summary>
    protected void On<TFact>(Func<TFact, Entry, TDb, Batch, CancellationToken, Task> apply)
        where TFact : class =>
        Register<TFact>((fact, entry, work, batch) => apply(fact, entry, work.Db, batch, work.Cancel));
}

/// <summary>What a service does of its own because of a foreign fact: its own entries, once for each cause, whatever is replayed.</summary>
public abstract class Reaction<TDb> : Handlers<TDb>
    where TDb : DbContext
{
    /// <summary>Says how to react to one type of fact.</summary>
    protected void On<TFact>(Func<TFact, Entry, Reacting<TDb>, Task> react)
        where TFact : class =>
        Register<TFact>((fact, entry, work, batch) => react(fact, entry, new Reacting<TDb>(Name, entry, work, batch)));
}

/// <summary>One reaction to one foreign fact.</summary>
public sealed class Reacting<TDb>(string name, Entry cause, Work<TDb> work, Batch batch)
    where TDb : DbContext
{
    public TDb Db => work.Db;

    public CancellationToken Cancel => work.Cancel;

    /// <summary>The entries applied in the same transaction, and what is kept meanwhile.</summary>
    public Batch Batch => batch;

    /// <summary>Opens one of the service's own streams for writing.</summary>
    public Task<FactStream> Open(string stream) => work.Open(stream);

    /// <summary>Does one thing because of the fact, unless it was done before. It must append exactly one entry.</summary>
    /// <param name="what">Tells apart several things done because of the same fact: the function a duty is for.</param>
    /// <exception cref="InvalidOperationException">Nothing, or more than one entry, was appended.</exception>
    public async Task Once(string what, Func<Task> act)
    {
        var reaction = $"{name}/{what}";
        var done = await batch.Kept<DoneReactions>().Read(batch, work.Connection, work.Transaction, work.Cancel);
        if (!done.Add((cause.Id, reaction)))
            return;

        work.Reacting = (cause.Id, reaction, $"reaction:{reaction}");
        var before = work.Unwritten;
        await act();
        work.Reacting = null;
        if (work.Unwritten != before + 1)
            throw new InvalidOperationException($"The reaction {reaction} appended {work.Unwritten - before} entries; it is unique by its one entry.");
    }
}

/// <summary>What was done before because of the entries of a batch: asked once for all of them, not once for each.</summary>
/// <remarks>Only followers append with a cause, and the cursor lets one of them at a time.</remarks>
sealed class DoneReactions
{
    HashSet<(Guid Cause, string Reaction)>? done;

    public async Task<HashSet<(Guid Cause, string Reaction)>> Read(Batch batch, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancel)
    {
        if (done is not null)
            return done;
        await using var read = new NpgsqlCommand("SELECT cause, reaction FROM journal WHERE cause = ANY ($1) AND reaction IS NOT NULL", connection, transaction)
        {
            Parameters = { new() { Value = batch.Entries.Select(entry => entry.Id).ToArray() } },
        };
        done = [];
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            done.Add((row.GetGuid(0), row.GetString(1)));
        return done;
    }
}

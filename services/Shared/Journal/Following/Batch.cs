using Contracts;
using Npgsql;

namespace Journal.Following;

/// <summary>The foreign entries applied together in one transaction, and what handlers keep meanwhile: gone with the transaction, whether it commits or not.</summary>
/// <remarks>Only the follower writes what a copy holds, one transaction at a time, so what was read in a transaction stays true until its end.</remarks>
public sealed class Batch
{
    readonly Dictionary<Type, object> kept = [];
    readonly List<Func<IEnumerable<NpgsqlBatchCommand>>> putOff = [];

    internal Batch(IReadOnlyList<Recorded> entries) => Entries = entries;

    /// <summary>All entries of the batch, in order of position; some may turn out to be duplicates.</summary>
    internal IReadOnlyList<Recorded> Entries { get; }

    /// <summary>What is kept of one kind; made when it is first asked for.</summary>
    public T Kept<T>()
        where T : class, new()
    {
        if (!kept.TryGetValue(typeof(T), out var found))
            kept.Add(typeof(T), found = new T());
        return (T)found;
    }

    /// <summary>Puts off a write until all entries are handled, in the same transaction. Whoever puts off answers for nobody's reading it from the database before.</summary>
    /// <param name="write">Gives the statements; they go in one round trip with what else the batch writes.</param>
    public void BeforeCommit(Func<IEnumerable<NpgsqlBatchCommand>> write) => putOff.Add(write);

    internal IEnumerable<NpgsqlBatchCommand> Writes() => putOff.SelectMany(write => write());
}

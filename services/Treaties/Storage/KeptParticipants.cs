using System.Collections.Concurrent;
using Contracts;
using Journal.Appending;
using Treaties.Actions;
using Treaties.Instruments;

namespace Treaties.Storage;

/// <summary>What a new entry is judged against: the acts of its participant, kept from the last entry in the participant's stream.</summary>
/// <remarks>
/// Every act is told in its participant's stream and the stream's history names all of it, so that what is kept under a history is what
/// the database would give, in whatever process and after whatever restore. What was never committed has a history nobody will ask for.
/// </remarks>
public sealed class KeptParticipants(InstrumentCatalogue catalogue)
{
    readonly ConcurrentDictionary<StateCode, (string History, TreatyRecord Record)> kept = new();

    /// <summary>All acts of one participant, and those of everybody towards some instruments.</summary>
    /// <param name="stream">The participant's, open.</param>
    /// <param name="whole">Empty where the participant's own acts are enough; else the database is asked.</param>
    public async Task<TreatyRecord> Read(Work<TreatiesDb> work, FactStream stream, StateCode state, IReadOnlyCollection<InstrumentId> whole) =>
        whole.Count == 0 && kept.TryGetValue(state, out var known) && known.History == stream.History
            ? known.Record
            : await work.Db.Record(catalogue, state, whole, work.Cancel);

    /// <summary>Takes over the record as an entry leaves it.</summary>
    /// <param name="stream">With the entry appended.</param>
    /// <param name="whole">As it was read with: a record of more than the participant's own acts is not kept.</param>
    public void Keep(FactStream stream, StateCode state, TreatyRecord after, IReadOnlyCollection<InstrumentId> whole)
    {
        if (whole.Count == 0)
            kept[state] = (stream.History, after);
    }
}

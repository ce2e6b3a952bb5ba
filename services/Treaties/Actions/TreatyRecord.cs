using System.Collections.Concurrent;
using Contracts;
using Treaties.Instruments;

namespace Treaties.Actions;

/// <summary>The acts as known at one moment, each once as it then stood. Immutable; everything in <c>Status</c> is computed from it and a day.</summary>
public sealed class TreatyRecord
{
    readonly ILookup<(InstrumentId, StateCode), TreatyAct> byParticipant;
    readonly ILookup<InstrumentId, TreatyAct> byInstrument;
    readonly ILookup<StateCode, TreatyAct> byState;

    /// <exception cref="ArgumentException">An act stands twice.</exception>
    public TreatyRecord(InstrumentCatalogue catalogue, IEnumerable<TreatyAct> acts)
    {
        Catalogue = catalogue;
        // One order whatever order they were recorded in, so that the answer cannot depend on it.
        Acts = [.. acts.OrderBy(act => act.Date).ThenBy(act => act.Kind).ThenBy(act => act.Id)];
        if (Acts.DistinctBy(act => act.Id).Count() != Acts.Count)
            throw new ArgumentException("An act stands twice in one record: only its latest revision counts.", nameof(acts));

        byInstrument = Acts.ToLookup(act => act.Instrument);
        byState = Acts.ToLookup(act => act.State);
        byParticipant = Acts.ToLookup(act => (act.Instrument, act.State));
    }

    public InstrumentCatalogue Catalogue { get; }

    readonly ConcurrentDictionary<object, object> computed = new();

    /// <summary>Computes once what follows from this record alone: it never changes, and is asked again and again while it is kept.</summary>
    /// <param name="key">Names what is computed, of what; of a type of its own for each kind of thing.</param>
    public T Once<TKey, T>(TKey key, Func<TKey, T> compute)
        where TKey : notnull
        where T : class => (T)computed.GetOrAdd(key, static (key, compute) => compute((TKey)key), compute);

    /// <summary>All acts, by date.</summary>
    public IReadOnlyList<TreatyAct> Acts { get; }

    /// <summary>What was known at a moment: of each act its latest revision by then, without those annulled.</summary>
    /// <param name="knownAt">Revisions recorded after this moment are not seen.</param>
    public static TreatyRecord Known(InstrumentCatalogue catalogue, IEnumerable<Revision> revisions, DateTimeOffset knownAt) =>
        new(catalogue, revisions
            .Where(revision => revision.RecordedAt <= knownAt)
            .GroupBy(revision => revision.Act.Id)
            .Select(history => history.MaxBy(revision => revision.Number)!)
            .Where(latest => !latest.Annulled)
            .Select(latest => latest.Act));

    /// <summary>Whether any act is on record for the instrument: if none is, nothing can be counted, not even to zero.</summary>
    public bool Holds(InstrumentId instrument) => byInstrument.Contains(instrument);

    public IEnumerable<TreatyAct> Of(InstrumentId instrument) => byInstrument[instrument];

    public IEnumerable<TreatyAct> Of(InstrumentId instrument, StateCode state) => byParticipant[(instrument, state)];

    public IEnumerable<TreatyAct> Of(StateCode state) => byState[state];

    /// <summary>All who did anything towards the instrument, by code.</summary>
    public IEnumerable<StateCode> ParticipantsIn(InstrumentId instrument) => byInstrument[instrument].Select(act => act.State).Distinct().Order();

    /// <summary>The record with one more act, or with the act as it would stand after a correction.</summary>
    public TreatyRecord With(TreatyAct act) => new(Catalogue, Acts.Where(other => other.Id != act.Id).Append(act));

    public TreatyRecord Without(Guid act) => new(Catalogue, Acts.Where(other => other.Id != act));
}

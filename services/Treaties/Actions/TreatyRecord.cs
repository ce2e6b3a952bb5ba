using System.Collections.Concurrent;
using Contracts;
using Treaties.Instruments;

namespace Treaties.Actions;

/// <summary>The acts as known at one moment, each once as it then stood. Immutable; everything in <c>Status</c> is computed from it and a day.</summary>
public sealed class TreatyRecord
{
    // One order whatever order they were recorded in, so that the answer cannot depend on it.
    static readonly Comparer<TreatyAct> order = Comparer<TreatyAct>.Create((one, other) => (one.Date, one.Kind, one.Id).CompareTo((other.Date, other.Kind, other.Id)));

    // Each made when it is first asked for: what a new act is judged against is asked few of these questions.
    ILookup<(InstrumentId, StateCode), TreatyAct>? byParticipant;
    ILookup<InstrumentId, TreatyAct>? byInstrument;
    ILookup<StateCode, TreatyAct>? byState;

    /// <exception cref="ArgumentException">An act stands twice.</exception>
    public TreatyRecord(InstrumentCatalogue catalogue, IEnumerable<TreatyAct> acts)
        : this(catalogue, acts.Order(order).ToList())
    {
        if (Acts.DistinctBy(act => act.Id).Count() != Acts.Count)
            throw new ArgumentException("An act stands twice in one record: only its latest revision counts.", nameof(acts));
    }

    TreatyRecord(InstrumentCatalogue catalogue, List<TreatyAct> inOrder) => (Catalogue, Acts) = (catalogue, inOrder);

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

    /// <summary>The record when these revisions are known as well, each later than what is known of its act.</summary>
    public TreatyRecord After(IEnumerable<Revision> later)
    {
        List<Revision> latest = [.. later.GroupBy(revision => revision.Act.Id).Select(history => history.MaxBy(revision => revision.Number)!)];
        return Instead([.. latest.Select(revision => revision.Act.Id)], latest.Where(revision => !revision.Annulled).Select(revision => revision.Act));
    }

    /// <summary>Whether any act is on record for the instrument: if none is, nothing can be counted, not even to zero.</summary>
    public bool Holds(InstrumentId instrument) => ByInstrument.Contains(instrument);

    public IEnumerable<TreatyAct> Of(InstrumentId instrument) => ByInstrument[instrument];

    public IEnumerable<TreatyAct> Of(InstrumentId instrument, StateCode state) => (byParticipant ??= Acts.ToLookup(act => (act.Instrument, act.State)))[(instrument, state)];

    public IEnumerable<TreatyAct> Of(StateCode state) => (byState ??= Acts.ToLookup(act => act.State))[state];

    /// <summary>The record of one participant alone; itself, where it is that already.</summary>
    public TreatyRecord OfOne(StateCode state) => Acts.All(act => act.State == state) ? this : new(Catalogue, Of(state).ToList());

    /// <summary>All who did anything towards the instrument, by code.</summary>
    public IReadOnlyList<StateCode> ParticipantsIn(InstrumentId instrument) =>
        Once(new Participants(instrument), asked => ByInstrument[asked.In].Select(act => act.State).Distinct().Order().ToList());

    readonly record struct Participants(InstrumentId In);

    /// <summary>The record with one more act, or with the act as it would stand after a correction.</summary>
    public TreatyRecord With(TreatyAct act) => Instead([act.Id], [act]);

    public TreatyRecord Without(Guid act) => Instead([act], []);

    TreatyRecord Instead(HashSet<Guid> before, IEnumerable<TreatyAct> now)
    {
        List<TreatyAct> acts = [.. Acts.Where(act => !before.Contains(act.Id))];
        foreach (var act in now)
            acts.Insert(~acts.BinarySearch(act, order), act);
        return new(Catalogue, acts);
    }

    ILookup<InstrumentId, TreatyAct> ByInstrument => byInstrument ??= Acts.ToLookup(act => act.Instrument);
}

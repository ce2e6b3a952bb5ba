using System.Globalization;
using FaultCampaign.Load;
using FaultCampaign.Platforms;
using Processes;

namespace FaultCampaign.Verifying;

/// <summary>Holds four databases against what was asked and acknowledged, and against each other. Reads tables, asks no service.</summary>
/// <param name="marks">Where each journal stood when the load began.</param>
sealed class JournalVerification(ServicesUnderFault services, IReadOnlyDictionary<string, Mark> marks, Asked asked)
{
    readonly Broken broken = new();
    readonly Dictionary<string, Journal> journals = [];
    long lost, doubled, outOfOrder, ghosts, zombies, unasked, differing, applications, reactions, entries;

    public async Task<Findings> Run(CancellationToken cancel)
    {
        foreach (var service in services.Names)
        {
            var journal = journals[service] = await Journal.Read(service, services.Data(service), marks[service], cancel);
            entries += journal.Since.Count;
            await journal.CheckChain(broken, cancel);
        }
        EveryRequestOnce();
        NothingUnasked();
        foreach (var (consumer, source) in ServicesUnderFault.Follows)
            await Applied(consumer, source, cancel);
        foreach (var back in await CursorWatch.Noted(services, cancel))
            Count(ref doubled, "A consumer applied again what it had applied", back);
        await Reactions(cancel);
        var copies = new CopiesVerification(services, broken);
        differing += await copies.Run(cancel);
        var states = new StateVerification(services, broken);
        await states.Run(cancel);
        (ghosts, zombies, differing) = (ghosts + states.Ghosts, zombies + states.Zombies, differing + states.Differing);
        return new(entries, applications, reactions, lost, doubled, outOfOrder, ghosts, zombies, unasked, differing, broken);
    }

    /// <summary>Every acknowledged request has led to its one entry, every other to one at most.</summary>
    void EveryRequestOnce()
    {
        var recorded = journals.Values.SelectMany(journal => journal.Since.Where(entry => entry.Cause is null).Select(entry => (entry.Marker, entry.Type, journal.Service))).ToLookup(entry => entry.Marker, StringComparer.Ordinal);
        foreach (var (marker, one) in asked.All)
        {
            var count = recorded[marker].Count(entry => entry.Type == one.Fact && entry.Service == one.Service);
            if (one.IsAcknowledged && count == 0)
                Count(ref lost, "An acknowledged write is in no journal", $"{marker} ({one.Kind}, {one.Status}) is not in the journal of {one.Service}");
            if (count > 1)
                Count(ref doubled, "A write is in a journal more than once", $"{marker} ({one.Kind}) is in the journal of {one.Service} {count} times");
            if (one.IsRefused && recorded[marker].Any())
                Count(ref unasked, "A refused write is in a journal", $"{marker} ({one.Kind}) was refused with {one.Status} and is in the journal of {one.Service}");
        }
    }

    void NothingUnasked()
    {
        foreach (var journal in journals.Values)
            foreach (var entry in journal.Since)
                if (entry.Cause is null && !asked.All.ContainsKey(entry.Marker) && !entry.Marker.StartsWith("probe-", StringComparison.Ordinal))
                    Count(ref unasked, "An entry is in a journal that nobody asked for", $"{entry.Type} {entry.Id} by {entry.Marker} in the journal of {journal.Service}");
    }

    /// <summary>A consumer's evidence is what its source published, each once, in order of position.</summary>
    async Task Applied(string consumer, string source, CancellationToken cancel)
    {
        var applied = await services.Data(consumer).Rows("SELECT generation, position, id FROM evidence WHERE source = $1 ORDER BY number", row => (Generation: row.GetInt32(0), Position: row.GetInt64(1), Id: row.GetGuid(2)), cancel, source);
        var published = journals[source].Published;
        var since = marks[source].Position;
        applications += applied.LongCount(one => one.Position > since);
        if (applied.Any(one => one.Generation != 1))
            broken.Add("A consumer found its source forked where nothing was restored", $"{consumer} follows {source} in generation {applied.Max(one => one.Generation)}");

        var last = 0L;
        var seen = new HashSet<long>();
        foreach (var (_, position, id) in applied)
        {
            if (!seen.Add(position))
                Count(ref doubled, "A consumer applied a fact twice", $"{consumer} applied {source} {position} again");
            else if (position < last)
                Count(ref outOfOrder, "A consumer applied facts out of order", $"{consumer} applied {source} {position} after {last}");
            last = Math.Max(last, position);
            if (!published.TryGetValue(position, out var there) || there != id)
                Count(ref unasked, "A consumer applied what its source never published", $"{consumer} applied {source} {position} as {id}; published there is {(there == Guid.Empty ? "nothing" : there)}");
        }
        foreach (var position in published.Keys.Where(position => !seen.Contains(position)).Order())
            Count(ref lost, "A published fact was not applied by a consumer", $"{consumer} has not applied {source} {position}");
    }

    /// <summary>Every reaction has its cause in another journal, and a correction of a consent has each of the reactions the first deposit had.</summary>
    async Task Reactions(CancellationToken cancel)
    {
        var known = journals.Values.SelectMany(journal => journal.Published.Values).ToHashSet();
        var made = new Dictionary<(Guid Cause, string Service), List<string>>();
        foreach (var journal in journals.Values)
            foreach (var entry in journal.Since.Where(entry => entry.Cause is not null))
            {
                reactions++;
                if (!known.Contains(entry.Cause!.Value))
                    Count(ref ghosts, "A reaction has no cause", $"{entry.Type} {entry.Id} in the journal of {journal.Service} names {entry.Cause}");
                if (!made.TryGetValue((entry.Cause.Value, journal.Service), out var list))
                    made[(entry.Cause.Value, journal.Service)] = list = [];
                list.Add(entry.Reaction!);
            }
        foreach (var (cause, names) in made)
            if (names.Distinct().Count() is var distinct && distinct < names.Count)
                Count(ref doubled, "A reaction was made twice for one cause", $"{cause.Service} reacted {names.Count} times in {distinct} ways to {cause.Cause}");

        // Dates that move are told to the review mechanism once, and once for each designation that is owed.
        var owed = (int)await services.Data("networks").Scalar<long>("SELECT coalesce((SELECT count(*) FROM journal WHERE reaction LIKE 'designation-duties/owed/%/uncac/%' GROUP BY cause LIMIT 1), 0)", cancel);
        var moved = await services.Data("treaties").Rows(
            """
            SELECT id, position FROM (
                SELECT id, sequence, position, payload::json->>'depositedOn' AS day, lag(payload::json->>'depositedOn') OVER (PARTITION BY payload::json->>'action' ORDER BY version) AS before
                FROM journal WHERE type IN ('treaties.action-deposited', 'treaties.action-corrected')) act
            WHERE sequence > $1 AND before <> day
            """, row => (Id: row.GetGuid(0), Position: row.GetInt64(1)), cancel, marks["treaties"].Sequence);
        foreach (var (id, position) in moved)
        {
            var (enrolments, duties) = (made.GetValueOrDefault((id, "reviews"), []).Count, made.GetValueOrDefault((id, "networks"), []).Count);
            if (enrolments < 1 || duties < owed)
                Count(ref lost, "A cause has no reaction", string.Create(CultureInfo.InvariantCulture, $"the correction {id} at {position} has {enrolments} of 1 in reviews, {duties} of {owed} in networks"));
        }
    }

    void Count(ref long counter, string promise, string evidence)
    {
        counter++;
        broken.Add(promise, evidence);
    }
}

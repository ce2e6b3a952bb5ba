using FaultCampaign.Load;
using FaultCampaign.Platforms;

namespace FaultCampaign.Verifying;

/// <summary>The same questions to the plain design's databases.</summary>
sealed class PlainVerification(PlainDesign design, PlatformUnderFault platform, Asked asked)
{
    readonly Broken broken = new();
    long lost, doubled, outOfOrder, ghosts, zombies, unasked, differing, applications;

    public async Task<Findings> Run(CancellationToken cancel)
    {
        var records = (await design.Data(PlainDesign.Recorder).Rows("SELECT id, stream, version, marker FROM record", row => (Id: row.GetGuid(0), Stream: row.GetString(1), Version: row.GetInt32(2), Marker: row.GetString(3)), cancel)).ToDictionary(record => record.Id);
        var recorded = records.Values.ToLookup(record => record.Marker, StringComparer.Ordinal);
        foreach (var (marker, one) in asked.All)
        {
            if (one.IsAcknowledged && !recorded[marker].Any())
                Count(ref lost, "An acknowledged write is not recorded", marker);
            if (recorded[marker].Count() > 1)
                Count(ref doubled, "A write is recorded more than once", marker);
            if (one.IsRefused && recorded[marker].Any())
                Count(ref unasked, "A refused write is recorded", $"{marker} was refused with {one.Status}");
        }
        foreach (var record in records.Values.Where(record => !asked.All.ContainsKey(record.Marker) && !record.Marker.StartsWith("probe-", StringComparison.Ordinal)))
            Count(ref unasked, "Something is recorded that nobody asked for", record.Marker);

        var latest = records.Values.GroupBy(record => record.Stream).ToDictionary(stream => stream.Key, stream => stream.MaxBy(record => record.Version));
        await design.StopCopying(cancel); // what they hold and have not applied is in their queues again
        var unapplied = new Dictionary<Guid, List<string>>();
        foreach (var copier in PlainDesign.Copiers.Keys)
        {
            var applied = await design.Data(copier).Rows("SELECT record, stream, version FROM application ORDER BY number", row => (Record: row.GetGuid(0), Stream: row.GetString(1), Version: row.GetInt32(2)), cancel);
            applications += applied.Count;
            Applied(copier, applied, records.Keys.ToHashSet());
            var missing = records.Keys.Except(applied.Select(one => one.Record)).ToHashSet();
            await Standing(PlainDesign.Copiers[copier], "A record still stood in the queue of a consumer", missing, cancel);
            await Standing($"{PlainDesign.Copiers[copier]}_error", "A consumer gave a record up: it lies in its error queue", missing, cancel);
            foreach (var id in missing)
                (unapplied.TryGetValue(id, out var list) ? list : unapplied[id] = []).Add(copier);
            foreach (var (stream, version, text) in await design.Data(copier).Rows("SELECT stream, version, text FROM copy", row => (row.GetString(0), row.GetInt32(1), row.GetString(2)), cancel))
                if (!latest.TryGetValue(stream, out var last) || (last.Version, last.Marker) != (version, text))
                    Count(ref differing, "A copy is not what was recorded", $"{copier} holds {stream} as version {version}; recorded is {last.Version}");
        }
        foreach (var (id, copiers) in unapplied)
            if (copiers.Count == PlainDesign.Copiers.Count)
                Count(ref zombies, "A zombie: recorded, and nobody was ever told", $"{records[id].Marker}, {records[id].Stream} {records[id].Version}");
            else
                foreach (var copier in copiers)
                    Count(ref lost, "A record was not applied by a consumer and is in no queue", $"{copier}: {records[id].Marker}, {records[id].Stream} {records[id].Version}");
        return new(records.Count, applications, 0, lost, doubled, outOfOrder, ghosts, zombies, unasked, differing, broken);
    }

    /// <summary>Counts those of the missing that a queue still holds under a promise of their own, and takes them from the missing.</summary>
    async Task Standing(string queue, string promise, HashSet<Guid> missing, CancellationToken cancel)
    {
        foreach (var message in await new BrokerAccount(platform).Take(queue, cancel))
            if (message.GetProperty("message").GetProperty("id").GetGuid() is var id && missing.Remove(id))
                Count(ref lost, promise, $"{queue}: {id}");
    }

    /// <summary>Order only within a stream: over all of them it promises none.</summary>
    void Applied(string copier, List<(Guid Record, string Stream, int Version)> applied, HashSet<Guid> records)
    {
        var (seen, last) = (new HashSet<Guid>(), new Dictionary<string, int>());
        foreach (var (record, stream, version) in applied)
        {
            if (!seen.Add(record))
                Count(ref doubled, "A consumer applied a record twice", $"{copier} applied {stream} {version} again");
            else if (version < last.GetValueOrDefault(stream))
                Count(ref outOfOrder, "A consumer applied records of a stream out of order", $"{copier} applied {stream} {version} after {last[stream]}");
            last[stream] = Math.Max(version, last.GetValueOrDefault(stream));
            if (!records.Contains(record))
                Count(ref ghosts, "A ghost: applied, and recorded nowhere", $"{copier} applied {record}, {stream} {version}");
        }
    }

    void Count(ref long counter, string promise, string evidence)
    {
        counter++;
        broken.Add(promise, evidence);
    }
}

namespace ManifestRunner.OperationsView.Telemetry;

/// <summary>The last things logged, in memory; the oldest go when there are too many entries or bytes.</summary>
sealed class StructuredLogs(Bounds bounds)
{
    readonly Lock changing = new();
    readonly Queue<LogEntry> oldestFirst = new();
    long received, bytes;

    /// <summary>Entries now kept, and about how many bytes they take.</summary>
    public (int Entries, long Bytes) Size
    {
        get
        {
            lock (changing)
                return (oldestFirst.Count, bytes);
        }
    }

    public void Add(IEnumerable<LogEntry> entries)
    {
        lock (changing)
            foreach (var entry in entries)
            {
                oldestFirst.Enqueue(entry with { Number = ++received });
                bytes += entry.Weight;
                while (oldestFirst.Count > bounds.Logs || bytes > bounds.LogBytes)
                    bytes -= oldestFirst.Dequeue().Weight;
            }
    }

    /// <summary>The newest first.</summary>
    /// <param name="resource">A service or one of its processes; null for any.</param>
    /// <param name="text">Part of the message or of the category; null for any.</param>
    /// <param name="trace">Id of a trace; null for any.</param>
    public IReadOnlyList<LogEntry> List(string? resource, LogLevel least, string? text, string? trace, int most)
    {
        lock (changing)
            return
            [
                .. oldestFirst.Where(entry => entry.Level >= least
                        && (resource is null || entry.Service == resource || entry.Resource == resource)
                        && (trace is null || entry.Trace == trace)
                        && (text is null || entry.Message.Contains(text, StringComparison.OrdinalIgnoreCase) || entry.Category.Contains(text, StringComparison.OrdinalIgnoreCase)))
                    .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Number).Take(most),
            ];
    }
}

namespace ManifestRunner.OperationsView.Telemetry;

/// <summary>What of telemetry is kept at most.</summary>
/// <param name="SpanBytes">About; counted by <see cref="Span.Weight"/>.</param>
/// <param name="LogBytes">About; counted by <see cref="LogEntry.Weight"/>.</param>
/// <param name="Lone">Traces of a single span: most of them are background work, which must not push out what people did.</param>
/// <param name="Series">One instrument of one process with one set of attributes.</param>
sealed record Bounds(int Traces = 2_000, int Lone = 500, int Spans = 20_000, int SpanBytes = 24_000_000, int Logs = 10_000, int LogBytes = 12_000_000, int Series = 1_500);

/// <summary>One trace of the list.</summary>
/// <param name="Name">Of its first span, or of the earliest there is when the first has not come.</param>
/// <param name="Hint">What tells it from others of that name; empty for nothing.</param>
/// <param name="Resources">Who took part, in order of first appearance, with how many spans.</param>
sealed record TraceSummary(string Id, string Name, string Hint, DateTimeOffset Start, TimeSpan Duration, int Spans, int Errors, IReadOnlyList<(string Service, int Spans)> Resources);

/// <summary>The last traces, in memory; the oldest go when there are too many traces, spans or bytes.</summary>
sealed class Traces(Bounds bounds)
{
    readonly Lock changing = new();
    readonly Dictionary<string, LinkedListNode<Kept>> byId = new(StringComparer.Ordinal);
    readonly LinkedList<Kept> oldestFirst = [], oldestLoneFirst = [];
    int spans;
    long bytes;

    sealed class Kept(string id)
    {
        public string Id { get; } = id;

        public List<Span> Spans { get; } = [];

        public long Bytes { get; set; }
    }

    /// <summary>Traces and spans now kept, and about how many bytes they take.</summary>
    public (int Traces, int Spans, long Bytes) Size
    {
        get
        {
            lock (changing)
                return (byId.Count, spans, bytes);
        }
    }

    public void Add(IEnumerable<Span> received)
    {
        lock (changing)
            foreach (var span in received)
                Add(span);
    }

    /// <summary>The spans of a trace; empty when it is not here, or no longer.</summary>
    public IReadOnlyList<Span> Of(string trace)
    {
        lock (changing)
            return byId.TryGetValue(trace, out var node) ? [.. node.Value.Spans] : [];
    }

    /// <summary>The newest first.</summary>
    /// <param name="resource">A service or one of its processes that took part; null for any.</param>
    /// <param name="name">Part of the name of any of its spans; null for any.</param>
    public IReadOnlyList<TraceSummary> List(string? resource, string? name, bool errorsOnly, TimeSpan atLeast, int leastSpans, int most)
    {
        lock (changing)
        {
            var found = new List<TraceSummary>();
            foreach (var trace in oldestFirst.Concat(oldestLoneFirst))
            {
                var all = trace.Spans;
                if (all.Count >= leastSpans && (resource is null || all.Any(span => span.Service == resource || span.Resource == resource))
                    && (name is null || all.Any(span => span.Name.Contains(name, StringComparison.OrdinalIgnoreCase)))
                    && (!errorsOnly || all.Any(span => span.Failed))
                    && Summary(trace.Id, all) is var summary && summary.Duration >= atLeast)
                    found.Add(summary);
            }
            return [.. found.OrderByDescending(trace => trace.Start).Take(most)];
        }
    }

    void Add(Span span)
    {
        if (!byId.TryGetValue(span.Trace, out var node))
            byId[span.Trace] = node = oldestLoneFirst.AddLast(new Kept(span.Trace));
        else if (node.Value.Spans.Count == 1)
        {
            oldestLoneFirst.Remove(node);
            oldestFirst.AddLast(node);
        }
        node.Value.Spans.Add(span);
        node.Value.Bytes += span.Weight;
        (spans, bytes) = (spans + 1, bytes + span.Weight);
        while (oldestLoneFirst.Count > bounds.Lone)
            Forget(oldestLoneFirst);
        while (byId.Count > bounds.Traces || spans > bounds.Spans || bytes > bounds.SpanBytes)
            Forget(oldestFirst.Count > 0 ? oldestFirst : oldestLoneFirst);
    }

    void Forget(LinkedList<Kept> oldest)
    {
        var trace = oldest.First!.Value;
        oldest.RemoveFirst();
        byId.Remove(trace.Id);
        (spans, bytes) = (spans - trace.Spans.Count, bytes - trace.Bytes);
    }

    /// <param name="spans">All that have come of one trace; at least one.</param>
    public static TraceSummary Summary(string id, IReadOnlyList<Span> spans)
    {
        var earliest = spans.MinBy(span => span.Start)!;
        var first = spans.FirstOrDefault(span => span.Parent.Length == 0) ?? earliest;
        var services = spans.GroupBy(span => span.Service).OrderBy(group => group.Min(span => span.Start)).Select(group => (group.Key, group.Count())).ToList();
        return new(id, first.Name, first.Hint, earliest.Start, spans.Max(span => span.End) - earliest.Start, spans.Count, spans.Count(span => span.Failed), services);
    }
}

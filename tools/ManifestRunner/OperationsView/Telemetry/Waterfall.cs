namespace ManifestRunner.OperationsView.Telemetry;

/// <summary>One line of a waterfall.</summary>
/// <param name="Depth">0 for the first span of the trace, and for one whose parent is not here.</param>
/// <param name="From">Where it begins, as a part of the whole trace from 0 to 1.</param>
/// <param name="Length">How long it lasts, likewise.</param>
sealed record WaterfallRow(Span Span, int Depth, double From, double Length);

/// <summary>The spans of a trace as people read them: each below its parent, sisters by time.</summary>
static class Waterfall
{
    /// <summary>Every span exactly once, whatever order they came in, and also when parents are missing or name each other in a circle.</summary>
    public static IReadOnlyList<WaterfallRow> Of(IReadOnlyList<Span> trace)
    {
        var spans = trace.DistinctBy(span => span.Id).OrderBy(span => span.Start).ThenBy(span => span.Id, StringComparer.Ordinal).ToList();
        if (spans.Count == 0)
            return [];

        var ids = spans.Select(span => span.Id).ToHashSet(StringComparer.Ordinal);
        var children = spans.Where(span => span.Parent != span.Id && ids.Contains(span.Parent)).ToLookup(span => span.Parent, StringComparer.Ordinal);
        var (start, whole) = (spans[0].Start, Math.Max(1.0, (spans.Max(span => span.End) - spans[0].Start).Ticks));
        var rows = new List<WaterfallRow>(spans.Count);
        var shown = new HashSet<string>(StringComparer.Ordinal);

        foreach (var first in spans.Where(span => span.Parent == span.Id || !ids.Contains(span.Parent)))
            Below(first);
        foreach (var circular in spans)
            Below(circular); // what is left has parents only in a circle
        return rows;

        void Below(Span first)
        {
            var waiting = new Stack<(Span Span, int Depth)>([(first, 0)]);
            while (waiting.TryPop(out var next))
                if (shown.Add(next.Span.Id))
                {
                    rows.Add(new(next.Span, next.Depth, (next.Span.Start - start).Ticks / whole, (next.Span.End - next.Span.Start).Ticks / whole));
                    foreach (var child in children[next.Span.Id].Reverse())
                        waiting.Push((child, next.Depth + 1));
                }
        }
    }
}

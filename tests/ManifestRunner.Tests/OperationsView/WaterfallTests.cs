using FsCheck;
using FsCheck.Fluent;
using ManifestRunner.OperationsView.Telemetry;

namespace ManifestRunner.Tests.OperationsView;

public sealed class A_waterfall
{
    /// <summary>Parents are drawn freely, so they may be missing, be the span itself or lead in a circle.</summary>
    [Fact]
    public void Shows_every_span_once_whatever_order_they_came_in_and_whoever_their_parents_are() =>
        Prop.ForAll<int[], int>((parents, seed) =>
        {
            var spans = parents.Select((parent, index) => Samples.Span(index + 1, parent: Math.Abs(parent % (parents.Length + 3)), start: index % 7)).ToArray();
            var shuffled = spans.ToArray();
            new Random(seed).Shuffle(shuffled);

            var rows = Waterfall.Of(shuffled);

            return rows.Select(row => row.Span.Id).Order().SequenceEqual(spans.Select(span => span.Id).Order())
                && rows.SequenceEqual(Waterfall.Of(spans));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Puts_every_span_of_a_whole_trace_below_its_parent() =>
        Prop.ForAll<int[], int>((choices, seed) =>
        {
            var spans = choices.Select((choice, index) => Samples.Span(index + 1, parent: index == 0 ? 0 : Math.Abs(choice % index) + 1, start: index)).ToArray();
            new Random(seed).Shuffle(spans);

            var path = new List<string>();
            foreach (var row in Waterfall.Of(spans))
            {
                if (row.Depth > path.Count || (row.Depth > 0 && path[row.Depth - 1] != row.Span.Parent) || (row.Depth == 0 && row.Span.Parent.Length > 0))
                    return false;
                path.RemoveRange(row.Depth, path.Count - row.Depth);
                path.Add(row.Span.Id);
            }
            return true;
        }).QuickCheckThrowOnFailure();
}

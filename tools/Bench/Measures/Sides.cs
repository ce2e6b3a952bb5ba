using Bench.Load;
using Bench.Results;

namespace Bench.Measures;

/// <summary>The sides of one comparison, in alternating rounds.</summary>
static class Sides
{
    /// <summary>What the rounds of one side gave.</summary>
    /// <param name="Rates">Requests a second at full load, 16 connections.</param>
    /// <param name="P99">Milliseconds under the same full load.</param>
    /// <param name="Processor">Milliseconds of processor time of the serving process for each request.</param>
    public sealed record Outcome(Spread Rates, Spread P99, Spread Processor);

    /// <param name="sides">By name: the process that serves, and its request.</param>
    public static async Task<IReadOnlyList<Outcome>> Compare(Settings settings, params (int Pid, Func<long, Task> Request)[] sides)
    {
        var (offsets, rounds) = (new long[sides.Length], sides.Select(_ => new List<(double Rate, double P99, double Processor)>()).ToList());
        for (var round = -1; round < settings.Rounds; round++)
            for (var side = 0; side < sides.Length; side++)
            {
                var ((pid, request), offset, before) = (sides[side], offsets[side], Processor.Seconds(sides[side].Pid));
                var (rate, latencies) = await Loops.Closed(Settings.Connections, round < 0 ? settings.WarmUp : settings.Round, number => request(offset + number));
                offsets[side] += latencies.Count + Settings.Connections;
                if (round >= 0)
                    rounds[side].Add((rate, latencies.At(0.99), 1000 * (Processor.Seconds(pid) - before) / latencies.Count));
            }
        return [.. rounds.Select(side => new Outcome(new([.. side.Select(it => it.Rate)]), new([.. side.Select(it => it.P99)]), new([.. side.Select(it => it.Processor)])))];
    }
}

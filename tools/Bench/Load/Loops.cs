using System.Collections.Concurrent;
using System.Diagnostics;

namespace Bench.Load;

/// <summary>Load on a server. Every request has a number of its own, from which its key is made, so that keys rotate.</summary>
static class Loops
{
    /// <summary>Closed: so many connections, each sending its next request when the last is answered. Finds what a server can do, not how long people wait.</summary>
    /// <returns>Requests a second, and how long each took.</returns>
    public static async Task<(double Rate, Latencies Latencies)> Closed(int connections, TimeSpan length, Func<long, Task> request)
    {
        var (number, times, watch) = (-1L, new ConcurrentBag<double>(), Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            var own = new List<double>();
            while (watch.Elapsed < length)
            {
                var started = Stopwatch.GetTimestamp();
                await request(Interlocked.Increment(ref number));
                own.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            own.ForEach(times.Add);
        })));
        return (times.Count / watch.Elapsed.TotalSeconds, new Latencies(times));
    }

    /// <summary>Open: requests arrive at a fixed rate whether or not earlier ones were answered, and each is timed from when it was due.</summary>
    public static async Task<Latencies> Open(double perSecond, TimeSpan length, Func<long, Task> request, CancellationToken cancel = default)
    {
        var (times, requests, watch) = (new ConcurrentBag<double>(), new List<Task>(), Stopwatch.StartNew());
        for (var number = 0L; number < perSecond * length.TotalSeconds; number++)
        {
            var due = TimeSpan.FromSeconds(number / perSecond);
            while (watch.Elapsed < due)
                await Task.Delay(1, cancel);
            var own = number;
            requests.Add(Task.Run(async () =>
            {
                await request(own);
                times.Add((watch.Elapsed - due).TotalMilliseconds);
            }));
        }
        await Task.WhenAll(requests);
        return new Latencies(times);
    }
}

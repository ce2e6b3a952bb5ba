using System.Diagnostics;
using Contracts;

namespace Journal.Following;

/// <summary>Entries that came over the bus and wait to be applied, in order of position.</summary>
/// <remarks>The broker's message is acknowledged when its entry was applied, so the queue's prefetch bounds what stands here.</remarks>
sealed class Inbox(TimeProvider time)
{
    readonly Lock gate = new();
    readonly SortedDictionary<(long Epoch, long Position), Arrival> waiting = [];
    bool closed;
    TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    sealed record Arrival(Recorded Entry, ActivityContext Trace)
    {
        public TaskCompletionSource Applied { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Puts an entry in line.</summary>
    /// <returns>Done when it was applied, parked, or found to be a duplicate.</returns>
    public Task Offer(Recorded entry, ActivityContext trace)
    {
        lock (gate)
        {
            if (closed)
                return Task.CompletedTask;
            if (!waiting.TryGetValue((entry.Epoch, entry.Position), out var arrival))
                waiting.Add((entry.Epoch, entry.Position), arrival = new Arrival(entry, trace));
            arrived.TrySetResult();
            return arrival.Applied.Task;
        }
    }

    /// <summary>Waits until something is in line, at most <paramref name="longest"/>.</summary>
    /// <returns>False when nothing came.</returns>
    public Task<bool> WaitForArrival(TimeSpan longest, CancellationToken cancel)
    {
        lock (gate)
            return waiting.Count > 0 ? Task.FromResult(true) : WaitForMore(longest, cancel);
    }

    /// <summary>Waits until something has come since the line was last looked at, at most <paramref name="longest"/>.</summary>
    /// <returns>False when nothing came.</returns>
    public async Task<bool> WaitForMore(TimeSpan longest, CancellationToken cancel)
    {
        Task arrival;
        lock (gate)
            arrival = arrived.Task;
        try
        {
            await arrival.WaitAsync(longest, time, cancel);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>The entries in line, first to last, at most so many, with the traces they came in.</summary>
    public List<(Recorded Entry, ActivityContext Trace)> Take(int most)
    {
        lock (gate)
        {
            if (arrived.Task.IsCompleted)
                arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return [.. waiting.Values.Take(most).Select(arrival => (arrival.Entry, arrival.Trace))];
        }
    }

    /// <summary>Lets go of everything at or before a cursor: it has been applied, from here or from the journal. Older epochs are past as well.</summary>
    public void Release(Cursor cursor)
    {
        List<Arrival> done;
        lock (gate)
        {
            done = [.. waiting.TakeWhile(pair => pair.Key.CompareTo((cursor.Epoch, cursor.Position)) <= 0).Select(pair => pair.Value)];
            foreach (var arrival in done)
                waiting.Remove((arrival.Entry.Epoch, arrival.Entry.Position));
        }
        foreach (var arrival in done)
            arrival.Applied.TrySetResult();
    }

    /// <summary>Lets go of everything, applied or not, and takes no more: the service stops, and the journal still has it.</summary>
    public void Close()
    {
        List<Arrival> all;
        lock (gate)
        {
            closed = true;
            all = [.. waiting.Values];
            waiting.Clear();
        }
        foreach (var arrival in all)
            arrival.Applied.TrySetResult();
    }
}

/// <summary>One inbox for each source that is followed.</summary>
sealed class Inboxes(IReadOnlyDictionary<string, Inbox> inboxes)
{
    public Inbox this[string source] => inboxes[source];
}

using System.Net.Http.Json;
using System.Text.Json;
using FaultCampaign.Platforms;

namespace FaultCampaign.Verifying;

/// <summary>What the broker itself says of queues and who reads them.</summary>
sealed class BrokerAccount(PlatformUnderFault platform)
{
    /// <param name="Messages">Ready and unacknowledged.</param>
    /// <param name="Readers">Processes that read it, or would if the reader went.</param>
    public sealed record Queue(string Name, long Messages, int Readers)
    {
        /// <summary>Facts of one service for another.</summary>
        public bool IsOfFacts => Name.Contains("-from-", StringComparison.Ordinal);
    }

    public async Task<IReadOnlyList<Queue>> Queues(CancellationToken cancel)
    {
        using var broker = platform.Management();
        return [.. (await broker.GetFromJsonAsync<JsonElement[]>("queues/%2F", cancel) ?? []).Select(queue =>
            new Queue(queue.GetProperty("name").GetString()!, queue.TryGetProperty("messages", out var messages) ? messages.GetInt64() : 0, queue.TryGetProperty("consumers", out var readers) ? readers.GetInt32() : 0))];
    }

    /// <summary>Queues of facts that more than one process reads at this moment.</summary>
    public async Task<IReadOnlySet<string>> ReadByMany(CancellationToken cancel)
    {
        using var broker = platform.Management();
        return (await broker.GetFromJsonAsync<JsonElement[]>("consumers/%2F", cancel) ?? [])
            .Where(consumer => consumer.GetProperty("activity_status").GetString() is "up" or "single_active")
            .GroupBy(consumer => consumer.GetProperty("queue").GetProperty("name").GetString()!)
            .Where(queue => queue.Key.Contains("-from-", StringComparison.Ordinal) && queue.Count() > 1)
            .Select(queue => queue.Key).ToHashSet();
    }

    /// <summary>Looks every few seconds whether a queue has more than one reader, twice in a row: one may be going as another comes.</summary>
    public async Task Watch(Broken noticed, CancellationToken cancel)
    {
        IReadOnlySet<string> before = new HashSet<string>();
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                var now = await ReadByMany(cancel);
                foreach (var queue in now.Where(before.Contains))
                    noticed.Add("A queue of facts is read by two at once", queue);
                before = now;
                await Task.Delay(TimeSpan.FromSeconds(4), cancel);
            }
            catch (Exception away) when (away is HttpRequestException or OperationCanceledException or JsonException or KeyNotFoundException or InvalidOperationException)
            {
                before = new HashSet<string>();
                if (!cancel.IsCancellationRequested)
                    await Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None);
            }
        }
    }
}

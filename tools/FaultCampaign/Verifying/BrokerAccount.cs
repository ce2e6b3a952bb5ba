using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using FaultCampaign.Platforms;
using Processes;

namespace FaultCampaign.Verifying;

/// <summary>What the broker itself says of queues and who reads them: by <c>rabbitmqctl</c>, which asks the queues.</summary>
/// <remarks>
/// The management API gives statistics. They go on naming a reader of a queue that was deleted, as active and for good, beside the
/// readers of the queue made anew under that name (docs/faults.md), so they cannot say whether two read at once.
/// </remarks>
sealed class BrokerAccount(PlatformUnderFault platform)
{
    /// <summary>A quorum queue tells how many messages it holds only so often.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(6);

    static readonly TimeSpan looksEvery = TimeSpan.FromSeconds(10), answersWithin = TimeSpan.FromSeconds(60);

    /// <summary>What tells <c>rabbitmqctl</c> which broker is meant, taken from the broker's own environment.</summary>
    static readonly string[] which = ["HOME", "RABBITMQ_NODENAME", "RABBITMQ_CONF_ENV_FILE", "ERL_EPMD_PORT", "ERL_EPMD_ADDRESS"];

    /// <param name="Messages">Ready and unacknowledged.</param>
    /// <param name="Readers">Processes that read it, or would if the reader went.</param>
    /// <param name="Reading">Those of them it delivers to.</param>
    public sealed record Queue(string Name, long Messages, int Readers, int Reading)
    {
        /// <summary>Facts of one service for another.</summary>
        public bool IsOfFacts => Name.Contains("-from-", StringComparison.Ordinal);
    }

    /// <exception cref="Problem">The broker does not answer.</exception>
    public async Task<IReadOnlyList<Queue>> Queues(CancellationToken cancel)
    {
        var readers = (await Ask(["list_consumers", "queue_name", "active"], cancel)).ToLookup(reader => reader.GetProperty("queue_name").GetString()!, reader => reader.GetProperty("active").GetBoolean());
        return [.. (await Ask(["list_queues", "name", "messages"], cancel)).Select(queue => (Name: queue.GetProperty("name").GetString()!, Messages: queue.GetProperty("messages"))).Select(queue =>
            new Queue(queue.Name, queue.Messages.ValueKind == JsonValueKind.Number ? queue.Messages.GetInt64() : 0, readers[queue.Name].Count(), readers[queue.Name].Count(active => active)))];
    }

    public static void ReadByOne(IReadOnlyList<Queue> queues, Broken noticed) =>
        noticed.AddAll("A queue of facts is read by two at once", queues.Where(queue => queue is { IsOfFacts: true, Reading: > 1 }).Select(queue => $"{queue.Name} delivers to {queue.Reading}"));

    /// <summary>Looks every few seconds whether a queue of facts delivers to more than one reader.</summary>
    public async Task Watch(Broken noticed, CampaignLog log, CancellationToken cancel)
    {
        var (answered, unanswered, why) = (0, 0, "");
        while (!cancel.IsCancellationRequested)
            try
            {
                ReadByOne(await Queues(cancel), noticed);
                answered++;
                await Task.Delay(looksEvery, cancel);
            }
            catch (Exception away) when (away is Problem or OperationCanceledException)
            {
                // The broker is struck, and says nothing; or it is over.
                if (cancel.IsCancellationRequested)
                    break;
                (unanswered, why) = (unanswered + 1, away.Message);
                await Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None);
            }
        log.Say($"the queues were asked {answered + unanswered} times who reads them, {unanswered} times without an answer{(unanswered > 0 ? $", the last because: {why}" : "")}");
    }

    async Task<JsonElement[]> Ask(string[] what, CancellationToken cancel)
    {
        var broker = platform.Launches[PlatformUnderFault.Broker].Environment;
        // While the broker is away it would leave a port mapper behind, on the port the broker's own comes back to.
        Dictionary<string, string?> environment = new(which.Select(variable => KeyValuePair.Create(variable, broker.GetValueOrDefault(variable)))) { ["ERL_FLAGS"] = "-start_epmd false" };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(answersWithin);
        try
        {
            var said = await Cli.Wrap("/usr/lib/rabbitmq/bin/rabbitmqctl").WithArguments(["--quiet", .. what, "--formatter", "json"]).WithEnvironmentVariables(environment)
                .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(patience.Token);
            return said.IsSuccess ? JsonSerializer.Deserialize<JsonElement[]>(said.StandardOutput)! : throw new Problem($"The broker does not say what it holds: {said.StandardError.Trim().Split('\n')[0]}");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new Problem($"The broker did not say within {answersWithin.TotalSeconds:0} s what it holds.");
        }
    }
}

using FaultCampaign.Load;
using FaultCampaign.Verifying;
using Npgsql;
using Processes;

namespace FaultCampaign.Platforms;

/// <summary>What runs under fault: four services with a journal each, and what is asked of them.</summary>
sealed class ServicesUnderFault(PlatformUnderFault platform)
{
    /// <summary>Who follows whom, as the services register it.</summary>
    public static readonly IReadOnlyList<(string Consumer, string Source)> Follows =
    [
        ("reviews", "treaties"), ("technical-assistance", "treaties"), ("networks", "treaties"), ("treaties", "networks"), ("reviews", "technical-assistance"), ("technical-assistance", "reviews"),
    ];

    static readonly TimeSpan importedWithin = TimeSpan.FromMinutes(3);

    readonly Dictionary<string, Mark> marks = [];
    Stock stock = null!;

    /// <summary>Those that own a database, by the name of their resource.</summary>
    public IReadOnlyList<string> Names { get; } = ["treaties", "reviews", "technical-assistance", "networks"];

    /// <summary>Processes that may be struck.</summary>
    public IReadOnlyList<string> Processes { get; } = ["treaties", "treaties-2", "reviews", "reviews-2", "technical-assistance", "technical-assistance-2", "networks", "networks-2", "portal"];

    /// <summary>Where an outside effect can be made to fail: the table of a consumer that each fact it applies goes into, with a column naming its stream.</summary>
    public IReadOnlyList<Applier> Appliers { get; } =
    [
        .. new[] { "reviews", "technical-assistance", "networks" }.Select(service => new Applier(service, "party_act", "state", "SELECT state FROM party_act ORDER BY position DESC LIMIT 1")),
        new("treaties", "designation_note", "state", "SELECT state FROM designation_note ORDER BY position DESC LIMIT 1"),
    ];

    /// <summary>A service's database itself, since what a service claims of itself proves little.</summary>
    public NpgsqlDataSource Data(string service) => platform.Data($"{service.Replace("-", "", StringComparison.Ordinal)}db");

    /// <summary>Waits until what a new platform begins with has reached everyone, and remembers where it ends.</summary>
    public async Task Begin(CancellationToken cancel)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (await Data("treaties").Scalar<long>("SELECT count(*) FROM journal WHERE published", cancel) < 1300 || (await Waiting(cancel)).Count > 0)
        {
            if (TimeProvider.System.GetElapsedTime(since) > importedWithin)
                throw new Problem($"The record was not imported everywhere: {string.Join("; ", await Waiting(cancel))}");
            await Task.Delay(300, cancel);
        }
        foreach (var service in Names)
            marks[service] = new(await Data(service).Scalar<long>("SELECT coalesce(max(sequence), 0) FROM journal", cancel), await Data(service).Scalar<long>("SELECT position FROM journal_head", cancel));
        stock = await Stock.Of(this, cancel);
        await CursorWatch.Set(this, cancel);
    }

    /// <summary>What one writer asks, one after the other.</summary>
    public TreatyWork RequestsOf(int writer, int seed) => new TreatyWork(stock, writer, seed);

    /// <summary>Entries recorded since the load began, over all journals.</summary>
    public async Task<long> Entries(CancellationToken cancel)
    {
        var entries = 0L;
        foreach (var service in Names)
            entries += await Data(service).Scalar<long>("SELECT position FROM journal_head", cancel) - marks[service].Position;
        return entries;
    }

    /// <summary>Returns when a write made from now on was applied everywhere.</summary>
    /// <exception cref="Problem">It was refused, for certain.</exception>
    public async Task Probe(int number, CancellationToken cancel)
    {
        var request = stock.Probe(number);
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        var sent = await Sending.Insist(client, platform, platform.NewTokens(), request, cancel);
        if (sent.ETag is null)
            throw new Problem($"the write after it was refused with {sent.Status}");
        var version = int.Parse(sent.ETag.Trim('"').Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        var missing = Follows.Where(follow => follow.Source == "treaties").Select(follow => follow.Consumer).ToList();
        for (Guid? id = null; missing.Count > 0; await Task.Delay(50, cancel))
        {
            try
            {
                id ??= await Data("treaties").Scalar<Guid?>("SELECT id FROM journal WHERE stream = $1 AND version = $2", cancel, $"participants/{stock.ProbeState}", version);
                if (id is not null && await Data(missing[0]).Scalar<bool>("SELECT EXISTS (SELECT 1 FROM evidence WHERE source = 'treaties' AND id = $1)", cancel, id))
                    missing.RemoveAt(0);
            }
            catch (NpgsqlException)
            {
                // Away again: another fault. What is measured is when the write has arrived.
            }
        }
    }

    /// <summary>What still waits; empty when everything recorded was applied everywhere.</summary>
    public async Task<IReadOnlyList<string>> Waiting(CancellationToken cancel)
    {
        var waiting = new List<string>();
        foreach (var service in Names)
        {
            if (await Data(service).Scalar<long>("SELECT count(*) FROM journal WHERE position IS NULL", cancel) is > 0 and var unnumbered)
                waiting.Add($"{unnumbered} entries of {service} have no position");
            if (await Data(service).Scalar<long>("SELECT previous_published - sent FROM journal_head", cancel) is > 0 and var unsent)
                waiting.Add($"{service} has sent up to {unsent} positions less than it published");
        }
        foreach (var (consumer, source) in Follows)
        {
            var (head, cursor) = (await Data(source).Scalar<long>("SELECT previous_published FROM journal_head", cancel), await Data(consumer).Scalar<long>("SELECT coalesce((SELECT position FROM cursor WHERE source = $1), 0)", cancel, source));
            if (head != cursor)
                waiting.Add($"{consumer} has applied {source} up to {cursor} of {head}");
        }
        return waiting;
    }

    /// <summary>Holds the databases against what was asked and acknowledged.</summary>
    public Task<Findings> Verify(Asked asked, CancellationToken cancel) => new JournalVerification(this, marks, asked).Run(cancel);
}

/// <summary>Where a consumer puts what it applies.</summary>
/// <param name="Column">Names the stream a row belongs to.</param>
/// <param name="Recent">SQL: the stream something was applied to last.</param>
sealed record Applier(string Service, string Table, string Column, string Recent);

/// <summary>Where a journal stood when the load began.</summary>
sealed record Mark(long Sequence, long Position);

using Aspire.Hosting;
using FaultCampaign.Load;
using FaultCampaign.Verifying;
using Npgsql;
using Processes;

namespace FaultCampaign.Platforms;

/// <summary>The platform itself: four services with a journal each.</summary>
sealed class JournalDesign(PlatformUnderFault platform) : IDesign
{
    /// <summary>Who follows whom, as the services register it.</summary>
    public static readonly IReadOnlyList<(string Consumer, string Source)> Follows =
    [
        ("reviews", "treaties"), ("technical-assistance", "treaties"), ("networks", "treaties"), ("treaties", "networks"), ("reviews", "technical-assistance"), ("technical-assistance", "reviews"),
    ];

    static readonly TimeSpan importedWithin = TimeSpan.FromMinutes(3);

    readonly Dictionary<string, Mark> marks = [];
    Stock stock = null!;

    public IReadOnlyList<string> Services { get; } = ["treaties", "reviews", "technical-assistance", "networks"];

    public IReadOnlyList<string> Processes { get; } = ["treaties", "treaties-2", "reviews", "reviews-2", "technical-assistance", "technical-assistance-2", "networks", "networks-2", "portal"];

    public IReadOnlyList<Applier> Appliers { get; } =
    [
        .. new[] { "reviews", "technical-assistance", "networks" }.Select(service => new Applier(service, "party_act", "state", "SELECT state FROM party_act ORDER BY position DESC LIMIT 1")),
        new("treaties", "designation_note", "state", "SELECT state FROM designation_note ORDER BY position DESC LIMIT 1"),
    ];

    public bool Parks => true;

    public string DatabaseOf(string service) => $"{service.Replace("-", "", StringComparison.Ordinal)}db";

    public NpgsqlDataSource Data(string service) => platform.Data(DatabaseOf(service));

    /// <summary>Nothing: it is what the AppHost has.</summary>
    public void Change(IDistributedApplicationBuilder builder)
    {
    }

    public async Task Begin(PlatformUnderFault platform, CancellationToken cancel)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (await Data("treaties").Number("SELECT count(*) FROM journal WHERE published", cancel) < 1300 || (await Waiting(cancel)).Count > 0)
        {
            if (TimeProvider.System.GetElapsedTime(since) > importedWithin)
                throw new Problem($"The record was not imported everywhere: {string.Join("; ", await Waiting(cancel))}");
            await Task.Delay(300, cancel);
        }
        foreach (var service in Services)
            marks[service] = new(await Data(service).Number("SELECT coalesce(max(sequence), 0) FROM journal", cancel), await Data(service).Number("SELECT position FROM journal_head", cancel));
        stock = await Stock.Of(this, cancel);
        await CursorWatch.Set(this, cancel);
    }

    public IRequests RequestsOf(int writer, int seed) => new TreatyWork(stock, writer, seed);

    public async Task<long> Entries(CancellationToken cancel)
    {
        var entries = 0L;
        foreach (var service in Services)
            entries += await Data(service).Number("SELECT position FROM journal_head", cancel) - marks[service].Position;
        return entries;
    }

    public async Task Probe(int number, CancellationToken cancel)
    {
        var request = stock.Probe(number);
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        var sent = await Sending.Insist(client, platform, platform.NewTokens(), request, cancel);
        if (sent.ETag is null)
            throw new Problem($"the write after it was refused with {sent.Status}");
        var version = int.Parse(sent.ETag.Trim('"'), System.Globalization.CultureInfo.InvariantCulture);
        var missing = Follows.Where(follow => follow.Source == "treaties").Select(follow => follow.Consumer).ToList();
        for (object? id = null; missing.Count > 0; await Task.Delay(50, cancel))
        {
            try
            {
                id ??= await Data("treaties").Value("SELECT id FROM journal WHERE stream = $1 AND version = $2", cancel, $"participants/{stock.ProbeState}", version);
                if (id is not null && (bool)(await Data(missing[0]).Value("SELECT EXISTS (SELECT 1 FROM evidence WHERE source = 'treaties' AND id = $1)", cancel, id))!)
                    missing.RemoveAt(0);
            }
            catch (NpgsqlException)
            {
                // Away again: another fault. What is measured is when the write has arrived.
            }
        }
    }

    /// <summary>Nothing: it gets over everything by itself.</summary>
    public Task TidyUp(CancellationToken cancel) => Task.CompletedTask;

    public async Task<IReadOnlyList<string>> Waiting(CancellationToken cancel)
    {
        var waiting = new List<string>();
        foreach (var service in Services)
        {
            if (await Data(service).Number("SELECT count(*) FROM journal WHERE position IS NULL", cancel) is > 0 and var unnumbered)
                waiting.Add($"{unnumbered} entries of {service} have no position");
            if (await Data(service).Number("SELECT previous_published - sent FROM journal_head", cancel) is > 0 and var unsent)
                waiting.Add($"{service} has sent up to {unsent} positions less than it published");
        }
        foreach (var (consumer, source) in Follows)
        {
            var (head, cursor) = (await Data(source).Number("SELECT previous_published FROM journal_head", cancel), await Data(consumer).Number("SELECT coalesce((SELECT position FROM cursor WHERE source = $1), 0)", cancel, source));
            if (head != cursor)
                waiting.Add($"{consumer} has applied {source} up to {cursor} of {head}");
        }
        return waiting;
    }

    public Task<Findings> Verify(Asked asked, CancellationToken cancel) => new JournalVerification(this, marks, asked).Run(cancel);
}

/// <summary>Where a journal stood when the load began.</summary>
sealed record Mark(long Sequence, long Position);

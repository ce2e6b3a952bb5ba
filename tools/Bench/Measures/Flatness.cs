using Bench.Journals;
using Bench.Load;
using Bench.Results;
using Journal.Storage;

namespace Bench.Measures;

/// <summary>The same reads, deposits and travelling with a small journal and a large one, and the plans of the queries that everything hangs on. Between the two every follower catches up.</summary>
sealed class Flatness : IMeasure
{
    const long Small = 10_000;

    static readonly (string Service, string What, string Sql)[] queries =
    [
        ("treaties", "relay: what waits for a position", "SELECT sequence, hash, published FROM journal WHERE position IS NULL ORDER BY sequence LIMIT 500"),
        ("treaties", "relay: what is to be published", "SELECT position, previous, chain, id, stream, version, type, occurred_on, recorded_at, actor, cause, trace, payload FROM journal WHERE published AND position > (SELECT sent FROM journal_head) ORDER BY position LIMIT 500"),
        ("treaties", "reader: a page from the middle", "SELECT position, previous, chain, id, stream, version, type, occurred_on, recorded_at, actor, cause, trace, payload FROM journal WHERE published AND position > (SELECT position / 2 FROM journal_head) ORDER BY position LIMIT 500"),
        ("treaties", "reader: whether a cursor is of this past", "SELECT EXISTS (SELECT 1 FROM journal WHERE position = (SELECT position FROM journal_head) AND chain = '\\x00')"),
        ("treaties", "read: where the journal stands", JournalStanding.Sql),
        ("treaties", "append: head of a stream", "SELECT version, hash, recorded_at FROM journal WHERE stream = 'participants/KEN' ORDER BY version DESC LIMIT 1"),
        ("networks", "follower: the cursor held", "SELECT epoch, position, chain, generation FROM cursor WHERE source = 'treaties' FOR UPDATE"),
        ("networks", "follower: what is parked", "SELECT stream, id, skipped IS NOT NULL FROM parked WHERE source = 'treaties'"),
    ];

    public const string Measured = "flat";

    public string Name => Measured;

    public async Task Run(BenchPlatform platform, Settings settings, Sheet sheet, CancellationToken cancel)
    {
        await CommitTimes.TurnOn(platform);
        using var treaties = await platform.As("treaty-officer", "treaties");
        var acts = await NewActs.Of(platform);
        await using var filling = await JournalFilling.Of(platform, cancel);
        var missing = Small - await platform.Scalar<long>("treaties", "SELECT count(*) FROM journal");
        if (missing > 0)
            await filling.Append(missing, 500, cancel);
        await Measure(platform, settings, sheet, acts, treaties, cancel);
        // What fills the journal is also what a new follower has to catch up from.
        await new CatchUp().Run(platform, settings, sheet, cancel);
        foreach (var follower in BenchPlatform.Followers)
            await platform.Start(follower);
        await Measure(platform, settings, sheet, acts, treaties, cancel);
    }

    static async Task Measure(BenchPlatform platform, Settings settings, Sheet sheet, NewActs acts, HttpClient treaties, CancellationToken cancel)
    {
        foreach (var follower in BenchPlatform.Followers)
            await Sustained.Applied(platform, follower, cancel);
        await platform.Execute("treaties", "VACUUM ANALYZE journal");
        await platform.Execute("networks", "VACUUM ANALYZE cursor");
        var rows = await platform.Scalar<long>("treaties", "SELECT count(*) FROM journal");
        var (reads, rates, lags) = (new List<double>(), new List<double>(), new List<Latencies>());
        var known = await Reads.Acts(platform, cancel);
        for (var round = 0; round < settings.Rounds; round++)
        {
            reads.Add((await Loops.Closed(Settings.Connections, settings.Round, number => treaties.Get($"/instruments/{known[(int)(number % known.Count)].Instrument}/actions/{known[(int)(number % known.Count)].Act}"))).Rate);
            rates.Add((await Loops.Closed(Settings.Connections, settings.Round, _ => acts.Record(treaties))).Rate);
            await Sustained.Applied(platform, "networks", cancel);
            var before = await platform.Scalar<long>("treaties", "SELECT max(position) FROM journal");
            await Loops.Open(50, settings.Round, _ => acts.Record(treaties));
            lags.Add(new(await CommitTimes.Lags(platform, "networks", before, cancel)));
        }
        sheet.Add(Measured, $"one record read, {rows} journal rows", new(reads), "requests/s");
        sheet.Add(Measured, $"recorded deposit, {rows} journal rows", new(rates), "requests/s");
        sheet.Add(Measured, $"recorded → applied at 50 a second, p50, {rows} journal rows", new([.. lags.Select(it => it.At(0.5))]), "ms");
        sheet.Add(Measured, $"recorded → applied at 50 a second, p99, {rows} journal rows", new([.. lags.Select(it => it.At(0.99))]), "ms");
        foreach (var (service, what, sql) in queries)
            sheet.Note($"{what}, {rows} journal rows", await platform.Plan(service, sql));
    }
}

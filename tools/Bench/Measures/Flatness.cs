using Bench.Journals;
using Bench.Load;
using Bench.Results;
using Journal.Storage;

namespace Bench.Measures;

/// <summary>
/// The same reads, deposits and travelling with a small journal and a large one, and the plans of the queries that everything hangs on. Between the two every
/// follower catches up, so that they lie a quarter of an hour apart: reads and deposits are held beside the bare service of the same minute.
/// </summary>
sealed class Flatness : IMeasure
{
    const long Small = 10_000;

    /// <summary>What is flat may still differ by what the machine does in a quarter of an hour.</summary>
    const double Flat = 1.25;

    /// <param name="Read">Of the bare service's rate.</param>
    /// <param name="Deposit">Of the bare service's rate.</param>
    /// <param name="Lag">Milliseconds.</param>
    sealed record Medians(double Read, double Deposit, double Lag);

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
        using var treaties = platform.As("treaty-officer", "treaties");
        var acts = await NewActs.Of(platform);
        await using var filling = await JournalFilling.Of(platform, cancel);
        var missing = Small - await platform.Scalar<long>("treaties", "SELECT count(*) FROM journal");
        if (missing > 0)
            await filling.Append(missing, 500, cancel);
        var small = await Measure(platform, settings, sheet, acts, treaties, cancel);
        // What fills the journal is also what a new follower has to catch up from.
        await new CatchUp().Run(platform, settings, sheet, cancel);
        foreach (var follower in BenchPlatform.Followers)
            await platform.Start(follower);
        var large = await Measure(platform, settings, sheet, acts, treaties, cancel);
        sheet.AtLeast(Measured, "one record read ÷ bare: with the large journal ÷ with the small one", Spread.Of(large.Read / small.Read), "", 1 / Flat);
        sheet.AtLeast(Measured, "recorded deposit ÷ bare: with the large journal ÷ with the small one", Spread.Of(large.Deposit / small.Deposit), "", 1 / Flat);
        sheet.Under(Measured, "recorded → applied, p50: with the large journal ÷ with the small one", Spread.Of(large.Lag / small.Lag), "", Flat);
    }

    static async Task<Medians> Measure(BenchPlatform platform, Settings settings, Sheet sheet, NewActs acts, HttpClient treaties, CancellationToken cancel)
    {
        foreach (var follower in BenchPlatform.Followers)
            await Sustained.Applied(platform, follower, cancel);
        await platform.Execute("treaties", "VACUUM ANALYZE journal");
        await platform.Execute("networks", "VACUUM ANALYZE cursor");
        var rows = await platform.Scalar<long>("treaties", "SELECT count(*) FROM journal");
        var known = await Reads.Acts(platform, cancel);
        (Guid Act, string Instrument) One(long number) => known[(int)(number * 7919 % known.Count)];
        var (read, deposit) = (0d, 0d);
        await using (var bare = await BareBeside.Start(platform, cancel))
        {
            async Task<double> Beside(string what, Func<long, Task> request, Func<long, Task> plainly)
            {
                var sides = await Sides.Compare(settings, (platform.PidOf("treaties"), request), (bare.Pid, plainly));
                var ratio = sides[0].Rates.Over(sides[1].Rates);
                sheet.Add(Measured, $"{what}, {rows} journal rows", sides[0].Rates, "requests/s");
                sheet.Add(Measured, $"{what}, {rows} journal rows, ÷ bare", ratio, "");
                sheet.Add(Measured, $"{what}, {rows} journal rows: processor time of Treaties", sides[0].Processor, "ms/request");
                return ratio.Median;
            }
            read = await Beside("one record read", number => treaties.Get($"/instruments/{One(number).Instrument}/actions/{One(number).Act}"), number => bare.Http.Get($"/acts/{One(number).Act}"));
            deposit = await Beside("recorded deposit", _ => acts.Record(treaties), _ => acts.Insert(bare.Http));
        }
        var lags = new List<Latencies>();
        for (var round = 0; round < settings.Rounds; round++)
        {
            await Sustained.Applied(platform, "networks", cancel);
            var before = await platform.Scalar<long>("treaties", "SELECT max(position) FROM journal");
            await Loops.Open(50, settings.Round, _ => acts.Record(treaties));
            lags.Add(new(await CommitTimes.Lags(platform, "networks", before, cancel)));
        }
        var half = new Spread([.. lags.Select(it => it.At(0.5))]);
        sheet.Add(Measured, $"recorded → applied at 50 a second, p50, {rows} journal rows", half, "ms");
        sheet.Add(Measured, $"recorded → applied at 50 a second, p99, {rows} journal rows", new([.. lags.Select(it => it.At(0.99))]), "ms");
        foreach (var (service, what, sql) in queries)
            sheet.Note($"{what}, {rows} journal rows", await platform.Plan(service, sql));
        return new(read, deposit, half.Median);
    }
}

using System.Globalization;
using System.Text.Json;
using FaultCampaign.Verifying;
using Spectre.Console;

namespace FaultCampaign;

/// <summary>Tells what came of campaigns: a table for people, JSON for adding up.</summary>
static class Report
{
    static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Keep(Result result, string file) => File.WriteAllText(file, JsonSerializer.Serialize(result, json));

    public static Result Read(string file) => JsonSerializer.Deserialize<Result>(File.ReadAllText(file), json)!;

    /// <summary>Several campaigns as one.</summary>
    public static Result Sum(IReadOnlyList<Result> results)
    {
        long Of(Func<Result, long> one) => results.Sum(one);
        return new(
            results.Count, string.Join(' ', results.Select(result => result.Commit).Distinct()), results.Sum(result => result.LoadSeconds), results.Max(result => result.SettledAfterSeconds),
            Of(it => it.Attempted), Of(it => it.Acknowledged), Of(it => it.Refused), Of(it => it.Unknown), Of(it => it.Sent), Of(it => it.Entries), Of(it => it.Applications), Of(it => it.Reactions),
            Of(it => it.Lost), Of(it => it.Doubled), Of(it => it.OutOfOrder), Of(it => it.Ghosts), Of(it => it.Zombies), Of(it => it.Unasked), Of(it => it.Differing), Of(it => it.Parked), Of(it => it.Released),
            [.. results.SelectMany(result => result.Kinds).GroupBy(kind => kind.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal)
                .Select(kind => new KindResult(kind.Key, [.. kind.SelectMany(it => it.Recoveries)]))],
            results.SelectMany(result => result.LeftOut).DistinctBy(kind => kind.Key).ToDictionary(),
            [.. results.SelectMany(result => result.Broken.Select(broken => (broken, result.Seed))).GroupBy(it => it.broken.Promise)
                .Select(promise => new BrokenPromise(promise.Key, promise.Sum(it => it.broken.Count), [.. promise.SelectMany(it => it.broken.Cases.Take(1).Select(example => $"seed {it.Seed}: {example}")).Take(5)]))]);
    }

    /// <param name="title">What it is about: a seed, or how many.</param>
    public static void Show(Result result, string title)
    {
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 110);
        Console.WriteLine($"\n{title}");
        var table = new Table { Border = TableBorder.Markdown };
        table.AddColumns("what", "count");
        foreach (var (what, count) in Counted(result))
            table.AddRow(what, count.ToString("N0", CultureInfo.InvariantCulture));
        AnsiConsole.Write(table);

        var recovery = new Table { Border = TableBorder.Markdown };
        recovery.AddColumns("fault", "times", "recovery p50, s", "max, s", "alone", "p50, s", "max, s");
        foreach (var kind in result.Kinds)
        {
            List<double> all = [.. kind.Recoveries.Select(one => one.Seconds ?? double.PositiveInfinity).Order()], alone = [.. kind.Recoveries.Where(one => one.Alone).Select(one => one.Seconds!.Value).Order()];
            recovery.AddRow([kind.Kind, $"{all.Count}", .. MedianAndMost(all), $"{alone.Count}", .. MedianAndMost(alone)]);
        }
        if (result.Kinds.Count > 0)
            AnsiConsole.Write(recovery);

        foreach (var (kind, why) in result.LeftOut)
            Console.WriteLine($"left out: {kind}, because {why}");
        foreach (var broken in result.Broken)
        {
            Console.WriteLine($"BROKEN: {broken.Promise} ({broken.Count} times)");
            foreach (var example in broken.Cases)
                Console.WriteLine($"    {example}");
        }
        if (result.Broken.Count == 0)
            Console.WriteLine("Every promise was kept.");
    }

    static IEnumerable<(string What, long Count)> Counted(Result result) =>
    [
        ("requests attempted", result.Attempted), ("sent, with retries", result.Sent), ("acknowledged", result.Acknowledged), ("refused (conflicts)", result.Refused), ("never answered", result.Unknown),
        ("entries recorded", result.Entries), ("reactions among them", result.Reactions), ("applied by consumers", result.Applications), ("faults", result.Kinds.Sum(kind => kind.Recoveries.Count)),
        ("lost", result.Lost), ("doubled", result.Doubled), ("out of order", result.OutOfOrder), ("ghosts", result.Ghosts), ("zombies", result.Zombies), ("unasked", result.Unasked), ("rows that differ", result.Differing),
        ("parked, as provoked", result.Parked), ("released", result.Released),
    ];

    static string[] MedianAndMost(List<double> ordered) => ordered.Count == 0 ? ["", ""] : [Seconds(ordered[ordered.Count / 2]), Seconds(ordered[^1])];

    static string Seconds(double seconds) => double.IsInfinity(seconds) ? "never" : seconds.ToString("0.0", CultureInfo.InvariantCulture);
}

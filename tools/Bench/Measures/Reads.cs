using Bench.Load;
using Bench.Results;
using Processes;

namespace Bench.Measures;

/// <summary>One record, and a list of 25 filtered and sorted, beside the bare service over the same table.</summary>
sealed class Reads : IMeasure
{
    static readonly string[] kinds = ["ratification", "accession", "signature"];
    static readonly string[] instruments = ["untoc", "uncac", "untoc-tip", "untoc-som"];

    public string Name => "reads";

    public async Task Run(BenchPlatform platform, Settings settings, Sheet sheet, CancellationToken cancel)
    {
        var acts = await Acts(platform, cancel);
        await using var bare = await BareBeside.Start(platform, cancel);
        using var treaties = platform.As("treaty-officer", "treaties");
        var pid = platform.PidOf("treaties");

        (Guid Act, string Instrument) One(long number) => acts[(int)(number * 7919 % acts.Count)];
        string From(long number) => $"{2000 + number % 10}-0{1 + number % 9}-01";
        Tell(sheet, "one record", await Sides.Compare(settings,
            (pid, number => treaties.Get($"/instruments/{One(number).Instrument}/actions/{One(number).Act}")),
            (bare.Pid, number => bare.Http.Get($"/acts/{One(number).Act}"))));
        Tell(sheet, "list of 25, filtered and sorted", await Sides.Compare(settings,
            (pid, number => treaties.Get($"/instruments/{instruments[number % 4]}/actions?kind={kinds[number % 3]}&from={From(number)}&limit=25")),
            (bare.Pid, number => bare.Http.Get($"/acts?instrument={instruments[number % 4]}&kind={kinds[number % 3]}&from={From(number)}"))));
    }

    /// <summary>Acts of the real record.</summary>
    public static Task<List<(Guid Act, string Instrument)>> Acts(BenchPlatform platform, CancellationToken cancel) => platform.Database("treaties").Rows(
        "SELECT act, instrument FROM act_revision WHERE number = 0 AND source NOT LIKE 'Bench %' ORDER BY act LIMIT 1000", row => (row.GetGuid(0), row.GetString(1)), cancel);

    static void Tell(Sheet sheet, string what, IReadOnlyList<Sides.Outcome> sides)
    {
        sheet.Add("reads", $"{what}: bare ASP.NET Core + EF", sides[1].Rates, "requests/s");
        sheet.Add("reads", $"{what}: Treaties", sides[0].Rates, "requests/s");
        sheet.AtLeast("reads", $"{what}: Treaties ÷ bare", sides[0].Rates.Over(sides[1].Rates), "", 0.5);
        sheet.Add("reads", $"{what}: p99 at full load, Treaties", sides[0].P99, "ms");
        sheet.Add("reads", $"{what}: processor time of Treaties", sides[0].Processor, "ms/request");
        sheet.Add("reads", $"{what}: processor time of bare", sides[1].Processor, "ms/request");
    }
}

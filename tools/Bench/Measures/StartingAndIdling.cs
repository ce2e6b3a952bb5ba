using System.Globalization;
using Bench.Results;

namespace Bench.Measures;

/// <summary>
/// What a user waits for after <c>./platform up</c> on a built clone, and what a platform costs that nobody asks anything: of the newest commit
/// and, side by side, of an earlier one.
/// </summary>
/// <param name="folder">The clones are taken out there.</param>
/// <param name="before">The earlier commit; null to measure the newest alone.</param>
sealed class StartingAndIdling(string folder, string? before) : IMeasure
{
    /// <summary>Their assemblies.</summary>
    public static IReadOnlyList<string> Services { get; } = ["Treaties", "Reviews", "TechnicalAssistance", "Networks", "Portal"];

    public string Name => "start";

    public bool RunsBesideThePlatform => false;

    public async Task Run(BenchPlatform platform, Settings settings, Sheet sheet, CancellationToken cancel)
    {
        var now = await Side.Of(Path.Combine(folder, "now"), "HEAD", cancel);
        var earlier = before is null ? null : await Side.Of(Path.Combine(folder, "before"), before, cancel);
        List<Side> sides = earlier is null ? [now] : [now, earlier];
        for (var round = 0; round < settings.Starts; round++)
            foreach (var side in sides)
                await side.Measure(settings, idle: round == settings.Starts - 1, cancel);

        foreach (var side in sides)
            side.Tell(sheet, settings);
        if (earlier is null)
            return;
        sheet.Under(Name, "up to all healthy ÷ before", now.Starts.Over(earlier.Starts), "", 1.3);
        sheet.Under(Name, "processor time of everything, idle, ÷ before", Spread.Of(now.Idle.Values.Sum() / earlier.Idle.Values.Sum()), "", 0.5);
        foreach (var service in Services)
            sheet.Under(Name, $"resident memory of idle {service} ÷ before", now.Memory(service).Over(earlier.Memory(service)), "", 0.8);
    }

    /// <summary>One commit, and what was measured of it.</summary>
    sealed class Side(Clone clone)
    {
        readonly List<double> starts = [];
        readonly Dictionary<string, List<double>> memory = Services.ToDictionary(service => service, _ => new List<double>());

        public static async Task<Side> Of(string folder, string commit, CancellationToken cancel) => new(await Clone.Of(folder, commit, cancel));

        /// <summary>Seconds.</summary>
        public Spread Starts => new(starts);

        /// <summary>Megabytes.</summary>
        public Spread Memory(string service) => new(memory[service]);

        /// <summary>Processor time by program, seconds, while nobody asked anything.</summary>
        public IReadOnlyDictionary<string, double> Idle { get; private set; } = new Dictionary<string, double>();

        public async Task Measure(Settings settings, bool idle, CancellationToken cancel)
        {
            try
            {
                starts.Add((await clone.Up(cancel)).TotalSeconds);
                await Task.Delay(settings.Settling, cancel);
                if (idle)
                {
                    var begun = clone.ProcessorSeconds();
                    await Task.Delay(settings.Idling, cancel);
                    Idle = clone.ProcessorSeconds().ToDictionary(program => program.Key, program => program.Value - begun.GetValueOrDefault(program.Key));
                }
                foreach (var (service, megabytes) in clone.ResidentMegabytes())
                    memory[service].Add(megabytes);
            }
            finally
            {
                await clone.Down();
            }
        }

        public void Tell(Sheet sheet, Settings settings)
        {
            sheet.Add("start", $"{clone.Commit}: up to all healthy, built", Starts, "s");
            foreach (var service in Services)
                sheet.Add("start", $"{clone.Commit}: resident memory of idle {service}", Memory(service), "MB");
            sheet.Add("start", $"{clone.Commit}: processor time of everything in {settings.Idling.TotalMinutes} idle minutes", Spread.Of(Idle.Values.Sum()), "s");
            sheet.Note($"{clone.Commit}: processor seconds by program in {settings.Idling.TotalMinutes} idle minutes",
                string.Join('\n', Idle.Where(program => program.Value > 0).OrderByDescending(program => program.Value)
                    .Select(program => string.Create(CultureInfo.InvariantCulture, $"{program.Value,8:0.00}  {program.Key}"))));
        }
    }
}

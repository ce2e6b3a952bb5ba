using System.Globalization;
using Bench;
using Bench.Baselines;
using Bench.Measures;
using Bench.Results;
using Processes;

// Each baseline runs in a process of its own: this program under another verb.
var connection = Environment.GetEnvironmentVariable(Child.Connection)?.Split('\n') ?? [];
switch (args)
{
    case ["bare-service", var url]:
        Child.EndWithInput();
        return await BareService.Run(url, connection[0]);
    case ["plain-consumer", var count, var what]:
        Child.EndWithInput();
        return await PlainMassTransit.Consume(new Uri(connection[0]), what == "save" ? connection[1] : null, int.Parse(count, CultureInfo.InvariantCulture));
}

try
{
    return await Run(Arguments.Read(args));
}
catch (Problem problem)
{
    Console.Error.WriteLine($"platform: {problem.Message}");
    return problem is Misuse ? 2 : 1;
}

static async Task<int> Run(Arguments arguments)
{
    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, pressed) => (pressed.Cancel, _) = (true, stop.CancelAsync());

    var folder = Path.GetFullPath(Path.Combine(".platform", "bench"));
    var wanted = arguments.Choose(All(folder, arguments.Before));
    var (platform, sheet) = (new BenchPlatform(Path.Combine(folder, "platform")), new Sheet());
    var conditions = Conditions.Now(arguments.Settings);
    Console.WriteLine(conditions);
    platform.Empty();
    try
    {
        foreach (var measure in wanted)
        {
            await (measure.RunsBesideThePlatform ? platform.Up() : platform.Down());
            await measure.Run(platform, arguments.Settings, sheet, stop.Token);
            sheet.Write(folder, conditions);
        }
    }
    finally
    {
        await platform.Down();
    }
    Console.WriteLine($"\nWritten to {Path.Combine(folder, "result.md")} and result.json");
    return 0;
}

static IReadOnlyList<IMeasure> All(string folder, string? before) =>
    [new StartingAndIdling(folder, before), new Floor(), new Reads(), new PartiesOnADay(), new RecordedDeposits(), new Travel(), new Sustained(), new Flatness(), new CatchUp(), new Endurance()];

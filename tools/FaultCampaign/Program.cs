using System.Runtime.InteropServices;
using FaultCampaign;
using FaultCampaign.Faults;
using FaultCampaign.Platforms;
using Processes;

try
{
    var options = new Options("faults", args, ["seed", "entries", "minutes", "faults", "only", "previous", "writers"], ["sum", "keep"]);
    options.NoWord();
    var repository = Directory.GetCurrentDirectory();
    var root = Path.Combine(repository, ".platform", "faults");
    return options.Has("sum") ? Sum(root) : await Run(Orders.Of(options), repository, root);
}
catch (Problem problem)
{
    Console.Error.WriteLine($"platform: {problem.Message}");
    return 2;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("platform: the campaign was broken off; everything it started is stopped.");
    return 130;
}

static async Task<int> Run(Orders orders, string repository, string root)
{
    var place = Path.Combine(root, $"{orders.Seed}");
    var folder = Path.Combine(root, "platform");
    Directory.CreateDirectory(folder);
    using var alone = Alone(root);
    if (Directory.Exists(place))
        Directory.Delete(place, recursive: true);
    Directory.CreateDirectory(place);
    using var stop = new CancellationTokenSource();
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.Cancel();
    }

    using var log = new CampaignLog(place);
    await using var platform = new PlatformUnderFault(folder);
    await SmallDisk.Unmount(platform.DatabaseFolder); // by a campaign that was killed
    platform.Forget();
    var result = await new Campaign(orders, repository, place, platform, new ServicesUnderFault(platform), log).Run(stop.Token);
    Report.Keep(result, Path.Combine(place, "result.json"));
    Report.Show(result, $"seed {orders.Seed}");
    if (orders.Keep || result.Broken.Count > 0)
        Console.WriteLine($"Data and logs are kept in {folder} until the next campaign");
    else
        platform.Forget();
    return result.Broken.Count == 0 ? 0 : 1;
}

// Whoever holds this uses the platform's folder.
static FileStream Alone(string root)
{
    try
    {
        return new(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
    }
    catch (IOException held)
    {
        throw new Problem("Another campaign runs in this clone. Wait until it is over.", held);
    }
}

static int Sum(string root)
{
    var results = Directory.Exists(root) ? Directory.EnumerateDirectories(root).Select(place => Path.Combine(place, "result.json")).Where(File.Exists).Order().Select(Report.Read).ToList() : [];
    if (results.Count == 0)
        throw new Problem("There are no results yet: run ./platform faults first.");
    Report.Show(Report.Sum(results), $"seeds {string.Join(", ", results.Select(result => result.Seed).Order())}");
    return results.Any(result => result.Broken.Count > 0) ? 1 : 0;
}

using ManifestRunner.Processes;
using ManifestRunner.Running;

namespace FaultCampaign.Faults;

/// <summary>Another process in the place of a service's second replica: on its port and with its environment, so that the gateway sends it its share.</summary>
abstract class StandIn(string name, IReadOnlyList<string> services) : FaultKind(name)
{
    static readonly TimeSpan healthyWithin = TimeSpan.FromSeconds(90);

    public override IReadOnlyList<string> Victims => services;

    protected override (double Least, double Most) Bounds => (15, 30);

    /// <summary>What to start: program, folder, and what differs in its environment.</summary>
    protected abstract (string Program, string Folder, IReadOnlyDictionary<string, string?> Changed) Of(PlannedFault fault, Scene scene);

    public override async Task<string?> Strike(PlannedFault fault, Scene scene, CancellationToken cancel)
    {
        var replica = $"{fault.Whom}-2";
        using var _ = await scene.Hold(replica, cancel);
        await scene.Platform.Ask(replica, Wish.Stop, cancel);
        try
        {
            var (program, folder, changed) = Of(fault, scene);
            var environment = scene.Platform.Environments[replica].Where(variable => !changed.ContainsKey(variable.Key)).Concat(changed).ToDictionary();
            var process = await ChildProcess.Start(new Command("dotnet", [program], scene.Platform.Folder.Log($"{fault.Kind}-{fault.Number}")) { Folder = folder, Environment = environment });
            try
            {
                await Healthy(scene.Platform.PortOf(replica), process, cancel);
                scene.Log.Say($"#{fault.Number} {fault.Kind} {fault.Whom}: it stands in for {replica}");
                await Scene.Last(fault, cancel);
            }
            finally
            {
                await process.Kill();
            }
        }
        finally
        {
            await scene.Platform.Ask(replica, Wish.Start, CancellationToken.None);
        }
        return $"stood in for {replica}";
    }

    /// <summary>A database that is away may hold it up; that is no reason to give up.</summary>
    static async Task Healthy(int port, ChildProcess process, CancellationToken cancel)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var since = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(since) < healthyWithin && !process.Exited.IsCompleted)
        {
            try
            {
                using var answer = await client.GetAsync($"http://127.0.0.1:{port}/health", cancel);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception away) when (away is HttpRequestException or OperationCanceledException && !cancel.IsCancellationRequested)
            {
            }
            await Task.Delay(200, cancel);
        }
        if (process.Exited.IsCompleted)
            throw new Problem($"The stand-in on port {port} ended with code {process.ExitCode}.");
    }
}

/// <summary>One replica's clock is an hour ahead or behind.</summary>
/// <param name="programOf">Where the runner copied a service to.</param>
sealed class ClockOff(IReadOnlyList<string> services, Func<string, (string Program, string Folder)> programOf) : StandIn("clock-off", services)
{
    protected override IReadOnlyList<string> Ways { get; } = ["01:00:00", "-01:00:00"];

    protected override (string Program, string Folder, IReadOnlyDictionary<string, string?> Changed) Of(PlannedFault fault, Scene scene)
    {
        var (program, folder) = programOf(fault.Whom);
        return (program, folder, new Dictionary<string, string?> { ["Clock__Offset"] = fault.How });
    }
}

/// <summary>The build before this one runs beside it, on the same database and queues.</summary>
sealed class PreviousBuild(IReadOnlyList<string> services, PreviousServices previous) : StandIn("previous-build", services)
{
    public override Task<string?> Prepare(Scene scene, CancellationToken cancel) => previous.Build(scene, cancel);

    protected override (string Program, string Folder, IReadOnlyDictionary<string, string?> Changed) Of(PlannedFault fault, Scene scene)
    {
        var (program, folder) = previous.ProgramOf(fault.Whom);
        return (program, folder, new Dictionary<string, string?>());
    }
}

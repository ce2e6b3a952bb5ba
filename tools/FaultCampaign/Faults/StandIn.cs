using System.Diagnostics;
using FaultCampaign.Platforms;
using Processes;

namespace FaultCampaign.Faults;

/// <summary>Another process in the place of a service's second replica, with its environment and its share of the requests.</summary>
abstract class StandIn(string name, IReadOnlyList<string> services) : FaultKind(name)
{
    static readonly TimeSpan healthyWithin = TimeSpan.FromSeconds(90);

    public override IReadOnlyList<string> Victims => services;

    protected override (double Least, double Most) Bounds => (15, 30);

    /// <summary>What to start.</summary>
    /// <param name="replica">How the one was started in whose place it comes.</param>
    protected abstract Launch Of(PlannedFault fault, Launch replica);

    public override async Task<string?> Strike(PlannedFault fault, Scene scene, CancellationToken cancel)
    {
        var replica = $"{fault.Whom}-2";
        using var _ = await scene.Hold(replica, cancel);
        await scene.Platform.Stop(replica, cancel);
        try
        {
            // The replica's own port is the orchestrator's to give.
            var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
            using var process = await Start(Of(fault, scene.Platform.Launches[replica]), address, scene.Platform.Log($"{fault.Kind}-{fault.Number}"));
            try
            {
                await Healthy(address, process, cancel);
                scene.Platform.StandsIn(fault.Whom, address);
                scene.Log.Say($"#{fault.Number} {fault.Kind} {fault.Whom}: it stands in for {replica}");
                await Scene.Last(fault, cancel);
            }
            finally
            {
                scene.Platform.StandsIn(fault.Whom, null);
                Signal.Kill.Send(process.Id);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
        finally
        {
            await scene.Platform.Start(replica);
        }
        return $"stood in for {replica}";
    }

    static Task<Process> Start(Launch launch, Uri address, string log)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-c", "exec setpriv --pdeathsig KILL \"$@\" >\"$0\" 2>&1 </dev/null", log, .. launch.Command]) { WorkingDirectory = launch.Folder };
        start.Environment.Clear();
        foreach (var (variable, value) in launch.Environment)
            start.Environment[variable] = value;
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        return EndingWithUs.Start(start);
    }

    /// <summary>A database that is away may hold it up; that is no reason to give up.</summary>
    static async Task Healthy(Uri address, Process process, CancellationToken cancel)
    {
        using var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(5) };
        var since = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(since) < healthyWithin && !process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync("health", cancel);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception away) when (away is HttpRequestException or OperationCanceledException && !cancel.IsCancellationRequested)
            {
            }
            await Task.Delay(200, cancel);
        }
        if (process.HasExited)
            throw new Problem($"The stand-in at {address} ended with code {process.ExitCode}.");
    }
}

/// <summary>One replica's clock is an hour ahead or behind.</summary>
sealed class ClockOff(IReadOnlyList<string> services) : StandIn("clock-off", services)
{
    protected override IReadOnlyList<string> Ways { get; } = ["01:00:00", "-01:00:00"];

    protected override Launch Of(PlannedFault fault, Launch replica) => replica with { Environment = new Dictionary<string, string>(replica.Environment) { ["Clock__Offset"] = fault.How } };
}

/// <summary>The build before this one runs beside it, on the same database and queues.</summary>
sealed class PreviousBuild(IReadOnlyList<string> services, PreviousServices previous) : StandIn("previous-build", services)
{
    public override Task<string?> Prepare(Scene scene, CancellationToken cancel) => previous.Build(scene, cancel);

    protected override Launch Of(PlannedFault fault, Launch replica)
    {
        var (program, folder) = previous.ProgramOf(fault.Whom);
        return replica with { Command = ["dotnet", program], Folder = folder };
    }
}

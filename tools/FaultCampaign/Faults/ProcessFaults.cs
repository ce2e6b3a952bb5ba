using Processes;

namespace FaultCampaign.Faults;

/// <summary>SIGKILL, as the kernel does when memory is short: no farewell. The keeper starts it again.</summary>
sealed class Kill(string name, IReadOnlyList<string> victims) : FaultKind(name)
{
    public override IReadOnlyList<string> Victims => victims;

    public override Task<string?> Strike(PlannedFault fault, Scene scene, CancellationToken cancel) => Task.FromResult(ProcessSignals.ToAll(scene.Platform.PidOf(fault.Whom), Signal.Kill));
}

/// <summary>SIGSTOP, and SIGCONT later: connections stay open and nothing answers, then work begun long ago goes on.</summary>
sealed class Stop(string name, IReadOnlyList<string> victims, double least, double most) : FaultKind(name)
{
    public override IReadOnlyList<string> Victims => victims;

    protected override (double Least, double Most) Bounds => (least, most);

    public override Task<string?> Strike(PlannedFault fault, Scene scene, CancellationToken cancel) => ProcessSignals.StopAndContinue(scene.Platform.PidOf(fault.Whom), fault, cancel);
}

/// <summary>The same two for whichever process leads a service's relay at that moment.</summary>
sealed class StrikeLeader(string name, IReadOnlyList<string> services, bool kill) : FaultKind(name)
{
    public override IReadOnlyList<string> Victims => services;

    protected override (double Least, double Most) Bounds => kill ? (0, 0) : (3, 15);

    public override async Task<string?> Strike(PlannedFault fault, Scene scene, CancellationToken cancel)
    {
        var leader = await Leader.Of(fault.Whom, scene, cancel);
        var struck = kill ? ProcessSignals.ToAll(leader?.Pid, Signal.Kill) : await ProcessSignals.StopAndContinue(leader?.Pid, fault, cancel);
        return struck is null ? null : $"{leader!.Process} {struck}";
    }
}

static class ProcessSignals
{
    /// <returns>Null where nothing runs.</returns>
    public static string? ToAll(int? pid, Signal signal)
    {
        if (pid is not { } root)
            return null;
        signal.SendToAll(root);
        return $"pid {root}";
    }

    public static async Task<string?> StopAndContinue(int? pid, PlannedFault fault, CancellationToken cancel)
    {
        var started = pid is { } at ? ProcessTree.StartOf(at) : null;
        var struck = ToAll(pid, Signal.Stop);
        try
        {
            if (struck is not null)
                await Scene.Last(fault, cancel);
        }
        finally
        {
            if (pid is { } root && ProcessTree.StartOf(root) == started)
                ToAll(root, Signal.Continue);
        }
        return struck;
    }
}

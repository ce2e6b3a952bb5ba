using System.Net.Http.Json;
using System.Text.Json;
using FaultCampaign.Platforms;
using Npgsql;
using Processes;

namespace FaultCampaign.Faults;

/// <summary>The broker is stopped in peace and comes back after a while, with its queues.</summary>
sealed class BrokerAway() : FaultKind("broker-away")
{
    public override IReadOnlyList<string> Victims { get; } = [PlatformUnderFault.Broker];

    protected override (double Least, double Most) Bounds => (30, 60);

    public override async Task<string?> Strike(PlannedFault fault, Scene scene, CancellationToken cancel)
    {
        using var _ = await scene.Hold(PlatformUnderFault.Broker, cancel);
        await scene.Platform.Stop(PlatformUnderFault.Broker, cancel);
        try
        {
            await Scene.Last(fault, cancel);
        }
        finally
        {
            await scene.Platform.Start(PlatformUnderFault.Broker);
        }
        return "stopped and started";
    }
}

/// <summary>Somebody deletes the queues of a service while it reads them.</summary>
sealed class QueuesDeleted(IReadOnlyList<string> services) : FaultKind("queues-deleted")
{
    public override IReadOnlyList<string> Victims => services;

    public override async Task<string?> Strike(PlannedFault fault, Scene scene, CancellationToken cancel)
    {
        using var broker = scene.Platform.Management();
        try
        {
            var deleted = new List<string>();
            foreach (var queue in await broker.GetFromJsonAsync<JsonElement[]>("queues/%2F?columns=name", cancel) ?? [])
                if (queue.GetProperty("name").GetString() is { } name && name.StartsWith($"{fault.Whom}-", StringComparison.Ordinal) && !name.EndsWith("_error", StringComparison.Ordinal))
                {
                    using var answer = await broker.DeleteAsync($"queues/%2F/{Uri.EscapeDataString(name)}", cancel);
                    if (answer.IsSuccessStatusCode)
                        deleted.Add(name);
                }
            return deleted.Count == 0 ? null : string.Join(", ", deleted);
        }
        catch (Exception away) when (away is HttpRequestException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return null;
        }
    }
}

/// <summary>SIGSTOP to the broker. What says that it was confirmed while nobody could confirm it was not.</summary>
sealed class StopBroker(IReadOnlyList<string> services) : FaultKind("stop-broker")
{
    /// <summary>Confirms on their way when the broker stopped have arrived by then.</summary>
    static readonly TimeSpan underWay = TimeSpan.FromSeconds(2);

    public override IReadOnlyList<string> Victims { get; } = [PlatformUnderFault.Broker];

    protected override (double Least, double Most) Bounds => (8, 16);

    public override async Task<string?> Strike(PlannedFault fault, Scene scene, CancellationToken cancel)
    {
        using var _ = await scene.Hold(PlatformUnderFault.Broker, cancel);
        if (scene.Platform.PidOf(PlatformUnderFault.Broker) is not { } pid || ProcessTree.StartOf(pid) is not { } started)
            return null;
        Signal.Stop.SendToAll(pid);
        try
        {
            await Task.Delay(underWay, cancel);
            var before = await Sent(scene, cancel);
            await Task.Delay(TimeSpan.FromSeconds(fault.LastsSeconds) - underWay, cancel);
            foreach (var (service, sent) in await Sent(scene, cancel))
                if (before.TryGetValue(service, out var confirmed) && sent > confirmed && ProcessTree.StartOf(pid) == started)
                    scene.Noticed.Add("A journal says that facts were confirmed while the broker could confirm nothing", $"{service} went from {confirmed} to {sent} while the broker was stopped ({fault.Kind} {fault.Number})");
        }
        finally
        {
            if (ProcessTree.StartOf(pid) == started)
                Signal.Continue.SendToAll(pid);
        }
        return $"pid {pid}";
    }

    async Task<Dictionary<string, long>> Sent(Scene scene, CancellationToken cancel)
    {
        var sent = new Dictionary<string, long>();
        foreach (var service in services)
            try
            {
                sent[service] = await scene.Services.Data(service).Scalar<long>("SELECT sent FROM journal_head", cancel);
            }
            catch (NpgsqlException)
            {
                // The database is struck as well: nothing can be said.
            }
        return sent;
    }
}

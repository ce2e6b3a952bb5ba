using System.Collections.Concurrent;
using FaultCampaign.Platforms;
using FaultCampaign.Verifying;

namespace FaultCampaign.Faults;

/// <summary>Where faults happen, and what was noticed while they did.</summary>
/// <param name="Platform">What is struck.</param>
/// <param name="Services">What runs on it.</param>
/// <param name="Log">Every action with its time.</param>
/// <param name="Noticed">Promises seen broken while the load ran.</param>
/// <param name="Released">Entries that were parked because of us and have gone through since.</param>
sealed record Scene(Orders Orders, PlatformUnderFault Platform, ServicesUnderFault Services, CampaignLog Log, Broken Noticed, ReleaseOfParked Released)
{
    readonly ConcurrentDictionary<string, SemaphoreSlim> held = new();

    /// <summary>Things only one fault at a time can do: put another process in a replica's place, fill the disk.</summary>
    public async Task<IDisposable> Hold(string what, CancellationToken cancel)
    {
        var gate = held.GetOrAdd(what, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancel);
        return new Held(gate);
    }

    public static Task Last(PlannedFault fault, CancellationToken cancel) => Task.Delay(TimeSpan.FromSeconds(fault.LastsSeconds), cancel);

    sealed class Held(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}

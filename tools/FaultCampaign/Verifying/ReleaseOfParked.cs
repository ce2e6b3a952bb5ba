using System.Net.Http.Headers;
using FaultCampaign.Platforms;
using Npgsql;
using Processes;

namespace FaultCampaign.Verifying;

/// <summary>Retries what is parked once its cause is gone, as an operator does, and keeps count.</summary>
sealed class ReleaseOfParked(PlatformUnderFault platform, ServicesUnderFault services, CampaignLog log, Broken noticed)
{
    /// <summary>What the campaign's own triggers say.</summary>
    public const string Provoked = "fault campaign";

    const string WaitsBehind = "An earlier entry of this stream is parked.";

    static readonly TimeSpan within = TimeSpan.FromMinutes(2);

    readonly HashSet<(string Service, Guid Id)> parked = [], released = [];
    readonly SemaphoreSlim one = new(1);

    public long Parked => parked.Count;

    public long Released => released.Count;

    /// <summary>Retries until nothing is parked in a service, or for two minutes.</summary>
    public async Task Release(string service, CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            var since = TimeProvider.System.GetTimestamp();
            while (TimeProvider.System.GetElapsedTime(since) < within)
            {
                try
                {
                    var left = await Look(service, cancel);
                    if (left.Count == 0)
                        return;
                    foreach (var (source, position) in left.GroupBy(entry => (entry.Source, entry.Stream)).Select(stream => (stream.Key.Source, stream.Min(entry => entry.Position))))
                        await Retry(service, source, position, cancel);
                }
                catch (NpgsqlException)
                {
                    // The database is struck as well.
                }
                await Task.Delay(200, cancel);
            }
            log.Say($"after {within.TotalMinutes} minutes of retrying something is still parked in {service}");
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>What is parked now; a reason that is not ours is a promise broken.</summary>
    public async Task<IReadOnlyList<(string Source, string Stream, long Position, Guid Id)>> Look(string service, CancellationToken cancel)
    {
        var now = await services.Data(service).Rows("SELECT source, stream, position, id, reason FROM parked ORDER BY source, stream, position",
            row => (Source: row.GetString(0), Stream: row.GetString(1), Position: row.GetInt64(2), Id: row.GetGuid(3), Reason: row.GetString(4)), cancel);
        foreach (var entry in now)
            if (parked.Add((service, entry.Id)) && !entry.Reason.Contains(Provoked, StringComparison.Ordinal) && entry.Reason != WaitsBehind)
                noticed.Add("An entry was parked that nothing stood in the way of", $"{service} parked {entry.Source} {entry.Position} of {entry.Stream}: {entry.Reason}");
        // Only a retry takes an entry away.
        var still = now.Select(entry => entry.Id).ToHashSet();
        released.UnionWith(parked.Where(entry => entry.Service == service && !still.Contains(entry.Id)));
        return [.. now.Select(entry => (entry.Source, entry.Stream, entry.Position, entry.Id))];
    }

    async Task Retry(string service, string source, long position, CancellationToken cancel)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        using var message = new HttpRequestMessage(HttpMethod.Post, platform.AddressOf(service, $"operations/parked/{source}/{position}/retry"));
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", platform.NewTokens().For("operator", "fault-campaign"));
        try
        {
            using var answer = await client.SendAsync(message, cancel);
        }
        catch (Exception away) when (away is HttpRequestException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            // It is looked at again.
        }
    }
}

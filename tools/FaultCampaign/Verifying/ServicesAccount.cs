using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using FaultCampaign.Platforms;

namespace FaultCampaign.Verifying;

/// <summary>What the services say of their own journals: every hash recomputed by their own code, beside our reading of the chain.</summary>
sealed class ServicesAccount(PlatformUnderFault platform, ServicesUnderFault services)
{
    public async Task Sound(Broken noticed, CancellationToken cancel)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", platform.NewTokens().For("operator", "fault-campaign"));
        foreach (var service in services.Names)
        {
            // Of the service itself: a long journal takes longer than the gateway waits.
            var report = await client.GetFromJsonAsync<JsonElement>(new Uri(platform.OwnAddressOf(service), "operations/verify?full=true"), cancel);
            if (!report.GetProperty("sound").GetBoolean())
                noticed.Add("A journal does not verify", $"{service}: {report.GetProperty("findings")}");
        }
    }
}

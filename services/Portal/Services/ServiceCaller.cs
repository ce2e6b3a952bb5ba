using System.Net.Http.Headers;
using Portal.Gateway;
using Portal.Languages;
using Yarp.ReverseProxy;

namespace Portal.Services;

/// <summary>Calls one of a service's replicas that the gateway holds for well, and the next when one is not there.</summary>
public sealed class ServiceCaller(IProxyStateLookup gateway) : IDisposable
{
    readonly HttpClient http = new(
        new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(2), PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
            { Timeout = Timeout.InfiniteTimeSpan };

    /// <param name="request">Makes the request anew for each replica that is asked.</param>
    /// <param name="token">Of whom it is done for; null for everyone.</param>
    /// <exception cref="HttpRequestException">No replica is to be reached, or the one that was broke off.</exception>
    public async Task<HttpResponseMessage> Send(UpstreamService service, string path, Func<HttpRequestMessage> request, Language language, string? token, CancellationToken cancel)
    {
        var replicas = gateway.TryGetCluster(service.Name, out var cluster) ? cluster.DestinationsState.AvailableDestinations : [];
        var start = Random.Shared.Next(Math.Max(1, replicas.Count));
        for (var asked = 0; ; asked++)
        {
            if (asked == replicas.Count)
                throw new HttpRequestException(HttpRequestError.ConnectionError, "No replica is to be reached.");
            using var message = request();
            message.RequestUri = new Uri(new Uri(replicas[(start + asked) % replicas.Count].Model.Config.Address), path);
            message.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(language.Code));
            message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            if (token is not null)
                message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            try
            {
                return await http.SendAsync(message, cancel);
            }
            catch (HttpRequestException fault) when (asked + 1 < replicas.Count && (message.Method == HttpMethod.Get || WasNotReached(fault)))
            {
                continue; // the next replica: reading changes nothing, and what was not sent was not done
            }
        }
    }

    static bool WasNotReached(HttpRequestException fault) => fault.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError;

    public void Dispose() => http.Dispose();
}

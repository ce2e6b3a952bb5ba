using System.Net.Http.Headers;
using System.Text.Json;
using Portal.Gateway;
using Portal.Languages;
using Yarp.ReverseProxy;

namespace Portal.Home;

/// <summary>Reads what a service tells everyone, from any of its replicas the gateway holds for well.</summary>
public sealed class ServiceReader(IProxyStateLookup gateway, TimeProvider time)
{
    /// <summary>A reader waits for the page; a figure that takes longer is not shown.</summary>
    static readonly TimeSpan answersWithin = TimeSpan.FromSeconds(5);

    /// <summary>Items on a page: the most a service gives at once.</summary>
    const int PageLimit = 200;

    static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(2), PooledConnectionLifetime = TimeSpan.FromMinutes(2) }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <param name="path">Of the service itself: <c>/instruments</c>.</param>
    /// <param name="language">Names come in it where the service has them.</param>
    /// <exception cref="NoAnswer">The service is away, too slow, or says something else than expected.</exception>
    public async Task<T> Read<T>(UpstreamService service, string path, Language language, CancellationToken cancel) where T : notnull =>
        (await Ask<T>(service, path, language, cancel)).Answer;

    /// <summary>Reads a list to its end, page by page as its <c>Link</c> headers lead.</summary>
    /// <exception cref="NoAnswer">As <see cref="Read"/>.</exception>
    public async Task<IReadOnlyList<T>> ReadAll<T>(UpstreamService service, string path, Language language, CancellationToken cancel)
    {
        var all = new List<T>();
        for (string? next = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={PageLimit}"; next is not null;)
        {
            var (page, link) = await Ask<Page<T>>(service, next, language, cancel);
            all.AddRange(page.Items);
            next = link;
        }
        return all;
    }

    async Task<(T Answer, string? Next)> Ask<T>(UpstreamService service, string path, Language language, CancellationToken cancel) where T : notnull
    {
        using var tooLate = new CancellationTokenSource(answersWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, tooLate.Token);
        try
        {
            using var response = await Send(service, path, language, either.Token);
            response.EnsureSuccessStatusCode();
            var answer = await response.Content.ReadFromJsonAsync<T>(json, either.Token) ?? throw new JsonException("null");
            return (answer, NextPage(response.Headers));
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new NoAnswer(service, path, fault);
        }
    }

    async Task<HttpResponseMessage> Send(UpstreamService service, string path, Language language, CancellationToken cancel)
    {
        var replicas = gateway.TryGetCluster(service.Name, out var cluster) ? cluster.DestinationsState.AvailableDestinations : [];
        var start = Random.Shared.Next(Math.Max(1, replicas.Count));
        for (var asked = 0; ; asked++)
        {
            if (asked == replicas.Count)
                throw new HttpRequestException(HttpRequestError.ConnectionError, "No replica is to be reached.");
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(replicas[(start + asked) % replicas.Count].Model.Config.Address), path));
            request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(language.Code));
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            try
            {
                return await http.SendAsync(request, cancel);
            }
            catch (HttpRequestException) when (asked + 1 < replicas.Count)
            {
                continue; // the next replica: reading changes nothing, so asking twice does no harm
            }
        }
    }

    /// <summary>RFC 8288, as the services write it: <c>&lt;/authorities?cursor=…&gt;; rel="next"</c>.</summary>
    static string? NextPage(HttpResponseHeaders headers) =>
        headers.TryGetValues("Link", out var links) && links.FirstOrDefault(link => link.StartsWith("</", StringComparison.Ordinal) && link.EndsWith("rel=\"next\"", StringComparison.Ordinal)) is { } next
            ? next[1..next.IndexOf('>', StringComparison.Ordinal)]
            : null;

    sealed record Page<T>(IReadOnlyList<T> Items);
}

/// <summary>A service gave no answer that can be shown.</summary>
public sealed class NoAnswer(UpstreamService service, string path, Exception reason) : Exception($"{service.Name} gave no answer to {path}.", reason);

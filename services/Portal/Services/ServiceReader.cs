using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Portal.Gateway;
using Portal.Languages;

namespace Portal.Services;

/// <summary>Reads what a service tells everyone or, with a token, what it tells its bearer.</summary>
public sealed class ServiceReader(ServiceCaller caller, TimeProvider time)
{
    /// <summary>A reader waits for the page; what takes longer is not shown.</summary>
    static readonly TimeSpan answersWithin = TimeSpan.FromSeconds(5);

    /// <summary>What changes with a release alone is asked for anew after this.</summary>
    static readonly TimeSpan keptFor = TimeSpan.FromMinutes(5);

    readonly ConcurrentDictionary<(Type Type, UpstreamService Service, string Path, string Language), (DateTimeOffset ReadAt, object Answer)> kept = [];

    /// <summary>Items on a page: the most a service gives at once.</summary>
    const int PageLimit = 200;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <param name="path">Of the service itself: <c>/instruments</c>.</param>
    /// <param name="language">Names come in it where the service has them.</param>
    /// <param name="token">Of whom it is read for; null for everyone.</param>
    /// <exception cref="NoAnswer">The service is away, too slow, refuses, or says something else than expected.</exception>
    public async Task<T> Read<T>(UpstreamService service, string path, Language language, CancellationToken cancel, string? token = null) where T : notnull =>
        await Ask<T>(service, path, language, token, cancel) is { } found ? found.Answer : throw new NoAnswer(service, path, NotThere());

    /// <summary>Reads something that may be absent or hidden.</summary>
    /// <returns>With its version; null when it is not there for this reader.</returns>
    /// <exception cref="NoAnswer">As <see cref="Read"/>.</exception>
    public async Task<Found<T>?> Find<T>(UpstreamService service, string path, Language language, CancellationToken cancel, string? token = null) where T : notnull =>
        await Ask<T>(service, path, language, token, cancel) is { } found ? new(found.Answer, found.Tag) : null;

    /// <summary>Reads a list to its end, page by page as its <c>Link</c> headers lead.</summary>
    /// <exception cref="NoAnswer">As <see cref="Read"/>.</exception>
    public async Task<IReadOnlyList<T>> ReadAll<T>(UpstreamService service, string path, Language language, CancellationToken cancel, string? token = null)
    {
        var all = new List<T>();
        for (string? next = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={PageLimit}"; next is not null;)
        {
            var (page, link, _) = await Ask<Page<T>>(service, next, language, token, cancel) ?? throw new NoAnswer(service, path, NotThere());
            all.AddRange(page.Items);
            next = link;
        }
        return all;
    }

    /// <summary>Reads a list that a service gives whole, and so knows no pages of.</summary>
    /// <exception cref="NoAnswer">As <see cref="Read"/>.</exception>
    public async Task<IReadOnlyList<T>> ReadWhole<T>(UpstreamService service, string path, Language language, CancellationToken cancel) =>
        (await Read<Page<T>>(service, path, language, cancel)).Items;

    /// <summary>Reads a short list that changes with a release of its service alone, such as the review mechanisms or the articles of a treaty: what was read is good for five minutes.</summary>
    /// <exception cref="NoAnswer">As <see cref="Read"/>.</exception>
    public async Task<IReadOnlyList<T>> ReadFixed<T>(UpstreamService service, string path, Language language, CancellationToken cancel)
    {
        var (now, key) = (time.GetUtcNow(), (typeof(T), service, path, language.Code));
        if (kept.TryGetValue(key, out var found) && now - found.ReadAt < keptFor)
            return (IReadOnlyList<T>)found.Answer;
        var answer = await ReadWhole<T>(service, path, language, cancel);
        kept[key] = (now, answer);
        return answer;
    }

    async Task<Answered<T>?> Ask<T>(UpstreamService service, string path, Language language, string? token, CancellationToken cancel) where T : notnull
    {
        using var tooLate = new CancellationTokenSource(answersWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, tooLate.Token);
        try
        {
            using var response = await caller.Send(service, path, () => new(HttpMethod.Get, (Uri?)null), language, token, either.Token);
            if (response.StatusCode == HttpStatusCode.NotFound)
                return null;
            if (!response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == "application/problem+json" && (int)response.StatusCode < 500)
                throw new NoAnswer(service, path, new HttpRequestException("It refuses.", null, response.StatusCode))
                    { Refusal = await response.Content.ReadFromJsonAsync<Problem>(Json, either.Token) };
            response.EnsureSuccessStatusCode();
            var answer = await response.Content.ReadFromJsonAsync<T>(Json, either.Token) ?? throw new JsonException("null");
            return new(answer, NextPage(response.Headers), response.Headers.ETag?.ToString());
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new NoAnswer(service, path, fault);
        }
    }

    /// <summary>RFC 8288, as the services write it: <c>&lt;/authorities?cursor=…&gt;; rel="next"</c>.</summary>
    static string? NextPage(HttpResponseHeaders headers) =>
        headers.TryGetValues("Link", out var links)
            && links.FirstOrDefault(link => link.StartsWith("</", StringComparison.Ordinal) && link.EndsWith("rel=\"next\"", StringComparison.Ordinal)) is { } next
            ? next[1..next.IndexOf('>', StringComparison.Ordinal)]
            : null;

    static HttpRequestException NotThere() => new("It is not there.", null, HttpStatusCode.NotFound);

    sealed record Answered<T>(T Answer, string? Next, string? Tag);

    sealed record Page<T>(IReadOnlyList<T> Items);
}

/// <summary>Something that is there for its reader.</summary>
/// <param name="Tag">Its version as <c>If-Match</c> wants it; null where it does not change.</param>
public sealed record Found<T>(T Value, string? Tag);

/// <summary>A service gave no answer that can be shown.</summary>
public sealed class NoAnswer(UpstreamService service, string path, Exception reason) : Exception($"{service.Name} gave no answer to {path}.", reason)
{
    public UpstreamService Service => service;

    /// <summary>Why it refused, where it did and said so.</summary>
    public Problem? Refusal { get; init; }
}

using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Access;

/// <summary>
/// A set of keys that is served elsewhere: asked for when a token names a key that is not known, and every ten minutes, so that keys
/// withdrawn there are withdrawn here. While the address gives no good set, the last one stays in use.
/// </summary>
/// <remarks>
/// Who sends tokens decides which ids are looked for, so an unknown id never asks more than once in <see cref="AsksEvery"/>, however
/// many come. The answer is read as strictly as a set in the configuration, is never more than <see cref="AnswerBytesMax"/> long, and
/// a redirect is no answer: the address that was given is the one that is trusted.
/// </remarks>
sealed class KeyAddress(Uri address, TimeProvider time, ILogger<KeyAddress> log) : IDisposable
{
    public const int AnswerBytesMax = 64 * 1024;
    public static readonly TimeSpan AsksEvery = TimeSpan.FromSeconds(10), RenewsEvery = TimeSpan.FromMinutes(10), AnswersWithin = TimeSpan.FromSeconds(2);

    readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = AnswersWithin, PooledConnectionLifetime = RenewsEvery })
    {
        Timeout = AnswersWithin,
        MaxResponseContentBufferSize = AnswerBytesMax,
    };
    readonly Lock asking = new();
    volatile SigningKeys keys = SigningKeys.Read((string?)null);
    DateTimeOffset? asked;
    DateTimeOffset? answered;
    Task underway = Task.CompletedTask;

    /// <returns>Null when the address has no such key, or has not said so yet.</returns>
    public async ValueTask<JsonWebKey?> Find(string id)
    {
        if (AsksNow(isKnown: keys.Find(id) is not null) is { } question)
            await question;
        return keys.Find(id);
    }

    /// <returns>What to wait for; null when there is nothing new to learn.</returns>
    Task? AsksNow(bool isKnown)
    {
        lock (asking)
        {
            var now = time.GetUtcNow();
            if (!underway.IsCompleted)
                return isKnown ? null : underway;      // who holds a known key does not wait for somebody else's question
            if (now - asked < AsksEvery || (isKnown && now - answered < RenewsEvery))
                return null;
            asked = now;
            return underway = Ask(now);
        }
    }

    async Task Ask(DateTimeOffset now)
    {
        try
        {
            using var response = await http.GetAsync(address);
            if (response.StatusCode != System.Net.HttpStatusCode.OK)
                throw new FormatException($"the address answers {(int)response.StatusCode}");
            keys = SigningKeys.Read(await response.Content.ReadAsByteArrayAsync());
            lock (asking)
                answered = now;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or FormatException or IOException)
        {
            log.LogWarning("The keys at {Address} are not to be had, those known stay in use: {Reason}", address, fault.Message);
        }
    }

    public void Dispose() => http.Dispose();
}

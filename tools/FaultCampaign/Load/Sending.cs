using System.Net.Http.Headers;
using System.Net.Http.Json;
using FaultCampaign.Platforms;

namespace FaultCampaign.Load;

/// <summary>Sends a request, once or until it is answered for certain.</summary>
static class Sending
{
    static readonly TimeSpan longestPause = TimeSpan.FromSeconds(1);

    /// <returns>Null where the answer says nothing for certain: a time-out, a broken connection, a fault of the server.</returns>
    public static async Task<Reply?> Send(HttpClient client, PlatformUnderFault platform, string token, Request request)
    {
        try
        {
            using var message = new HttpRequestMessage(request.Method, platform.AddressOf(request.Service, request.Path)) { Content = JsonContent.Create(request.Body) };
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            message.Headers.Add("Idempotency-Key", request.Marker);
            if (request.IfMatch is { } tag)
                message.Headers.TryAddWithoutValidation("If-Match", tag);
            using var answer = await client.SendAsync(message);
            var status = (int)answer.StatusCode;
            // Of the refusals only those of the use case are certain; a server that is starting may refuse whom it does not know yet.
            return status is >= 200 and < 300 or 400 or 403 or 404 or 409 or 412 or 422 or 428 ? new(status, answer.Headers.ETag?.Tag, answer.Headers.Location?.ToString()) : null;
        }
        catch (Exception away) when (away is HttpRequestException or OperationCanceledException or IOException)
        {
            return null;
        }
    }

    /// <summary>Sends it until it is answered for certain, with growing pauses.</summary>
    public static async Task<Reply> Insist(HttpClient client, PlatformUnderFault platform, Tokens tokens, Request request, CancellationToken cancel)
    {
        var token = tokens.For(request.Role, request.Marker);
        for (var attempt = 1; ; attempt++)
        {
            if (await Send(client, platform, token, request) is { } reply)
                return reply;
            await Task.Delay(Pause(attempt), cancel);
        }
    }

    public static TimeSpan Pause(int attempt) => TimeSpan.FromMilliseconds(Math.Min(50 << Math.Min(attempt, 6), longestPause.TotalMilliseconds));
}

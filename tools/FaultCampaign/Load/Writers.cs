using FaultCampaign.Platforms;

namespace FaultCampaign.Load;

/// <summary>The clients. Each asks one thing after the other and insists on a certain answer.</summary>
sealed class Writers(PlatformUnderFault platform, ServicesUnderFault services, AskedLog log, int count, int seed)
{
    /// <summary>A client that hears nothing for so long sends again.</summary>
    static readonly TimeSpan patience = TimeSpan.FromSeconds(2);

    /// <summary>Time left for answers once nothing new is asked and no fault is going on.</summary>
    static readonly TimeSpan insistsFor = TimeSpan.FromMinutes(2);

    long acknowledged, attempts, unanswered;

    public long Acknowledged => Interlocked.Read(ref acknowledged);

    /// <summary>Times something was sent, retries included.</summary>
    public long Attempts => Interlocked.Read(ref attempts);

    /// <summary>Times no certain answer came: a time-out, a broken connection, a fault of the server.</summary>
    public long Unanswered => Interlocked.Read(ref unanswered);

    /// <summary>Writes until asked to stop, and then until what was begun is answered.</summary>
    public Task Write(CancellationToken stop) => Task.WhenAll(Enumerable.Range(1, count).Select(writer => Task.Run(() => Write(writer, stop), CancellationToken.None)));

    async Task Write(int writer, CancellationToken stop)
    {
        using var client = new HttpClient(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30), ConnectTimeout = patience }) { Timeout = patience };
        var requests = services.RequestsOf(writer, seed);
        var tokens = platform.NewTokens();
        while (!stop.IsCancellationRequested)
        {
            var request = requests.Next();
            log.Asks(request);
            var reply = await Insist(client, tokens.For(request.Role, request.Marker), request, stop);
            log.Answered(request, reply?.Status ?? 0);
            if (reply is null)
                continue;
            if (reply.IsAcknowledged)
                Interlocked.Increment(ref acknowledged);
            requests.Answered(request, reply);
            if (reply.Status == 412 && request.LookAt is not null)
                await LookAgain(client, requests, request);
        }
    }

    /// <returns>Null when no certain answer came in time.</returns>
    async Task<Reply?> Insist(HttpClient client, string token, Request request, CancellationToken stop)
    {
        long stopped = 0;
        for (var attempt = 1; ; attempt++)
        {
            Interlocked.Increment(ref attempts);
            if (await Sending.Send(client, platform, token, request) is { } reply)
                return reply;
            Interlocked.Increment(ref unanswered);
            if (stop.IsCancellationRequested && stopped == 0)
                stopped = TimeProvider.System.GetTimestamp();
            if (stopped != 0 && TimeProvider.System.GetElapsedTime(stopped) > insistsFor)
                return null;
            await Task.Delay(Sending.Pause(attempt), CancellationToken.None);
        }
    }

    /// <summary>Somebody else was first: reads what stands there now.</summary>
    async Task LookAgain(HttpClient client, TreatyWork requests, Request refused)
    {
        try
        {
            using var answer = await client.GetAsync(platform.AddressOf(refused.Service, refused.LookAt!));
            if (answer.IsSuccessStatusCode && answer.Headers.ETag is { } tag)
                requests.Saw(refused.About!, tag.Tag);
        }
        catch (Exception away) when (away is HttpRequestException or OperationCanceledException or IOException)
        {
            // It will be refused once more, and looked at again.
        }
    }
}

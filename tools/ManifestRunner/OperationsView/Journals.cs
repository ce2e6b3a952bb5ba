using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ManifestRunner.Running;

namespace ManifestRunner.OperationsView;

/// <summary>One service's parked entries, as its <c>GET /operations/parked</c> lists them.</summary>
/// <param name="Trouble">Why it could not be asked; null when it answered.</param>
sealed record Journal(string Service, IReadOnlyList<ParkedEntry> Parked, string? Trouble);

sealed record ParkedEntry(string Source, long Position, string Stream, string Type, string Reason, int Tries, DateTimeOffset ParkedAt, string? Skipped);

/// <summary>What <c>POST /operations/parked/…/retry</c> answered.</summary>
sealed record RetryOutcome(string Stream, int StillParked, string? Reason, string? Trouble);

/// <summary>What <c>GET /operations/verify</c> answered.</summary>
sealed record Verification(long Epoch, bool Sound, long From, long To, long Entries, IReadOnlyList<VerificationFinding> Findings, string? Trouble);

sealed record VerificationFinding(string Stream, int Version, string What);

/// <summary>Asks the services' operations routes, as an operator, with a token made for the one question.</summary>
/// <param name="operatorToken">Makes such a token.</param>
sealed class Journals(IRunning running, Func<string> operatorToken) : IDisposable
{
    /// <summary>W3C trace context that says "not recorded": looking every few seconds should not fill the list of traces.</summary>
    const string Unrecorded = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

    /// <summary>Verifying a long journal from its first entry takes its time.</summary>
    readonly HttpClient http = new() { Timeout = TimeSpan.FromMinutes(5) };

    /// <summary>Of every service that keeps one; a service without the route keeps none.</summary>
    public async Task<IReadOnlyList<Journal>> All(CancellationToken cancel)
    {
        var asked = await Task.WhenAll(Services().Select(service => Of(service, cancel)));
        return [.. asked.OfType<Journal>()];
    }

    public async Task<RetryOutcome> Retry(string service, string source, long position, CancellationToken cancel) =>
        await Ask<RetryOutcome>(service, HttpMethod.Post, $"operations/parked/{Uri.EscapeDataString(source)}/{position}/retry", cancel) is var (outcome, trouble) && outcome is not null
            ? outcome : new("", 0, null, trouble);

    public async Task<Verification> Verify(string service, bool full, CancellationToken cancel) =>
        await Ask<Verification>(service, HttpMethod.Get, $"operations/verify{(full ? "?full=true" : "")}", cancel) is var (found, trouble) && found is not null
            ? found : new(0, false, 0, 0, 0, [], trouble);

    public void Dispose() => http.Dispose();

    IEnumerable<string> Services() => running.Resources.Where(resource => resource.State.Kind == "service").Select(resource => resource.Service).Distinct();

    async Task<Journal?> Of(string service, CancellationToken cancel)
    {
        var (page, trouble) = await Ask<Page>(service, HttpMethod.Get, "operations/parked", cancel);
        return trouble == Absent ? null : new(service, page?.Items ?? [], trouble);
    }

    const string Absent = "It has no such entry.";

    sealed record Page(IReadOnlyList<ParkedEntry> Items);

    /// <returns>The answer, or in words why there is none.</returns>
    async Task<(T? Answer, string? Trouble)> Ask<T>(string service, HttpMethod method, string path, CancellationToken cancel) where T : class
    {
        var processes = running.Resources.Where(resource => resource.State.Kind == "service" && resource.Service == service).ToList();
        if ((processes.FirstOrDefault(one => one.State.Status == "healthy") ?? processes.FirstOrDefault())?.State is not { Url: { } url, Pid: not null })
            return (null, "It does not run.");
        try
        {
            using var request = new HttpRequestMessage(method, $"{url}/{path}") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", operatorToken()) } };
            request.Headers.Add("traceparent", Unrecorded);
            using var answer = await http.SendAsync(request, cancel);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK when answer.Content.Headers.ContentType?.MediaType == "application/json" => (await answer.Content.ReadFromJsonAsync<T>(JsonSerializerOptions.Web, cancel), null),
                HttpStatusCode.OK or HttpStatusCode.NotFound => (null, Absent),
                HttpStatusCode.Unauthorized => (null, "It does not accept the development key, so this page cannot ask it; ask it as an operator."),
                _ => (null, $"It answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancel)}"),
            };
        }
        catch (Exception silent) when (silent is HttpRequestException or JsonException || (silent is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return (null, $"It did not answer: {silent.Message}");
        }
    }
}

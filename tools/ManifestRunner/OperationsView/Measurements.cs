using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ManifestRunner.OperationsView.Telemetry;
using ManifestRunner.Processes;
using ManifestRunner.Running;

namespace ManifestRunner.OperationsView;

/// <summary>What no service can measure of itself, or not for all its processes: memory, queues, parked entries. Taken every five seconds.</summary>
/// <param name="broker">Management API of the broker, with user and password; null while there is none.</param>
sealed class Measurements(IRunning running, Metrics metrics, Journals journals, Func<Uri?> broker, TimeProvider time) : IDisposable
{
    public static readonly Instrument Memory = new("resource.memory", "Resident memory of a resource with all its processes", "By", InstrumentKind.UpDown);
    public static readonly Instrument Queue = new("queue.depth", "Messages in a queue, ready and not yet confirmed", "{message}", InstrumentKind.UpDown);
    public static readonly Instrument Parked = new("journal.parked", "Entries parked now", "{entry}", InstrumentKind.Gauge);

    /// <summary>Parked entries are asked of the services every so many rounds.</summary>
    const int RoundsBetweenQuestions = 3;

    readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(4) };

    /// <summary>Until cancelled.</summary>
    public async Task Take(CancellationToken cancel)
    {
        using var every = new PeriodicTimer(TimeSpan.FromSeconds(Series.SlotSeconds), time);
        try
        {
            for (var round = 0; ; round++)
            {
                TakeMemory();
                await TakeQueues(cancel);
                if (round % RoundsBetweenQuestions == 0)
                    await TakeParked(cancel);
                await every.WaitForNextTickAsync(cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // the platform is going down
        }
    }

    public void Dispose() => http.Dispose();

    void TakeMemory()
    {
        foreach (var resource in running.Resources)
            if (resource.State is { Pid: { } pid, Kind: var kind })
                metrics.Add(resource.State.Name, Memory, kind == "server" ? ProcessTree.From(pid).Select((one, index) => Resident(one, shared: index > 0)).Sum() : Resident(pid, shared: false));
    }

    async Task TakeQueues(CancellationToken cancel)
    {
        if (broker() is not { } management)
            return;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(management) { UserName = "", Password = "", Path = "api/queues", Query = "columns=name,messages" }.Uri);
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(management.UserInfo))));
            using var answer = await http.SendAsync(request, cancel);
            if (!answer.IsSuccessStatusCode)
                return;
            foreach (var queue in await answer.Content.ReadFromJsonAsync<List<QueueDepth>>(JsonSerializerOptions.Web, cancel) ?? [])
                metrics.Add("messaging", Queue, queue.Messages, "queue", queue.Name);
        }
        catch (Exception silent) when (silent is HttpRequestException or JsonException || (silent is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // A gap in the line says so; whether the broker runs is told on the page of resources.
        }
    }

    async Task TakeParked(CancellationToken cancel)
    {
        foreach (var journal in await journals.All(cancel))
            if (journal.Trouble is null)
                metrics.Add(journal.Service, Parked, journal.Parked.Count(entry => entry.Skipped is null));
    }

    /// <param name="Messages">Missing while the broker has not counted yet.</param>
    sealed record QueueDepth(string Name, long Messages);

    /// <summary>Bytes in memory (proc(5), statm); of a child without what it shares with its parent.</summary>
    static double Resident(int pid, bool shared)
    {
        try
        {
            var pages = File.ReadAllText($"/proc/{pid}/statm").Split(' ').Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
            return (pages[1] - (shared ? pages[2] : 0)) * (double)Environment.SystemPageSize;
        }
        catch (IOException)
        {
            return 0; // ended between look and read
        }
    }
}

using AppHost;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using FaultCampaign.Load;
using FaultCampaign.Verifying;
using Npgsql;

namespace FaultCampaign.Platforms;

/// <summary>What most teams would build instead: one service that saves and then publishes, three that consume concurrently and upsert. On the same servers, with two replicas of each.</summary>
/// <param name="repository">Root of the repository.</param>
sealed class PlainDesign(string repository, PlatformUnderFault platform) : IDesign
{
    public const string Recorder = "recorder";

    const string Project = "tools/FaultCampaign/Plain/Plain.csproj";
    const string ProbeStream = "probes";

    static readonly TimeSpan probeAgain = TimeSpan.FromSeconds(3);

    /// <summary>The consumers, and the queue each reads.</summary>
    public static readonly IReadOnlyDictionary<string, string> Copiers = new[] { "first", "second", "third" }.ToDictionary(name => name, name => $"{name}-copy-what-was-recorded");

    /// <summary>Those of the services whose place they take.</summary>
    static readonly IReadOnlyDictionary<string, string> databases = new Dictionary<string, string> { [Recorder] = "treatiesdb", ["first"] = "reviewsdb", ["second"] = "technicalassistancedb", ["third"] = "networksdb" };

    int probes;

    public IReadOnlyList<string> Services { get; } = [Recorder, .. Copiers.Keys];

    public IReadOnlyList<string> Processes { get; } = [.. new[] { Recorder }.Concat(Copiers.Keys).SelectMany(service => new[] { service, $"{service}-2" })];

    public IReadOnlyList<Applier> Appliers { get; } = [.. Copiers.Keys.Select(service => new Applier(service, "copy", "stream", "SELECT stream FROM application ORDER BY number DESC LIMIT 1"))];

    public bool Parks => false;

    public string DatabaseOf(string service) => databases[service];

    public NpgsqlDataSource Data(string service) => platform.Data(DatabaseOf(service));

    /// <summary>On the platform's own servers, run as its services are.</summary>
    public void Change(IDistributedApplicationBuilder builder)
    {
        foreach (var service in builder.Resources.Where(resource => resource is ProjectResource or IResourceWithParent { Parent: ProjectResource }).ToList())
            builder.Resources.Remove(service);
        var messaging = Existing(PlatformUnderFault.Broker);
        foreach (var (service, database) in databases)
        {
            var own = Existing(database);
            var added = builder.AddProject(service, Path.Combine(repository, Project)).WithHttpEndpoint().WithHttpHealthCheck("/health").WithReplicas(2).RunHere()
                .WithReference(own, "own").WaitFor(own).WithReference(messaging).WaitFor(messaging);
            if (service != Recorder)
                added.WithEnvironment("Copies", service);
        }

        IResourceBuilder<IResourceWithConnectionString> Existing(string name) => builder.CreateResourceBuilder(builder.Resources.OfType<IResourceWithConnectionString>().First(resource => resource.Name == name));
    }

    public Task Begin(PlatformUnderFault platform, CancellationToken cancel) => Probe(0, cancel);

    public IRequests RequestsOf(int writer, int seed) => new PlainWork(writer, seed);

    public Task<long> Entries(CancellationToken cancel) => Data(Recorder).Number("SELECT count(*) FROM record", cancel);

    /// <summary>A message may never arrive, so that one write after the other is tried until one has.</summary>
    public async Task Probe(int number, CancellationToken cancel)
    {
        while (true)
        {
            var marker = $"probe-{number}-{Interlocked.Increment(ref probes)}";
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
            await Sending.Insist(client, platform, platform.NewTokens(), PlainWork.Record(marker, "probe", ProbeStream), cancel);
            for (var since = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(since) < probeAgain; await Task.Delay(50, cancel))
                if (await Arrived(marker, cancel))
                    return;
        }
    }

    async Task<bool> Arrived(string marker, CancellationToken cancel)
    {
        try
        {
            var id = await Data(Recorder).Value("SELECT id FROM record WHERE marker = $1", cancel, marker);
            foreach (var copier in Copiers.Keys)
                if (id is null || !(bool)(await Data(copier).Value("SELECT EXISTS (SELECT 1 FROM application WHERE stream = $1 AND record = $2)", cancel, ProbeStream, id))!)
                    return false;
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>Restarts everything once: consumers whose queue was deleted or whose broker was killed were seen never to read again.</summary>
    public Task TidyUp(CancellationToken cancel) => Task.WhenAll(Processes.Select(process => platform.Restart(process, cancel)));

    /// <summary>Ends all consumers, so that nothing moves any more.</summary>
    public Task StopCopying(CancellationToken cancel) =>
        Task.WhenAll(Processes.Where(process => !process.StartsWith(Recorder, StringComparison.Ordinal)).Select(process => platform.Stop(process, cancel)));

    /// <summary>It does not know what waits: only the broker's queues can be seen.</summary>
    public Task<IReadOnlyList<string>> Waiting(CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task<Findings> Verify(Asked asked, CancellationToken cancel) => new PlainVerification(this, platform, asked).Run(cancel);
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using ManifestRunner.Identity;
using ManifestRunner.Processes;
using ManifestRunner.Running;
using Npgsql;

namespace ManifestRunner.Backups;

/// <summary>A fact that the restored journal no longer has.</summary>
/// <param name="KnownTo">Who still has it: services that applied it and keep the evidence, the database that was set aside.</param>
/// <param name="Because">What those services recorded because of it, which stands: <c>networks.duty-opened (duties/KEN)</c>.</param>
sealed record LostFact(long Position, Guid Id, string Stream, string Type, DateOnly OccurredOn, IReadOnlyList<string> KnownTo, IReadOnlyList<string> Because);

/// <summary>Waits until the others have noticed a restored journal, and gathers what they still know of what it lost.</summary>
static class Aftermath
{
    static readonly TimeSpan noticedWithin = TimeSpan.FromMinutes(3);

    sealed record Page(IReadOnlyList<Fork> Items);

    sealed record Fork(string Source, IReadOnlyList<Known> Lost);

    sealed record Known(long Position, Guid Id, string Stream, string Type, DateOnly OccurredOn);

    /// <returns>The services that follow it, all of which now stand where its journal stands.</returns>
    /// <exception cref="Problem">One has not noticed in time.</exception>
    public static async Task<IReadOnlyList<string>> AllNoticed(RunningPlatform platform, OwnDatabase restored, long epochBefore, CancellationToken cancel)
    {
        var since = TimeProvider.System.GetTimestamp();
        for (; ; await Task.Delay(200, cancel))
        {
            OneJournal source;
            List<(string Service, long Epoch, long Position)> cursors;
            try
            {
                (source, cursors) = (await Head(platform, restored, cancel), await Cursors(platform, restored.Service, cancel));
            }
            catch (NpgsqlException) when (TimeProvider.System.GetElapsedTime(since) < noticedWithin)
            {
                continue; // everything starts at once and the machine is busy: what is lost must be told all the same
            }
            // Where nothing is published there is nothing to follow, and the cursor is of no epoch.
            var behind = cursors.Where(cursor => cursor.Position != source.Published || (source.Published > 0 && cursor.Epoch != source.Epoch)).Select(cursor => cursor.Service).ToList();
            if (source.Epoch > epochBefore && behind.Count == 0)
                return [.. cursors.Select(cursor => cursor.Service)];
            if (TimeProvider.System.GetElapsedTime(since) > noticedWithin)
                throw new Problem(source.Epoch <= epochBefore
                    ? $"{restored.Service} is restored, but no process of it leads its journal. See ./platform logs {restored.Service}"
                    : $"{restored.Service} is restored, but not yet followed anew by {string.Join(", ", behind)}. They go on by themselves; see ./platform logs {behind[0]}. What was lost is then listed at /operations/forks.");
        }
    }

    /// <summary>How many forks of a source each service knows of: asked before a restore, so that afterwards only what it brought is told.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> ForksKnown(RunningPlatform platform, string source, CancellationToken cancel)
    {
        var known = new Dictionary<string, int>();
        foreach (var (service, _, _) in await Cursors(platform, source, cancel))
            known[service] = (await Forks(platform, service, source, cancel)).Count;
        return known;
    }

    /// <summary>What was lost, by the others' evidence, first to last.</summary>
    public static async Task<IReadOnlyList<LostFact>> Lost(RunningPlatform platform, string source, IReadOnlyDictionary<string, int> knownBefore, CancellationToken cancel)
    {
        var told = new List<(string Follower, Known Fact)>();
        foreach (var (follower, before) in knownBefore)
            told.AddRange((await Forks(platform, follower, source, cancel)).Skip(before).SelectMany(fork => fork.Lost).Select(fact => (follower, fact)));
        var because = new List<(Guid Cause, string What)>();
        foreach (var follower in knownBefore.Keys)
            because.AddRange(await Because(platform, platform.DatabaseOf(follower), [.. told.Select(one => one.Fact.Id).Distinct()], cancel));
        return [.. told.GroupBy(one => one.Fact.Id).OrderBy(same => same.First().Fact.Position).Select(same => (same.First().Fact, same)).Select(one =>
            new LostFact(one.Fact.Position, one.Fact.Id, one.Fact.Stream, one.Fact.Type, one.Fact.OccurredOn,
                [.. one.same.Select(by => by.Follower)], [.. because.Where(what => what.Cause == one.Fact.Id).Select(what => what.What)]))];
    }

    /// <summary>Oldest first, as the service tells operators.</summary>
    static async Task<List<Fork>> Forks(RunningPlatform platform, string service, string source, CancellationToken cancel)
    {
        var token = DevelopmentKey.Of(platform.Folder).Token(Inputs.Issuer(), "dev-restore", ["operator"], null, TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(2));
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        foreach (var replica in platform.ReplicasOf(service).Where(replica => replica.Url is not null))
            try
            {
                return [.. (await http.GetFromJsonAsync<Page>($"{replica.Url}/operations/forks", cancel))!.Items.Where(fork => fork.Source == source)];
            }
            catch (HttpRequestException)
            {
                continue; // another replica may answer
            }
        throw new Problem($"No process of {service} answers, which is asked what it knows of {source}. See ./platform status");
    }

    static async Task<OneJournal> Head(RunningPlatform platform, OwnDatabase database, CancellationToken cancel)
    {
        await using var connection = await platform.Open(database.Name, cancel);
        return (await OneJournal.Read(connection, cancel))!;
    }

    static async Task<List<(string Service, long Epoch, long Position)>> Cursors(RunningPlatform platform, string source, CancellationToken cancel)
    {
        var cursors = new List<(string, long, long)>();
        foreach (var database in platform.Databases)
        {
            await using var connection = await platform.Open(database.Name, cancel);
            if (!await OneJournal.Has("cursor", connection, cancel))
                continue;
            await using var read = new NpgsqlCommand("SELECT epoch, position FROM cursor WHERE source = $1", connection) { Parameters = { new() { Value = source } } };
            await using var row = await read.ExecuteReaderAsync(cancel);
            if (await row.ReadAsync(cancel))
                cursors.Add((database.Service, row.GetInt64(0), row.GetInt64(1)));
        }
        return cursors;
    }

    static async Task<List<(Guid Cause, string What)>> Because(RunningPlatform platform, OwnDatabase database, Guid[] causes, CancellationToken cancel)
    {
        await using var connection = await platform.Open(database.Name, cancel);
        await using var read = new NpgsqlCommand("SELECT cause, type, stream FROM journal WHERE cause = ANY ($1) ORDER BY sequence", connection) { Parameters = { new() { Value = causes } } };
        var found = new List<(Guid, string)>();
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            found.Add((row.GetGuid(0), $"{row.GetString(1)} ({row.GetString(2)})"));
        return found;
    }
}

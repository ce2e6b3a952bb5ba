using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using FaultCampaign.Faults;
using FaultCampaign.Load;
using FaultCampaign.Platforms;
using FaultCampaign.Verifying;
using Processes;

namespace FaultCampaign;

/// <summary>One run: load and faults at the same time, quiet, then the databases are held against what was asked.</summary>
/// <param name="place">Folder of this run.</param>
sealed class Campaign(Orders orders, string repository, string place, PlatformUnderFault platform, ServicesUnderFault services, CampaignLog log)
{
    /// <summary>After the last fault ended everything has to be applied everywhere within this time.</summary>
    static readonly TimeSpan settlesWithin = TimeSpan.FromMinutes(4);

    /// <summary>What takes longer though no other fault is going on is given as not recovered.</summary>
    static readonly TimeSpan recoversWithin = TimeSpan.FromMinutes(4);

    static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web);

    readonly Broken noticed = new();
    readonly Dictionary<string, List<Recovery>> kinds = [];
    readonly GoingOn goingOn = new();
    readonly Dictionary<string, string> leftOut = [];
    int probes;

    string File(string name) => Path.Combine(place, name);

    public async Task<Result> Run(CancellationToken cancel)
    {
        var (disk, noDisk) = await SmallDisk.Mount(platform.DiskImage, platform.DatabaseFolder);
        try
        {
            await platform.Up(cancel);
            await services.Begin(cancel);
            return await Disturb(disk, noDisk, cancel);
        }
        finally
        {
            await platform.Down();
            if (disk is not null)
                await disk.DisposeAsync();
        }
    }

    async Task<Result> Disturb(SmallDisk? disk, string? noDisk, CancellationToken cancel)
    {
        var released = new ReleaseOfParked(platform, services, log, noticed);
        var scene = new Scene(orders, platform, services, log, noticed, released);
        var possible = await Possible(Kinds.For(orders, repository, services, disk, noDisk), scene, cancel);
        var plan = Planned(possible);

        Writers writers;
        double loadSeconds;
        using (var asked = new AskedLog(File("asked.jsonl")))
        {
            writers = new Writers(platform, services, asked, orders.Writers, orders.Seed);
            using var stop = new CancellationTokenSource();
            using var stopWatching = new CancellationTokenSource();
            log.Begin();
            log.Say($"load begins: seed {orders.Seed}, {orders.Writers} writers, {plan.Count} faults planned");
            var watching = new BrokerAccount(platform).Watch(noticed, log, stopWatching.Token);
            var writing = writers.Write(stop.Token);
            await Task.WhenAll([Enough(writers, cancel), .. plan.Select(fault => Strike(fault, possible.First(kind => kind.Name == fault.Kind), scene, cancel))]);
            loadSeconds = log.Seconds;
            await stop.CancelAsync();
            log.Say("no more faults, nothing new is asked; what was begun is answered");
            await writing;
            await stopWatching.CancelAsync();
            await watching;
        }
        return await Judge(writers, released, loadSeconds, cancel);
    }

    async Task<IReadOnlyList<FaultKind>> Possible(IReadOnlyList<FaultKind> kinds, Scene scene, CancellationToken cancel)
    {
        var possible = new List<FaultKind>();
        foreach (var kind in kinds)
            if (await kind.Prepare(scene, cancel) is { } why)
            {
                leftOut[kind.Name] = why;
                log.Say($"left out: {kind.Name}, because {why}");
            }
            else
                possible.Add(kind);
        return possible;
    }

    IReadOnlyList<PlannedFault> Planned(IReadOnlyList<FaultKind> possible)
    {
        const double secondsForAFaultByEntries = 9;
        var every = orders.Minutes > 0 && orders.Faults > 0 ? (orders.Minutes * 60 - 20) / orders.Faults : secondsForAFaultByEntries;
        var plan = possible.Count == 0 ? [] : Plan.Draw(orders.Seed, orders.Faults, every, possible);
        System.IO.File.WriteAllLines(File("plan.jsonl"), plan.Select(fault => JsonSerializer.Serialize(fault, json)));
        return plan;
    }

    /// <summary>Returns when enough was recorded, or enough time has passed.</summary>
    async Task Enough(Writers writers, CancellationToken cancel)
    {
        var said = 0.0;
        while (orders.Entries > 0 ? await Entries() < orders.Entries : log.Seconds < orders.Minutes * 60)
        {
            await Task.Delay(1000, cancel);
            if (log.Seconds - said >= 20)
            {
                said = log.Seconds;
                log.Say($"{writers.Acknowledged} acknowledged, {writers.Unanswered} of {writers.Attempts} sendings without a certain answer, {await Entries()} entries{await Behind()}");
            }
        }

        async Task<string> Behind()
        {
            try
            {
                return string.Concat((await services.Waiting(cancel)).Select(waiting => $"; {waiting}"));
            }
            catch (Npgsql.NpgsqlException)
            {
                return "; the database does not answer";
            }
        }

        async Task<long> Entries()
        {
            try
            {
                return await services.Entries(cancel);
            }
            catch (Npgsql.NpgsqlException)
            {
                return -1; // the database is struck at this moment
            }
        }
    }

    async Task Strike(PlannedFault fault, FaultKind kind, Scene scene, CancellationToken cancel)
    {
        await Task.Delay(TimeSpan.FromSeconds(Math.Max(0, fault.AtSeconds - log.Seconds)), cancel);
        log.Say($"#{fault.Number} {fault.Kind} {fault.Whom} {fault.How} for {fault.LastsSeconds} s");
        try
        {
            goingOn.Began(fault.Number);
            if (await kind.Strike(fault, scene, cancel) is not { } struck)
            {
                log.Say($"#{fault.Number} {fault.Kind} {fault.Whom}: nothing there to strike at this moment");
                return;
            }
            goingOn.Ended(fault.Number);
            var ended = TimeProvider.System.GetTimestamp();
            log.Say($"#{fault.Number} {fault.Kind} {fault.Whom} is over: {struck}");
            var stuck = await Stuck(cancel);
            double? recovery = stuck is null ? Math.Round(TimeProvider.System.GetElapsedTime(ended).TotalSeconds, 2) : null;
            log.Say($"#{fault.Number} {fault.Kind} {fault.Whom}: {stuck ?? $"a write was applied everywhere {recovery:0.0} s after it"}");
            if (stuck is not null)
                noticed.Add("After a fault a write does not go through", $"#{fault.Number} {fault.Kind} {fault.Whom}: {stuck}");
            lock (kinds)
            {
                if (!kinds.TryGetValue(fault.Kind, out var recoveries))
                    kinds[fault.Kind] = recoveries = [];
                recoveries.Add(new(recovery, recovery is not null && goingOn.NothingSince(ended)));
            }
        }
        catch (Problem problem)
        {
            noticed.Add("A part of the platform did not come back", $"#{fault.Number} {fault.Kind} {fault.Whom}: {problem.Message}");
        }
        finally
        {
            goingOn.Ended(fault.Number);
        }
    }

    /// <returns>Why a write made now does not come to be applied everywhere; null when it has.</returns>
    async Task<string?> Stuck(CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var applied = services.Probe(Interlocked.Increment(ref probes), patience.Token);
        // A write that other faults hold up is waited for; four minutes in which nothing is broken are the platform's own.
        while (await Task.WhenAny(applied, Task.Delay(1000, cancel)) != applied && goingOn.QuietFor < recoversWithin)
        {
        }
        if (!applied.IsCompleted)
            await patience.CancelAsync();
        try
        {
            await applied;
            return null;
        }
        catch (Problem refused)
        {
            return refused.Message;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return $"no write was applied everywhere in {recoversWithin.TotalMinutes} minutes without any fault";
        }
    }

    /// <summary>Waits until nothing waits any more, then reads the databases.</summary>
    async Task<Result> Judge(Writers writers, ReleaseOfParked released, double loadSeconds, CancellationToken cancel)
    {
        var (settled, waiting) = await Settled(released, cancel);
        log.Say(waiting.Count == 0 ? $"nothing waits any more, {settled:0.0} s after the last request" : $"after {settled:0} s there still waits: {string.Join("; ", waiting)}");
        noticed.AddAll("Something still waits", waiting);

        var asked = Asked.Read(File("asked.jsonl"));
        await new ServicesAccount(platform, services).Sound(noticed, cancel);
        var findings = await services.Verify(asked, cancel);
        noticed.Take(findings.Broken);
        foreach (var marker in asked.All.Where(one => one.Value.Status is null).Select(one => one.Key))
            noticed.Add("A request was never answered for certain", marker);
        log.Say("verified");
        return new(orders.Seed, await Commit(), Math.Round(loadSeconds, 1), Math.Round(settled, 1), asked.All.Count, asked.All.Values.LongCount(one => one.IsAcknowledged),
            asked.All.Values.LongCount(one => one.IsRefused), asked.All.Values.LongCount(one => one.Status is null), writers.Attempts,
            findings.Entries, findings.Applications, findings.Reactions, findings.Lost, findings.Doubled, findings.OutOfOrder, findings.Ghosts, findings.Zombies, findings.Unasked, findings.Differing,
            released.Parked, released.Released, [.. kinds.OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => new KindResult(kind.Key, kind.Value))], leftOut, noticed.All);
    }

    /// <returns>The seconds it took, and what waits all the same when the patience is over.</returns>
    async Task<(double Seconds, IReadOnlyList<string> Waiting)> Settled(ReleaseOfParked released, CancellationToken cancel)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var waiting = await Waiting(released, cancel);
            var seconds = TimeProvider.System.GetElapsedTime(since).TotalSeconds;
            if (waiting.Count == 0)
            {
                // What a queue said may be as old as this, so it is asked once more.
                await Task.Delay(BrokerAccount.Tick, cancel);
                waiting = await Waiting(released, cancel);
            }
            if (waiting.Count == 0 || seconds > settlesWithin.TotalSeconds)
                return (seconds, waiting);
            await Task.Delay(500, cancel);
        }
    }

    async Task<IReadOnlyList<string>> Waiting(ReleaseOfParked released, CancellationToken cancel)
    {
        try
        {
            var waiting = new List<string>(await services.Waiting(cancel));
            waiting.AddRange(platform.Processes.Where(process => !process.IsHealthy).Select(process => $"{process.Name} is {process.State} and not healthy {process.Why}"));
            var queues = await new BrokerAccount(platform).Queues(cancel);
            BrokerAccount.ReadByOne(queues, noticed); // here also on a machine too busy to be asked before
            waiting.AddRange(queues.Where(queue => queue is { IsOfFacts: true, Readers: < 2 }).Select(queue => $"{queue.Name} is read by {queue.Readers} of 2 replicas"));
            waiting.AddRange(queues.Where(queue => queue.Messages > 0).Select(queue => $"{queue.Messages} messages in {queue.Name}"));
            foreach (var service in services.Names)
                if (await released.Look(service, cancel) is { Count: > 0 } parked)
                {
                    waiting.Add($"{parked.Count} entries are parked in {service}");
                    await released.Release(service, cancel);
                }
            return waiting;
        }
        catch (Exception away) when (away is Npgsql.NpgsqlException or HttpRequestException or Problem or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return [away.Message];
        }
    }

    async Task<string> Commit()
    {
        var git = await Cli.Wrap("git").WithArguments(["-C", repository, "describe", "--always", "--dirty"]).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        return git.IsSuccess ? git.StandardOutput.Trim() : "unknown";
    }
}

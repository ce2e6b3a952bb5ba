using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using Platforms;
using Processes;
using Servers;

namespace Platform.Tests.Whole;

/// <summary>What the platform promises, shown on all of it at once: real servers, real processes, two replicas of every service.</summary>
[Collection(OneWholePlatform.Name)]
public sealed class The_whole_platform(WholePlatform platform, ITestOutputHelper output)
{
    static readonly JsonSerializerOptions json = JsonSerializerOptions.Web;

    [Fact]
    public void Is_healthy_in_all_its_parts()
    {
        platform.Running.Processes.ShouldAllBe(process => process.IsHealthy);
        platform.Running.Processes.Select(process => process.Name).ShouldBe(["postgres", "messaging", "cache", "portal", .. WholePlatform.Services.SelectMany(service => new[] { service, $"{service}-2" })], ignoreOrder: true);
    }

    [Theory]
    [InlineData("untoc", "2014-01-01", 179)]
    [InlineData("uncac", "2015-12-31", 178)]
    [InlineData("untoc", "2023-02-20", 190)]
    [InlineData("untoc", "2000-12-11", 0)]
    [InlineData("uncac", "2003-12-08", 0)]
    public async Task Counts_the_parties_of_the_real_record_by_deposit(string instrument, string asOf, int certain)
    {
        var parties = await platform.AsThePublic().GetFromJsonAsync<JsonElement>($"/api/treaties/instruments/{instrument}/parties?asOf={asOf}&basis=deposit");

        parties.GetProperty("count").GetProperty("certain").GetInt32().ShouldBe(certain);
    }

    [Fact]
    public async Task Holds_matching_copies_of_who_has_joined_what_in_every_service()
    {
        const string copy = "SELECT action::text || ' ' || state || ' ' || instrument || ' ' || kind || ' ' || coalesce(deposited_on::text, '') || ' ' || coalesce(effective_on::text, '') FROM party_act ORDER BY 1";
        await Settled();

        var copies = await Task.WhenAll(WholePlatform.Followers.Select(follower => platform.Rows(follower, copy, row => row.GetString(0))));

        copies[0].Count.ShouldBeGreaterThan(800, "every act by which somebody joined or left");
        copies[1].ShouldBe(copies[0]);
        copies[2].ShouldBe(copies[0]);
    }

    [Fact]
    public async Task Shows_one_deposit_as_one_trace_from_the_request_to_the_last_consumers_database()
    {
        var trace = Convert.ToHexStringLower(Guid.CreateVersion7().ToByteArray());
        var officer = platform.As("treaty-officer");
        officer.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        (await Notify(officer, "KEN", "trace", new DateOnly(2020, 1, 2))).StatusCode.ShouldBe(HttpStatusCode.Created);

        string[] wanted =
        [
            "treaties Microsoft.AspNetCore", "treaties Npgsql", "treaties Journal", "treaties MassTransit",
            .. WholePlatform.Followers.SelectMany(follower => new[] { $"{follower} MassTransit", $"{follower} Journal", $"{follower} Npgsql" }),
        ];
        await Eventually.Is("every hop of the trace has arrived", () => Task.FromResult(wanted.Except(platform.Telemetry.Of(trace).Select(span => $"{span.Service} {span.Source}")).FirstOrDefault("nothing is missing")), "nothing is missing");
        var spans = platform.Telemetry.Of(trace);
        string PathOf(Span span) => spans.FirstOrDefault(other => other.Id == span.Parent) is { } parent ? $"{PathOf(parent)} > {span.Name}" : span.Name;
        var paths = spans.Select(PathOf).ToList();
        const string deposit = "POST /api/treaties/{**rest} > POST > POST /instruments/{instrument}/actions";
        paths.ShouldContain(path => path.StartsWith($"{deposit} > INSERT act_revision", StringComparison.Ordinal) && path.Contains("INSERT journal", StringComparison.Ordinal));
        foreach (var follower in WholePlatform.Followers)
        {
            var applied = $"{deposit} > relay treaties.action-deposited > Contracts:Recorded send > {follower}-from-treaties receive > {follower}-from-treaties process > apply treaties.action-deposited";
            paths.ShouldContain(path => path.StartsWith($"{applied} > ", StringComparison.Ordinal) && path.Contains("INSERT evidence, UPDATE cursor", StringComparison.Ordinal), $"{follower}: {string.Join('\n', paths)}");
        }
        var ids = spans.Select(span => span.Id).ToHashSet();
        spans.ShouldAllBe(span => ids.Contains(span.Parent) || span.Parent == "00f067aa0ba902b7");
    }

    /// <summary>Relays look each second, followers ask each half minute, the gateway and the runner ask everybody for their health, and caches are pinged: none of it is for a person to read.</summary>
    [Fact]
    public async Task Makes_no_trace_and_logs_nothing_for_half_a_minute_of_idleness()
    {
        var telemetry = platform.Telemetry;
        string[] services = [.. WholePlatform.Services, "portal"];
        // Each process reports every five seconds.
        async Task AllReport(int times)
        {
            var before = telemetry.Reports;
            await Eventually.Is($"every service has reported {times} times", () =>
            {
                var now = telemetry.Reports.Where(report => report.Value >= before.GetValueOrDefault(report.Key) + times).Select(report => report.Key.Split(' ')[0]);
                return Task.FromResult(services.Except(now).FirstOrDefault("nobody is missing"));
            }, "nobody is missing", TimeSpan.FromMinutes(3));
        }
        await Settled();
        await AllReport(2);
        var (spans, lines) = (telemetry.Spans.Select(span => span.Trace).ToHashSet(), telemetry.Logs.Count);

        await AllReport(7);

        telemetry.Spans.Where(span => !spans.Contains(span.Trace)).Select(span => $"{span.Service} {span.Source} {span.Name}").ShouldBeEmpty();
        telemetry.Logs.Skip(lines).ShouldBeEmpty();
    }

    [Fact]
    public async Task Replaces_a_stopped_leader_within_ten_seconds_and_lets_it_number_nothing_when_it_wakes()
    {
        var leader = await LeaderOf("treaties");
        Signal.Stop.Send(leader.Pid);
        try
        {
            var started = TimeProvider.System.GetTimestamp();
            await Eventually.Is("another process leads", async () => (await TryLeaderOf("treaties"))?.Session is { } session && session != leader.Session, true, TimeSpan.FromSeconds(10));
            output.WriteLine($"a stopped leader was replaced after {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s");

            (await Notify(AwakeReplica(leader.Pid), "UGA", "while-stopped", new DateOnly(2020, 1, 3))).StatusCode.ShouldBe(HttpStatusCode.Created);
            await Settled();
        }
        finally
        {
            Signal.Continue.Send(leader.Pid);
        }
        (await Notify(platform.As("treaty-officer"), "UGA", "after-waking", new DateOnly(2020, 1, 4))).StatusCode.ShouldBe(HttpStatusCode.Created);
        await Settled();

        (await LeaderOf("treaties")).Pid.ShouldNotBe(leader.Pid);
        await EveryJournalIsSound();
    }

    [Fact]
    public async Task Starts_again_what_died_and_leaves_alone_what_a_person_stopped()
    {
        await platform.Running.AllHealthy(TimeSpan.FromMinutes(2));
        await platform.Running.Stop("networks-2");
        try
        {
            var before = platform.Running.PidOf("networks");

            platform.Running.Kill("networks");

            await Eventually.Is("another process does its work", () => Task.FromResult(platform.Running["networks"] is { IsHealthy: true, Pid: { } pid } && pid != before), true, TimeSpan.FromMinutes(2));
            platform.Running["networks-2"].Runs.ShouldBeFalse();
        }
        finally
        {
            await platform.Running.Start("networks-2");
        }
        await platform.Running.AllHealthy(TimeSpan.FromMinutes(2));
    }

    [Theory]
    [InlineData("postgres", "MEX")]
    [InlineData("messaging", "PER")]
    [InlineData("cache", "CHL")]
    public async Task Is_healthy_again_by_itself_and_has_lost_nothing_after_a_server_was_killed(string server, string state)
    {
        string[] notified = [$"before-{server}-was-killed", $"while-{server}-was-away"];
        var (officer, acknowledged) = (platform.As("treaty-officer"), new ConcurrentDictionary<string, byte>());
        await Insist(officer, state, notified[0], new DateOnly(2021, 1, 1), acknowledged);
        var before = platform.Running.PidOf(server);

        platform.Running.Kill(server);

        await Insist(officer, state, notified[1], new DateOnly(2021, 1, 2), acknowledged);
        await Eventually.Is($"{server} was started again", () => Task.FromResult(platform.Running.PidOf(server) is { } pid && pid != before), true, TimeSpan.FromMinutes(1));
        await platform.Running.AllHealthy(TimeSpan.FromMinutes(2));
        foreach (var service in WholePlatform.Services)
            (await platform.Running.Database(service)).Clear(); // our own sessions ended with the server
        await Settled();
        (await platform.Rows("treaties", $"SELECT payload::json->>'source' FROM journal WHERE payload::json->>'source' LIKE '%-{server}-was-%' ORDER BY position", row => row.GetString(0))).ShouldBe(notified);
        await EveryJournalIsSound();
    }

    [Fact, System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public async Task Is_backed_up_while_it_works_as_its_operator_does_it()
    {
        var configuration = Path.Combine(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar)[^2..]);
        string[] command = [Repository.In("tools", "Operator", "bin", configuration, "Operator.dll"), "backup", "--folder", platform.Running.Folder, "--manifest", Repository.In("aspire-manifest.json")];

        var ended = await Cli.Wrap("dotnet").WithArguments(command).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();

        ended.ExitCode.ShouldBe(0, ended.StandardError);
        ended.StandardOutput.ShouldContain("Backed up and verified");
        platform.Running.Processes.ShouldAllBe(process => process.Runs);
    }

    [Fact]
    public async Task Loses_doubles_and_disorders_nothing_while_every_service_and_the_broker_are_killed()
    {
        const int actions = 2000, writers = 16;
        var states = await platform.Rows("reviews", "SELECT DISTINCT state FROM party_act WHERE instrument = 'untoc' AND deposited_on < '2020-01-01' AND kind IN ('ratification', 'accession') ORDER BY 1", row => row.GetString(0));
        var before = await platform.Scalar<long>("treaties", "SELECT coalesce(max(sequence), 0) FROM journal");
        var acknowledged = new ConcurrentDictionary<string, byte>();
        var officer = platform.As("treaty-officer");
        var next = 0;

        async Task Write()
        {
            try
            {
                while (Interlocked.Increment(ref next) is var number && number <= actions)
                    await Insist(officer, states[number % states.Count], $"fault-{number}", new DateOnly(2020, 6, 1).AddDays(number), acknowledged);
            }
            catch
            {
                Interlocked.Exchange(ref next, actions); // one that is never answered is enough: nobody asks on
                throw;
            }
        }

        var writing = Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Write()));
        foreach (var victim in (string[])["treaties", "reviews", "messaging", "technical-assistance", "networks", "treaties-2", "portal"])
        {
            var enough = acknowledged.Count + actions / 10;
            await Eventually.Is("some more were acknowledged", () => Task.FromResult(acknowledged.Count >= enough || writing.IsCompleted), true, TimeSpan.FromMinutes(2));
            platform.Running.Kill(victim);
        }
        await writing;
        await Settled();

        var journalled = await platform.Rows("treaties", $"SELECT payload::json->>'source', position FROM journal WHERE sequence > {before} AND payload::json->>'source' LIKE 'fault-%' ORDER BY position", row => (Source: row.GetString(0), Position: row.GetInt64(1)));
        output.WriteLine($"attempted {actions}, acknowledged {acknowledged.Count}, journalled {journalled.Count}");
        acknowledged.Count.ShouldBe(actions);
        journalled.Select(entry => entry.Source).Order().ShouldBe(acknowledged.Keys.Order());
        foreach (var follower in WholePlatform.Followers)
        {
            var applied = await platform.Rows(follower, $"SELECT position FROM evidence WHERE source = 'treaties' AND position >= {journalled[0].Position} AND position <= {journalled[^1].Position} ORDER BY number", row => row.GetInt64(0));
            var wanted = await platform.Rows("treaties", $"SELECT position FROM journal WHERE published AND position >= {journalled[0].Position} AND position <= {journalled[^1].Position} ORDER BY position", row => row.GetInt64(0));
            applied.ShouldBe(wanted, $"{follower} applied each of them once and in order");
            output.WriteLine($"{follower}: applied {applied.Count} of {wanted.Count}, in order; parked {await platform.Scalar<long>(follower, "SELECT count(*) FROM parked")}");
            (await platform.Scalar<long>(follower, "SELECT count(*) FROM parked")).ShouldBe(0);
        }
        await EveryJournalIsSound();
    }

    /// <summary>Sends it again under its key until it is acknowledged, as a client does that must not lose what it was given.</summary>
    static async Task Insist(HttpClient officer, string state, string source, DateOnly on, ConcurrentDictionary<string, byte> acknowledged)
    {
        for (var since = TimeProvider.System.GetTimestamp(); ;)
        {
            var isOver = TimeProvider.System.GetElapsedTime(since) > WholePlatform.InsistsFor;
            try
            {
                using var answer = await Notify(officer, state, source, on);
                if (answer.StatusCode == HttpStatusCode.Created)
                {
                    acknowledged.TryAdd(source, 0);
                    return;
                }
                if ((int)answer.StatusCode < 500 || isOver)
                    throw new InvalidOperationException($"{source}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            }
            catch (Exception away) when (away is HttpRequestException or TaskCanceledException && !isOver)
            {
            }
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            await pause.WaitForNextTickAsync();
        }
    }

    static Task<HttpResponseMessage> Notify(HttpClient officer, string state, string source, DateOnly on) =>
        officer.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/treaties/instruments/untoc/actions")
        {
            Content = JsonContent.Create(new { state, kind = "notification", depositedOn = on, provisions = new[] { "untoc art. 18(13)" }, source }, options: json),
            Headers = { { "Idempotency-Key", source } },
        });

    sealed record Leader(int Pid, int Session);

    async Task<Leader> LeaderOf(string service)
    {
        Leader? leader = null;
        await Eventually.Is($"{service} has a leader", async () => (leader = await TryLeaderOf(service)) is not null, true);
        return leader!;
    }

    /// <summary>The process at the other end of the session that holds the leader's lock.</summary>
    async Task<Leader?> TryLeaderOf(string service)
    {
        var sessions = await platform.Rows(service, "SELECT pid, client_port FROM pg_stat_activity JOIN pg_locks USING (pid) WHERE locktype = 'advisory' AND application_name = 'relay of treaties' AND granted", row => (row.GetInt32(0), row.GetInt32(1)));
        if (sessions is not [var (session, port)])
            return null;
        foreach (var process in platform.Running.Processes.Where(process => !RunningPlatform.Servers.Contains(process.Name)))
            if (platform.Running.PidOf(process.Name) is { } pid && HasSocket(pid, port))
                return new(pid, session);
        return null;
    }

    static bool HasSocket(int pid, int port)
    {
        var inodes = File.ReadLines($"/proc/{pid}/net/tcp").Concat(File.ReadLines($"/proc/{pid}/net/tcp6")).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[1].EndsWith($":{port:X4}", StringComparison.Ordinal)).Select(fields => $"socket:[{fields[9]}]").ToHashSet();
        return Directory.EnumerateFiles($"/proc/{pid}/fd").Any(handle => inodes.Contains(new FileInfo(handle).LinkTarget ?? ""));
    }

    /// <summary>A client of the replica of Treaties that is not stopped.</summary>
    HttpClient AwakeReplica(int stopped)
    {
        var awake = platform.Running.Processes.First(process => process.Name.StartsWith("treaties", StringComparison.Ordinal) && process.Pid != stopped);
        var officer = platform.As("treaty-officer");
        return new HttpClient(new StripPrefix { InnerHandler = new HttpClientHandler() }) { BaseAddress = platform.Running.OwnAddressOf(awake.Name), DefaultRequestHeaders = { Authorization = officer.DefaultRequestHeaders.Authorization } };
    }

    sealed class StripPrefix : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(request.RequestUri!.AbsoluteUri.Replace("/api/treaties", "", StringComparison.Ordinal));
            return base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>Waits until everything recorded by Treaties has its position and was applied everywhere.</summary>
    async Task Settled()
    {
        await Eventually.Is("everything is numbered", () => platform.Scalar<long>("treaties", "SELECT count(*) FROM journal WHERE position IS NULL"), 0L, TimeSpan.FromMinutes(1));
        var head = await platform.Scalar<long>("treaties", "SELECT max(position) FROM journal WHERE published");
        foreach (var follower in WholePlatform.Followers)
            await Eventually.Is($"{follower} has applied everything", () => platform.Scalar<long>(follower, "SELECT position FROM cursor WHERE source = 'treaties'"), head, TimeSpan.FromMinutes(2));
    }

    async Task EveryJournalIsSound()
    {
        await platform.Running.AllHealthy(TimeSpan.FromMinutes(2));
        var @operator = platform.As("operator");
        foreach (var service in WholePlatform.Services)
        {
            var report = await @operator.GetFromJsonAsync<JsonElement>($"/api/{service}/operations/verify?full=true");
            report.GetProperty("sound").GetBoolean().ShouldBeTrue(report.ToString());
        }
    }
}

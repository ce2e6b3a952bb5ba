using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Servers;

namespace Journal.Tests.Telemetry;

/// <summary>What a collector would be sent, and what it would not, of a ledger and its mirror. Spans are the process's: nothing else runs meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class NothingElse
{
    public const string Name = "nothing else runs";
}

[Collection(NothingElse.Name)]
public sealed class The_traces_of_a_journal : Specification
{
    readonly ConcurrentQueue<Activity> ended = new();
    readonly ActivityListener everything;
    Host<MirrorDb> mirror = null!;

    public The_traces_of_a_journal(RealServers servers)
        : base(servers)
    {
        // Asks for nothing to be recorded, and so sees also what the services leave out.
        everything = new()
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
            ActivityStopped = ended.Enqueue,
        };
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        mirror = await StartMirror(idlePoll: "00:00:00.200");
        await Pay(Ledger, "first", 1);
        await Eventually(() => mirror.Scalar<long>("SELECT count(*) FROM payment"), 1);
        ActivitySource.AddActivityListener(everything);
    }

    int Seen(string name, bool recorded = false) => ended.Count(span => span.DisplayName == name && span.Recorded == recorded);

    [Fact]
    public async Task Do_not_show_that_it_is_looked_asked_and_probed_while_nothing_happens()
    {
        using var probe = Ledger.Http;
        probe.DefaultRequestHeaders.Add("traceparent", $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01");

        await global::Servers.Eventually.True("the ledger was asked by its mirror and for its health, and its relay has looked", async () =>
        {
            (await probe.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
            return Seen("ledger-journal send") > 10 && Seen("ledger-journal process") > 10 && ended.Count(span => span.Source.Name == "Npgsql") > 40;
        });

        ended.Where(span => span.Recorded).Select(span => $"{span.Source.Name} {span.DisplayName}").ShouldBeEmpty();
    }

    [Fact]
    public async Task Do_not_show_how_an_entry_travels_that_nobody_asked_for()
    {
        await Pay(Ledger, "a", 5);

        await Eventually(() => Task.FromResult(Seen("apply ledger.paid")), 1);
        ended.Where(span => span.Recorded).Select(span => $"{span.Source.Name} {span.DisplayName}").ShouldBeEmpty();
    }

    [Fact]
    public async Task Lead_from_a_request_to_the_statements_of_the_last_follower()
    {
        var (trace, caller) = (ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom());
        using var client = Ledger.Http;
        client.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-{caller}-01");

        (await client.PostAsJsonAsync("/accounts/a/payments", new { amount = 5 })).StatusCode.ShouldBe(HttpStatusCode.Created);

        const string payment = "POST /accounts/{account}/payments",
            applied = $"{payment} > relay ledger.paid > Contracts:Recorded send > mirror-from-ledger receive > mirror-from-ledger process > apply ledger.paid";
        await Eventually(() => Task.FromResult(Seen("mirror-from-ledger receive", recorded: true)), 1);
        var spans = ended.Where(span => span.TraceId == trace && span.Recorded).ToList();
        string PathOf(Activity span) => span.ParentSpanId == caller ? span.DisplayName : $"{PathOf(spans.Single(other => other.SpanId == span.ParentSpanId))} > {span.DisplayName}";
        string[] wanted = [payment, $"{payment} > INSERT journal", applied, $"{applied} > INSERT payment", $"{applied} > INSERT journal, INSERT evidence, UPDATE cursor"];
        wanted.Except(spans.Select(PathOf)).ShouldBeEmpty(string.Join('\n', spans.Select(PathOf)));
    }

    public override async ValueTask DisposeAsync()
    {
        everything.Dispose();
        await base.DisposeAsync();
    }
}

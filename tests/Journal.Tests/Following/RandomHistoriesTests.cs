using Contracts;
using FsCheck;
using FsCheck.Fluent;
using Journal.Operations;
using Journal.Relaying;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Servers;

namespace Journal.Tests.Following;

/// <summary>Whatever is recorded, killed, redelivered, deleted or caught up, in whatever order: nothing lost, nothing doubled, nothing out of order.</summary>
public class Any_history(RealServers servers) : Specification(servers)
{
    abstract record Step
    {
        public sealed record PaySome(int Account, int Times) : Step;
        public sealed record PayTogether(int Times) : Step;
        public sealed record NoteInternally : Step;
        public sealed record RestartLedger : Step;
        public sealed record RestartMirror : Step;
        public sealed record SecondMirror : Step;
        public sealed record SecondLedger : Step;
        public sealed record Redeliver(int From) : Step;
        public sealed record DeleteTheQueue : Step;
        public sealed record LoseTheConfirms : Step;
    }

    static readonly Gen<Step> steps = Gen.Frequency(
        (6, Gen.Choose(0, 3).Zip(Gen.Choose(1, 12)).Select(Step (pair) => new Step.PaySome(pair.Item1, pair.Item2))),
        (3, Gen.Choose(2, 25).Select(Step (times) => new Step.PayTogether(times))),
        (2, Gen.Constant<Step>(new Step.NoteInternally())),
        (1, Gen.Constant<Step>(new Step.RestartLedger())),
        (1, Gen.Constant<Step>(new Step.RestartMirror())),
        (1, Gen.Constant<Step>(new Step.SecondMirror())),
        (1, Gen.Constant<Step>(new Step.SecondLedger())),
        (2, Gen.Choose(0, 20).Select(Step (from) => new Step.Redeliver(from))),
        (1, Gen.Constant<Step>(new Step.DeleteTheQueue())),
        (1, Gen.Constant<Step>(new Step.LoseTheConfirms())));

    [Fact]
    public void Leaves_the_mirror_with_exactly_what_the_journal_implies_in_order() =>
        Prop.ForAll(Arb.From(Gen.ListOf(steps, 12)), script => Play([.. script]).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(4));

    async Task Play(IReadOnlyList<Step> script)
    {
        await InitializeAsync();
        var ledger = Ledger;
        var mirror = await StartMirror(idlePoll: "00:00:01");
        foreach (var step in script)
            switch (step)
            {
                case Step.PaySome pay:
                    for (var i = 0; i < pay.Times; i++)
                        await Pay(ledger, $"a{pay.Account}", i);
                    break;
                case Step.PayTogether pay:
                    await Task.WhenAll(Enumerable.Range(0, pay.Times).Select(i => Pay(ledger, $"a{i % 4}", i)));
                    break;
                case Step.NoteInternally:
                    await ledger.Run(async work => (await work.Open("notes")).Append(new Noted { Account = "a" }, Today));
                    break;
                case Step.RestartLedger:
                    await Stop(ledger);
                    ledger = await StartLedger();
                    break;
                case Step.RestartMirror:
                    await Stop(mirror);
                    mirror = await StartMirror(idlePoll: "00:00:01");
                    break;
                case Step.SecondMirror:
                    await StartMirror(idlePoll: "00:00:01");
                    break;
                case Step.SecondLedger:
                    await StartLedger();
                    break;
                case Step.Redeliver again:
                    var page = await ledger.Services.GetRequiredService<JournalReader>().Page(new ReadJournal { Epoch = 0, After = 0, Chain = [], Limit = 1000 }, default);
                    foreach (var entry in page.Entries.Skip(again.From).Reverse())
                        await ledger.Services.GetRequiredService<IBus>().Publish(entry);
                    break;
                case Step.DeleteTheQueue:
                    await DeleteQueue("mirror-from-ledger");
                    break;
                case Step.LoseTheConfirms:
                    await ledger.Sql("UPDATE journal_head SET sent = 0");
                    break;
            }
        await HoldsExactly(ledger, mirror);
        await DisposeAsync();
    }

    static async Task HoldsExactly(Host<LedgerDb> ledger, Host<MirrorDb> mirror)
    {
        await Numbered(ledger);
        var published = await ledger.Rows("SELECT position, stream, version FROM journal WHERE published ORDER BY position", row => (row.GetInt64(0), row.GetString(1), row.GetInt32(2)));
        await Eventually(() => mirror.Scalar<long>("SELECT coalesce(max(position), 0) FROM cursor"), published.Select(entry => entry.Item1).DefaultIfEmpty().Max());

        (await mirror.Rows("SELECT position, stream, version FROM payment ORDER BY number", row => (row.GetInt64(0), row.GetString(1), row.GetInt32(2)))).ShouldBe(published);
        (await mirror.Scalar<long>("SELECT count(DISTINCT cause) FROM journal WHERE type = 'mirror.thanked'")).ShouldBe(published.Count);
        (await mirror.Scalar<long>("SELECT count(*) FROM journal WHERE type = 'mirror.thanked'")).ShouldBe(published.Count);
        (await VerifyJournal.Verify(ledger.Database, "ledger", full: true, default)).Findings.ShouldBeEmpty();
        await Eventually(() => mirror.Scalar<long>("SELECT count(*) FROM journal WHERE position IS NULL"), 0);
        (await VerifyJournal.Verify(mirror.Database, "mirror", full: true, default)).Findings.ShouldBeEmpty();
    }

    async Task DeleteQueue(string name)
    {
        var factory = new RabbitMQ.Client.ConnectionFactory { Uri = new Uri(Broker) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeleteAsync(name, ifUnused: false, ifEmpty: false);
    }
}
